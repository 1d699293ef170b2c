import { setTimeout as delay } from 'node:timers/promises';

/** A process that is up. */
export interface Running {
  /** Resolves when it is gone, whoever ended it. */
  readonly exited: Promise<unknown>;
  /** Ends it; does nothing when it is gone. */
  stop(): Promise<void>;
}

export interface KeepAliveOptions<P extends Running> {
  /** Starts it again. */
  readonly start: () => Promise<P>;
  readonly onRestart: (again: P) => void;
  /** A try to start it failed; the next one follows. */
  readonly onFailure: (error: unknown) => void;
  /** Pauses between tries, in milliseconds: the first, and the longest they grow to. */
  readonly pauses?: { readonly first: number; readonly most: number };
}

const STEADY_MS = 60_000;

/**
 * Starts a process again whenever it ends by itself, with growing pauses while that fails or does not last a minute.
 * Returns how to stop it for good.
 */
export const keepAlive = <P extends Running>(first: P, options: KeepAliveOptions<P>): { stop(): Promise<void> } => {
  const pauses = options.pauses ?? { first: 200, most: 10_000 };
  const stopping = new AbortController();
  let current = first;

  const watch = async (): Promise<void> => {
    for (let pause = pauses.first; ; pause = Math.min(pause * 2, pauses.most)) {
      const since = Date.now();
      await current.exited;
      if (Date.now() - since > STEADY_MS) pause = pauses.first;
      await delay(pause, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        current = await options.start();
        // We were told to stop while it was starting.
        if (stopping.signal.aborted) return await current.stop();
        options.onRestart(current);
      } catch (error) {
        options.onFailure(error);
      }
    }
  };

  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      await current.stop();
      await watching;
    },
  };
};

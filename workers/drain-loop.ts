import type { BatchResult } from '#app/process-batch/process-batch.ts';

export interface DrainLoopOptions {
  readonly processBatch: () => Promise<BatchResult>;
  /** After each batch that did something. `ms`: how long it took. */
  readonly onBatch: (batch: BatchResult, ms: number) => void;
  /** A batch changed nothing because the world was wrong; it is tried again after `retryInMs`. */
  readonly onError: (error: unknown, retryInMs: number) => void;
}

export interface DrainLoop {
  /** Look now. Resolves when nothing is left that was due when it was called, or when the loop is stopped. */
  poke(): Promise<void>;
  /** Lets the batches in hand finish and begins no other. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Rows of a user whom another process works on come again so soon. */
const BUSY_PAUSE_MS = 20;
/** Batches at once in this process: while PostgreSQL writes one, the rules run on the other. */
const LANES = 2;

const isIdle = ({ claimed, busy, full }: BatchResult): boolean => claimed === 0 && busy === 0 && !full;
/** More is due, and not of one user alone, whose rows only one batch can hold. */
const isWorthSharing = ({ full, users }: BatchResult): boolean => full && users.length > 1;

/**
 * Works off what is due, whoever asks for it and however often: one batch after the other in a lane, and a second lane
 * beside it while there is a backlog.
 */
export const createDrainLoop = ({ processBatch, onBatch, onError }: DrainLoopOptions): DrainLoop => {
  const stopping = new AbortController();
  let again = false;
  let running: Promise<void> | null = null;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (stopping.signal.aborted) return resolve();
      const timer = setTimeout(() => {
        stopping.signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      const stop = (): void => {
        clearTimeout(timer);
        resolve();
      };
      stopping.signal.addEventListener('abort', stop, { once: true });
    });

  const lanes = new Set<Promise<void>>();
  const openLane = (): void => {
    const lane = drain().finally(() => lanes.delete(lane));
    lanes.add(lane);
  };

  const drain = async (): Promise<void> => {
    let pauseMs = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const from = performance.now();
      try {
        const batch = await processBatch();
        pauseMs = FIRST_PAUSE_MS;
        if (isIdle(batch)) return;
        if (isWorthSharing(batch) && lanes.size < LANES) openLane();
        if (batch.claimed > 0) onBatch(batch, performance.now() - from);
        else if (batch.busy > 0) await pause(BUSY_PAUSE_MS);
      } catch (error) {
        onError(error, pauseMs);
        await pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  };

  const run = async (): Promise<void> => {
    while (again && !stopping.signal.aborted) {
      again = false;
      openLane();
      while (lanes.size > 0) await Promise.all(lanes);
    }
    // In the same turn as the last look at `again`: a poke is either seen by this run or starts the next one.
    running = null;
  };

  return {
    poke: async () => {
      if (stopping.signal.aborted) return;
      again = true;
      running ??= run();
      await running;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

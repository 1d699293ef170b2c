/** The queue as pages see it: how much waits, what was refused and why, and what a user may do about it. */
import type { Answer } from './answer.ts';
import type { Gate, WakeReason } from './gate.ts';
import type { Content, QueueItem, QueueKind } from './queue-item.ts';
import type { QueueChannel } from './queue-channel.ts';
import type { Counts, QueueStore } from './queue-store.ts';
import type { Left } from './settle.ts';
import type { SyncRunner } from './sync-runner.ts';

export interface QueueParts {
  readonly store: Omit<QueueStore, 'claim' | 'settle' | 'recover' | 'wake'>;
  readonly channel: QueueChannel;
  /** Makes the runner; it tells what left, and what went wrong. */
  readonly startRunner: (tell: {
    readonly onSettled: (left: readonly Left[], answer: Answer) => void;
    readonly onTrouble: (error: unknown) => void;
  }) => SyncRunner;
  readonly userId: () => string | null;
  readonly newId: () => string;
  /** Epoch milliseconds by the device. */
  readonly now: () => number;
  /** Asks the browser to send even when the page is closed. */
  readonly registerSync: () => Promise<boolean>;
  /** Whether the device has a network at all. */
  readonly hasNetwork: () => boolean;
  /** Calls `wake` when the network or the user is back, and `changed` when the network goes or comes. */
  readonly watch: (wake: (reason: WakeReason) => void, changed: () => void) => () => void;
}

/** Refused items that are shown at once. */
const REJECTED_MAX = 50;
const NONE: Counts = { waiting: 0, sending: 0, rejected: 0 };

export const createQueueView = (parts: QueueParts) => {
  const { store, channel, userId } = parts;
  let counts = $state.raw<Counts>(NONE);
  let rejected = $state.raw<readonly QueueItem[]>([]);
  let cause = $state<Gate['cause']>('none');
  let hasNetwork = $state(parts.hasNetwork());
  let trouble = $state.raw<unknown>(null);
  let listeners: readonly ((left: readonly Left[]) => void)[] = [];

  let reading: Promise<void> | null = null;
  let isStale = false;
  const readOnce = async (): Promise<void> => {
    const user = userId();
    const [read, refused, gate] =
      user === null
        ? [NONE, [], null]
        : await Promise.all([store.counts(user), store.rejected(user, REJECTED_MAX), store.gate(user)]);
    if (userId() !== user) {
      isStale = true;
      return;
    }
    counts = read;
    rejected = refused;
    cause = gate?.cause ?? 'none';
    trouble = null;
  };
  const readAll = async (): Promise<void> => {
    try {
      do {
        isStale = false;
        await readOnce();
      } while (isStale);
    } catch (error) {
      trouble = error;
    }
    reading = null;
  };
  /** However often it is asked meanwhile, it reads once more. */
  const refresh = (): Promise<void> => {
    isStale = true;
    reading ??= readAll();
    return reading;
  };

  const runner = parts.startRunner({
    onSettled: (left) => {
      channel.tell();
      void refresh();
      if (left.length > 0) for (const listener of listeners) listener(left);
    },
    onTrouble: (error) => {
      trouble = error;
    },
  });

  const changed = async (reason: WakeReason): Promise<void> => {
    channel.tell();
    void runner.wake(reason);
    await refresh();
  };

  return {
    /** How many items of the user stand in each state. */
    get counts() {
      return counts;
    },
    /** The oldest 50 of the refused items, with the server's reasons. */
    get rejected() {
      return rejected;
    },
    /** The device has a network, and the server answered when it was last asked. */
    get isOnline() {
      return hasNetwork && cause !== 'unreachable';
    },
    /** The server wants a sign-in before it takes anything more. */
    get needsSignIn() {
      return cause === 'signedOut';
    },
    /** What the device's own storage failed over, last; `null`: it works. */
    get trouble() {
      return trouble;
    },
    /**
     * Puts what was logged into the queue; when it resolves, it is on the disk. `null`: it took back what was never sent.
     * `isDeviceTime: false` says that the instant in the body is not this device's now, but the server's or a person's.
     * @throws {DOMException} the device has no room or no storage; `Error`: nobody is signed in
     */
    enqueue: async (content: Content, options: { readonly isDeviceTime?: boolean } = {}): Promise<QueueItem | null> => {
      const user = userId();
      if (user === null) throw new Error('Nobody is signed in.');
      const entry = {
        id: parts.newId(),
        userId: user,
        queuedAt: parts.now(),
        isDeviceTime: options.isDeviceTime ?? true,
      };
      const item = await store.enqueue({ ...entry, ...content });
      void parts.registerSync();
      void changed('enqueued');
      return item;
    },
    /** Tries a refused item again. `false`: it is gone. */
    retry: async (id: string): Promise<boolean> => {
      const done = await store.retry(id);
      await changed('retry');
      return done;
    },
    /** Throws a refused item away, or one that was never sent. `false`: it is gone, or may have arrived. */
    discard: async (id: string): Promise<boolean> => {
      const done = await store.discard(id);
      await changed('retry');
      return done;
    },
    /** How much a user would lose, or leave behind, by signing out: all that the server did not take yet. */
    unsentOf: async (user: string): Promise<number> => {
      const { waiting, sending, rejected: refused } = await store.counts(user);
      return waiting + sending + refused;
    },
    /** Throws away all of a user's items. */
    forget: async (user: string): Promise<void> => {
      await store.forget(user);
      await changed('told');
    },
    /** The signed-in user's newest items of a kind that the server did not take yet, newest first. */
    newest: async (kind: QueueKind, limit: number): Promise<readonly QueueItem[]> => {
      const user = userId();
      return user === null ? [] : store.newest(user, kind, limit);
    },
    /** Calls `listener` with what this tab sent and the server took. Returns how to stop. */
    onLeft: (listener: (left: readonly Left[]) => void): (() => void) => {
      listeners = [...listeners, listener];
      return () => {
        listeners = listeners.filter((one) => one !== listener);
      };
    },
    /** Somebody signed in, or out. */
    userChanged: async (): Promise<void> => {
      if (userId() !== null) void runner.wake('signedIn');
      await refresh();
    },
    refresh,
    /** Starts sending. Returns how to stop. */
    start: (): (() => void) => {
      const stopHearing = channel.listen(() => {
        void runner.wake('told');
        void refresh();
      });
      const stopWatching = parts.watch(
        (reason) => void runner.wake(reason),
        () => {
          hasNetwork = parts.hasNetwork();
        },
      );
      void runner.wake('timer');
      void refresh();
      return () => {
        stopHearing();
        stopWatching();
        runner.stop();
      };
    },
  };
};

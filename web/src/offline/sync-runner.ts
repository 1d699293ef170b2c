/** Sends what waits (spec 5.1): one tab at a time, request by request, giving the page its turn between them. */
import type { Answer, Send } from './answer.ts';
import type { WakeReason } from './gate.ts';
import type { QueueStore } from './queue-store.ts';
import type { Left } from './settle.ts';

/** One holder in the whole browser. */
export interface QueueLocks {
  /** Runs `work` under the lock and frees it however that ends; `false`: somebody else has it, and nothing ran. */
  ifFree(work: () => Promise<void>): Promise<boolean>;
}

export interface Schedule {
  /** Lets the page draw and react. */
  pause(): Promise<void>;
  /** Does `work` in so many milliseconds. Returns how to call it off. */
  after(ms: number, work: () => void): () => void;
}

export interface SyncRunnerDeps {
  readonly store: Pick<QueueStore, 'claim' | 'settle' | 'recover' | 'wake'>;
  readonly send: Send;
  /** Who is signed in, asked before every request: what is one user's never goes out as another's. */
  readonly userId: () => string | null;
  /** Epoch milliseconds by the device. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly locks: QueueLocks;
  readonly schedule: Schedule;
  /** After each request: what left the queue, and by `answer` why the rest did not. */
  readonly onSettled: (left: readonly Left[], answer: Answer) => void;
  /** The store failed; it is tried again later. */
  readonly onTrouble: (error: unknown) => void;
}

export interface SyncRunner {
  /** Sends all that is due. Resolves when nothing more is, or another tab is at it; never rejects. */
  wake(reason: WakeReason): Promise<void>;
  /** Sends nothing more after the request that is under way. */
  stop(): void;
}

/** When another tab sends, or the store failed: that may end without a word. */
const LOOK_AGAIN_MS = 15_000;
/** A day: what is due later is looked at again by then, since timers cannot be set for longer than 24 days. */
const LONGEST_SLEEP_MS = 24 * 60 * 60_000;

export const createSyncRunner = (deps: SyncRunnerDeps): SyncRunner => {
  const { store, send, userId, now, random, locks, schedule, onSettled, onTrouble } = deps;
  let running: Promise<void> | null = null;
  let reasons: WakeReason[] = [];
  let callOff = (): void => undefined;
  let isStopped = false;

  const ask = async (request: Parameters<Send>[0]): Promise<Answer> => {
    try {
      return await send(request);
    } catch (error) {
      onTrouble(error);
      return { kind: 'unreachable', blame: 'connection' };
    }
  };

  /** Sends one request. Returns whether there was one, and when to look again. */
  const sendNext = async (user: string): Promise<{ readonly isSent: boolean; readonly dueAt: number | null }> => {
    const { items, dueAt } = await store.claim(user, now());
    const [first] = items;
    if (!first) return { isSent: false, dueAt };
    // Somebody else signed in meanwhile.
    if (userId() !== user) {
      await store.recover(user);
      return { isSent: false, dueAt: null };
    }
    const answer = await ask({ kind: first.kind, items });
    const left = await store.settle(user, items, answer, { now: now(), random: random() });
    onSettled(left, answer);
    return { isSent: true, dueAt: null };
  };

  const sendAll = async (): Promise<number | null> => {
    const user = userId();
    const woken = new Set(reasons.splice(0));
    if (user === null) return null;
    await store.recover(user);
    for (const reason of woken) await store.wake(user, reason);
    for (;;) {
      const { isSent, dueAt } = await sendNext(user);
      if (!isSent) return dueAt;
      if (isStopped || userId() !== user) return null;
      await schedule.pause();
    }
  };

  const sleep = (dueAt: number | null): void => {
    if (dueAt === null || isStopped) return;
    const ms = Math.min(LONGEST_SLEEP_MS, Math.max(0, dueAt - now()));
    callOff = schedule.after(ms, () => void wake('timer'));
  };

  /** When to look again after a turn, or after none. */
  const takeTurn = async (): Promise<number | null> => {
    let dueAt: number | null = null;
    try {
      const hadTurn = await locks.ifFree(async () => {
        dueAt = await sendAll();
      });
      if (hadTurn) return dueAt;
    } catch (error) {
      onTrouble(error);
    }
    reasons = [];
    return now() + LOOK_AGAIN_MS;
  };

  const run = async (): Promise<void> => {
    do {
      callOff();
      const dueAt = await takeTurn();
      // What woke it meanwhile gets a turn of its own, right away.
      if (reasons.length === 0) sleep(dueAt);
    } while (reasons.length > 0 && !isStopped);
    // In the same step as the last look at the reasons, or one that comes between is never heard.
    running = null;
  };

  const wake = (reason: WakeReason): Promise<void> => {
    if (isStopped) return Promise.resolve();
    reasons.push(reason);
    running ??= run();
    return running;
  };

  return {
    wake,
    stop: () => {
      isStopped = true;
      callOff();
    },
  };
};

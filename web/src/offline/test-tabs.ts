/** Stand-ins for what a browser gives to its tabs: one lock, timers that the test rings. */
import type { QueueLocks, Schedule } from './sync-runner.ts';

export interface SharedLock {
  /** The lock as one tab sees it. */
  forTab(tab: string): QueueLocks;
  /** The tab is gone, and the browser frees what it held. */
  release(tab: string): void;
  holder(): string | null;
}

export const createSharedLock = (): SharedLock => {
  let holder: string | null = null;
  const release = (tab: string): void => {
    if (holder === tab) holder = null;
  };
  return {
    forTab: (tab) => ({
      ifFree: async (work) => {
        await Promise.resolve();
        if (holder !== null) return false;
        holder = tab;
        try {
          await work();
        } finally {
          release(tab);
        }
        return true;
      },
    }),
    release,
    holder: () => holder,
  };
};

export interface TestSchedule extends Schedule {
  /** Milliseconds of the timer that is set; `null`: none is. */
  readonly sleepsFor: () => number | null;
  readonly pauses: () => number;
  /** Rings the timer. */
  readonly ring: () => void;
}

export const createTestSchedule = (): TestSchedule => {
  let timer: { readonly ms: number; readonly work: () => void } | null = null;
  let paused = 0;
  return {
    pause: () => {
      paused += 1;
      return Promise.resolve();
    },
    after: (ms, work) => {
      const mine = { ms, work };
      timer = mine;
      return () => {
        if (timer === mine) timer = null;
      };
    },
    sleepsFor: () => timer?.ms ?? null,
    pauses: () => paused,
    ring: () => {
      const rung = timer;
      timer = null;
      rung?.work();
    },
  };
};

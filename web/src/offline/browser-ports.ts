/** What the browser gives to the runner: its locks, its timers, and the events that wake it. */
import { QUEUE_TAG } from './background-sync.ts';
import type { WakeReason } from './gate.ts';
import type { QueueLocks, Schedule } from './sync-runner.ts';

/** Only over https and on localhost. Without it every tab sends, and the server takes each item once all the same. */
export const browserLocks = (locks: Pick<LockManager, 'request'> | undefined): QueueLocks => ({
  ifFree: async (work) => {
    if (!locks) {
      await work();
      return true;
    }
    return locks.request(QUEUE_TAG, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return lock !== null;
    });
  },
});

interface Yielding {
  readonly scheduler?: { yield?(): Promise<void> };
}

/** A message to oneself: a task of its own, which a timer in a hidden page would put off by a second. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

export const browserSchedule: Schedule = {
  pause: () => (globalThis as Yielding).scheduler?.yield?.() ?? nextTask(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** Calls `work` when the network or the user is back. Returns how to stop. */
export const onReturn = (
  page: { readonly window: EventTarget; readonly document: EventTarget & Pick<Document, 'visibilityState'> },
  work: (reason: WakeReason) => void,
): (() => void) => {
  const online = (): void => work('online');
  const focus = (): void => work('focus');
  const visible = (): void => {
    if (page.document.visibilityState === 'visible') work('visible');
  };
  page.window.addEventListener('online', online);
  page.window.addEventListener('focus', focus);
  page.document.addEventListener('visibilitychange', visible);
  return () => {
    page.window.removeEventListener('online', online);
    page.window.removeEventListener('focus', focus);
    page.document.removeEventListener('visibilitychange', visible);
  };
};

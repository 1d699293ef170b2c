/** Sends what was logged on this device, on every page, from the first one on (spec 5.1). */
import { QUEUE_TAG } from '../../offline/background-sync.ts';

let isStarted = false;

/** A browser that does not list its databases may have it. */
const hasQueue = async (): Promise<boolean> => {
  const databases = await globalThis.indexedDB?.databases?.().catch(() => undefined);
  return databases === undefined || databases.some(({ name }) => name === QUEUE_TAG);
};

/**
 * Starts once for the life of the page, by loading the queue: who never logged here does not fetch it, and a page that
 * logs loads it itself. A page that cannot load it now (the network went between two clicks) does so with the next one.
 */
export const startSending = (): void => {
  if (isStarted) return;
  isStarted = true;
  const load = async () => {
    if (await hasQueue()) await import('../../offline/queue.svelte.ts');
  };
  load().catch(() => {
    isStarted = false;
  });
};

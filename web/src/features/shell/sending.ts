/** Sends what was logged, on every page, from the first one on (spec 5.1). */
import { QUEUE_TAG } from '../../offline/background-sync.ts';

let isStarted = false;

/** The service worker asks when the browser says that the network is back. */
const hearWorker = (): void => {
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    // What it means is what `online` means, and everything that waits for a network listens to that.
    if (data === QUEUE_TAG) window.dispatchEvent(new Event('online'));
  });
};

/**
 * Starts once for the life of the page: the queue itself heeds who is signed in. Its code is no part of the first load.
 * A page that cannot load it now (the network went between two clicks) loads it with the next one.
 */
export const startSending = (): void => {
  if (isStarted) return;
  isStarted = true;
  import('../../offline/queue.svelte.ts').then(
    ({ queue }) => {
      queue.start();
      hearWorker();
    },
    () => {
      isStarted = false;
    },
  );
};

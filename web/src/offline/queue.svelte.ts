/** The queue of this page (spec 5.1). One object for the whole page, which sends from the moment it is loaded. */
import { newId } from '../api/new-id.ts';
import { lastKnown } from '../state/last-known.ts';
import { session } from '../state/session.svelte.ts';
import { QUEUE_TAG, registerBackgroundSync } from './background-sync.ts';
import { browserLocks, browserSchedule, onReturn } from './browser-ports.ts';
import { createHttpSender } from './http-sender.ts';
import { createQueueChannel } from './queue-channel.ts';
import { createQueueStore } from './queue-store.ts';
import { createQueueView } from './queue-view.svelte.ts';
import { createSyncRunner } from './sync-runner.ts';

/** Who is signed in, unless another tab has signed in somebody else since: then this tab sends nothing. */
const userId = (): string | null => {
  const user = session.user?.id ?? null;
  const known = lastKnown.read()?.user.id;
  return known === undefined || known === user ? user : null;
};

const store = createQueueStore();
const now = (): number => Date.now();

export const queue = createQueueView({
  store,
  channel: createQueueChannel(),
  startRunner: (tell) =>
    createSyncRunner({
      store,
      send: createHttpSender({ fetch: (...request) => fetch(...request), now }),
      userId,
      now,
      random: () => Math.random(),
      locks: browserLocks(navigator.locks),
      schedule: browserSchedule,
      ...tell,
    }),
  userId,
  newId,
  now,
  registerSync: () => registerBackgroundSync(),
  hasNetwork: () => navigator.onLine,
  watch: (wake, changed) => {
    const stop = onReturn({ window, document }, wake);
    window.addEventListener('online', changed);
    window.addEventListener('offline', changed);
    return () => {
      stop();
      window.removeEventListener('online', changed);
      window.removeEventListener('offline', changed);
    };
  },
});

queue.start();

// The service worker asks when the browser says that the network is back. What it means is what `online` means, and
// everything that waits for a network listens to that.
navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === QUEUE_TAG) window.dispatchEvent(new Event('online'));
});

$effect.root(() => {
  $effect(() => {
    // Read here, so that a sign-in and a sign-out are heard.
    if (session.user?.id !== undefined || session.status !== 'unknown') void queue.userChanged();
  });
});

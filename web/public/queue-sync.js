/* Part of the service worker (`vite.config.ts`): when the network is back, the open pages are asked to send what waits. */
const QUEUE_TAG = 'pawgress-queue';

const askPages = async () => {
  const pages = await globalThis.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(QUEUE_TAG);
};

globalThis.addEventListener('sync', (event) => {
  if (event.tag === QUEUE_TAG) event.waitUntil(askPages());
});

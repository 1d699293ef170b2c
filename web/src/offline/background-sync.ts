/** Background Sync: the browser wakes the service worker when the network is back, with the page closed. */

/** The tag of the `sync` event; also the name of the database, and of the lock under which one tab or worker sends. */
export const QUEUE_TAG = 'pawgress-queue';

/** Not in the DOM types: Chromium has it alone. */
interface WithSync {
  readonly sync: { register(tag: string): Promise<void> };
}

const hasSync = (registration: object): registration is WithSync => 'sync' in registration;

/**
 * Asks for a `sync` event when there is a network. `false`: this browser has none, or the user forbade it; the page then
 * sends by itself, when it is open.
 */
export const registerBackgroundSync = async (
  container: Pick<ServiceWorkerContainer, 'getRegistration'> | undefined = globalThis.navigator?.serviceWorker,
): Promise<boolean> => {
  try {
    const registration = await container?.getRegistration();
    if (!registration || !hasSync(registration)) return false;
    await registration.sync.register(QUEUE_TAG);
    return true;
  } catch {
    return false;
  }
};

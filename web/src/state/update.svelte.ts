/** A newer page that the service worker has fetched: it waits until its owner wants it. */
import { registerSW } from 'virtual:pwa-register';

const LOOK_MS = 60 * 60_000;

const createUpdate = () => {
  let isReady = $state(false);
  let reload: (() => Promise<void>) | null = null;
  return {
    get isReady() {
      return isReady;
    },
    /** Starts the service worker and looks for a newer page now and then. */
    start: (): void => {
      const apply = registerSW({
        onNeedRefresh: () => (isReady = true),
        onRegisteredSW: (_url, registration) => {
          if (registration) setInterval(() => void registration.update().catch(() => undefined), LOOK_MS);
        },
      });
      reload = () => apply(true);
    },
    apply: (): void => void reload?.(),
    later: (): void => {
      isReady = false;
    },
  };
};

export const update = createUpdate();

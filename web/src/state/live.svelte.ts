/** The stream into the page's state, and whether there is a network. */
import type { GoalView } from '#core/contract/goals.ts';
import { openStream } from '../api/stream.ts';
import { connectionState } from './connections.svelte.ts';
import { goalState } from './goals.svelte.ts';
import { petState, type PetMoved } from './pet.svelte.ts';
import { session } from './session.svelte.ts';

const REFRESH_MS = 5 * 60_000;

const createLive = () => {
  let isOnline = $state(true);
  let isUp = $state(false);

  const onEvent = (name: string, data: unknown): void => {
    if (name === 'pet') void petState.moved(data as PetMoved);
    if (name === 'goal') goalState.moved(data as GoalView);
    if (name === 'delivery') void connectionState.reload();
  };
  const onState = (up: boolean): void => {
    // What came while the stream was down is read again; a sign-in that is over is noticed here too.
    if (up && !isUp) void petState.refresh().catch(() => undefined);
    if (!up) void session.load();
    isUp = up;
  };

  return {
    get isOnline() {
      return isOnline;
    },
    /** Starts listening. Returns how to stop. */
    start: (): (() => void) => {
      isOnline = navigator.onLine;
      const stream = openStream({ onEvent, onState });
      const refresh = () => void petState.refresh().catch(() => undefined);
      const onVisible = () => document.visibilityState === 'visible' && refresh();
      const online = () => (isOnline = true);
      const offline = () => (isOnline = false);
      const timer = setInterval(refresh, REFRESH_MS);
      document.addEventListener('visibilitychange', onVisible);
      window.addEventListener('online', online);
      window.addEventListener('offline', offline);
      return () => {
        stream.close();
        clearInterval(timer);
        document.removeEventListener('visibilitychange', onVisible);
        window.removeEventListener('online', online);
        window.removeEventListener('offline', offline);
      };
    },
  };
};

export const live = createLive();

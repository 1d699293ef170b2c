/** The stream into the page's state, and whether there is a network and a server. */
import type { GoalView } from '#core/contract/goals.ts';
import type { HabitView } from '#core/contract/habits.ts';
import { openStream } from '../api/stream.ts';
import { clock } from './clock.svelte.ts';
import { connectionState } from './connections.svelte.ts';
import { goalState } from './goals.svelte.ts';
import { habitDays } from './habit-days.svelte.ts';
import { habitState } from './habits.svelte.ts';
import { petState, type PetMoved } from './pet.svelte.ts';
import { session } from './session.svelte.ts';

const REFRESH_MS = 5 * 60_000;
/** A server that starts again is back by then: nobody needs to hear of it. */
const PATIENCE_MS = 4_000;

/** `offline`: the device has no network. `lost`: it has, and the server does not answer. */
export type LiveState = 'fine' | 'offline' | 'lost';

const createLive = () => {
  let hasNetwork = $state(true);
  let isLost = $state(false);
  let isUp = false;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const onEvent = (name: string, data: unknown): void => {
    if (name === 'pet') void petState.moved(data as PetMoved).catch(() => undefined);
    if (name === 'goal') goalState.moved(data as GoalView);
    if (name === 'habit') void habitDays.moved(data as HabitView).catch(() => undefined);
    if (name === 'delivery') void connectionState.reload().catch(() => undefined);
  };
  const onState = (up: boolean): void => {
    // What came while the stream was down is read again; a sign-in that is over is noticed here too.
    if (up && !isUp) {
      void petState.load().catch(() => undefined);
      void habitState.reload().catch(() => undefined);
      void goalState.load().catch(() => undefined);
    }
    if (!up) void session.load();
    if (up) {
      clearTimeout(patience);
      patience = undefined;
      isLost = false;
    } else {
      patience ??= setTimeout(() => (isLost = true), PATIENCE_MS);
    }
    isUp = up;
  };

  return {
    get state(): LiveState {
      if (!hasNetwork) return 'offline';
      return isLost ? 'lost' : 'fine';
    },
    /** Starts listening. Returns how to stop. */
    start: (): (() => void) => {
      hasNetwork = navigator.onLine;
      const stream = openStream({ onEvent, onState });
      const stopClock = clock.start();
      const refresh = () => void petState.refresh().catch(() => undefined);
      const onVisible = () => document.visibilityState === 'visible' && refresh();
      const online = () => (hasNetwork = true);
      const offline = () => (hasNetwork = false);
      const timer = setInterval(refresh, REFRESH_MS);
      document.addEventListener('visibilitychange', onVisible);
      window.addEventListener('online', online);
      window.addEventListener('offline', offline);
      return () => {
        stream.close();
        stopClock();
        clearTimeout(patience);
        patience = undefined;
        clearInterval(timer);
        document.removeEventListener('visibilitychange', onVisible);
        window.removeEventListener('online', online);
        window.removeEventListener('offline', offline);
      };
    },
  };
};

export const live = createLive();

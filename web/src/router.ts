import { tick } from 'svelte';
import { createRouter } from 'sv-router';
import Home from './features/home/Home.svelte';
import NotFound from './features/shell/NotFound.svelte';
import { place } from './ui/place.svelte.ts';

let isFirst = true;

/** A new page is read from its heading; the first one leaves the focus where the browser put it. */
const focusHeading = async (): Promise<void> => {
  if (isFirst) {
    isFirst = false;
    return;
  }
  await tick();
  const heading = document.querySelector<HTMLElement>('#main h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
};

/** Home comes with the first load; every other page is fetched when it is asked for. */
export const { p, navigate, isActive } = createRouter({
  '/': Home,
  '/log': () => import('./features/log/Log.svelte'),
  '/habits': () => import('./features/habits/Habits.svelte'),
  '/habits/:id': () => import('./features/habits/Habit.svelte'),
  '/goals': () => import('./features/goals/Goals.svelte'),
  '/goals/:id': () => import('./features/goals/Goal.svelte'),
  '/trackers': () => import('./features/trackers/Trackers.svelte'),
  '/trackers/:id': () => import('./features/trackers/Tracker.svelte'),
  '/categories': () => import('./features/goals/Categories.svelte'),
  '/progress': () => import('./features/progress/Progress.svelte'),
  '/connections': () => import('./features/connections/Connections.svelte'),
  '/settings': () => import('./features/settings/Settings.svelte'),
  '*notfound': NotFound,
  hooks: {
    afterLoad: ({ pathname }) => {
      place.moved(pathname);
      void focusHeading();
    },
  },
});

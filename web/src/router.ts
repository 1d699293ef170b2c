import { createRouter } from 'sv-router';
import Connections from './features/connections/Connections.svelte';
import Home from './features/home/Home.svelte';
import Settings from './features/settings/Settings.svelte';
import NotFound from './features/shell/NotFound.svelte';

export const { p, navigate, isActive, route } = createRouter({
  '/': Home,
  '/connections': Connections,
  '/settings': Settings,
  '*notfound': NotFound,
});

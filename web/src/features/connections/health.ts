import type { IntegrationView } from '#core/contract/integrations.ts';
import { words } from './words.ts';

/** Nothing has come yet: neither the provider's own test nor a real event. */
export const isWaiting = ({ verified_at, last_event_at }: IntegrationView): boolean =>
  verified_at === null && last_event_at === null;

/** How a connection is, in a word and its tint. */
export const health = (connection: IntegrationView): { word: string; tint: string } => {
  const { status, failed_count } = connection;
  if (failed_count > 0) return { word: words.failedCount(failed_count), tint: 'coral' };
  if (status === 'paused') return { word: words.health.paused, tint: '' };
  if (status === 'needs_reconnect' || status === 'error') return { word: words.health.needsYou, tint: 'coral' };
  return isWaiting(connection)
    ? { word: words.health.waiting, tint: 'honey' }
    : { word: words.health.healthy, tint: 'good' };
};

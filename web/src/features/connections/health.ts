import type { IntegrationView } from '#core/contract/integrations.ts';

/** How a connection is, in a word and its tint. */
export const health = ({ status, failed_count, verified_at }: IntegrationView): { word: string; tint: string } => {
  if (failed_count > 0) return { word: `${failed_count} failed`, tint: 'coral' };
  if (status === 'paused') return { word: 'Paused', tint: '' };
  if (status === 'needs_reconnect' || status === 'error') return { word: 'Needs you', tint: 'coral' };
  return verified_at === null ? { word: 'Waiting', tint: 'honey' } : { word: 'Healthy', tint: 'good' };
};

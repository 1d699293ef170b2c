/** Connections and deliveries in the shapes of api.md. */
import type { DeliveryView, IntegrationView } from '#core/contract/integrations.ts';
import type { DeliveryOverview } from '#infra/views/delivery-view.ts';
import type { IntegrationOverview } from '#infra/views/integration-view.ts';

export const integrationView = (row: IntegrationOverview, publicUrl: string): IntegrationView => ({
  id: row.id,
  provider: row.provider,
  name: row.name,
  status: row.status,
  account: row.accountId === null && row.login === null ? null : { id: row.accountId, login: row.login },
  webhook_url: row.pathToken === null ? null : `${publicUrl}/webhooks/${row.provider}/${row.pathToken}`,
  verified_at: row.verifiedAt,
  last_event_at: row.lastEventAt,
  last_error: row.lastError,
  secret_rotated_at: row.secretRotatedAt,
  previous_secret_expires_at: row.previousSecretExpiresAt,
  failed_count: row.failedCount,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

export const deliveryView = (row: DeliveryOverview): DeliveryView => ({
  id: row.id,
  external_event_id: row.externalEventId,
  event_name: row.eventName,
  received_at: row.receivedAt,
  status: row.status,
  reason: row.reason,
  attempts: row.attempts,
  // Of a paused connection it waits for its owner, and of a finished one there is nothing to wait for.
  next_attempt_at: row.status === 'pending' && row.nextAttemptAt !== 'infinity' ? row.nextAttemptAt : null,
  processed_at: row.processedAt,
  events: row.events,
  xp: row.xp,
});

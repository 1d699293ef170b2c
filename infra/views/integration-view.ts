/** Connections as the page shows them. Never a secret. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';
import type { IntegrationStatus } from '../stores/integration-store.ts';

export interface IntegrationOverview {
  readonly id: string;
  readonly provider: string;
  readonly name: string | null;
  readonly status: IntegrationStatus;
  readonly accountId: string | null;
  readonly login: string | null;
  readonly pathToken: string | null;
  readonly verifiedAt: Instant | null;
  readonly lastEventAt: Instant | null;
  readonly lastError: string | null;
  readonly secretRotatedAt: Instant | null;
  readonly previousSecretExpiresAt: Instant | null;
  readonly failedCount: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const SELECT = `select i.id, i.provider, i.name, i.status, coalesce(i.external_account_id, i.metadata ->> 'account_id') as "accountId",
    i.metadata ->> 'login' as login, i.path_token as "pathToken", i.verified_at as "verifiedAt",
    i.last_event_at as "lastEventAt", i.last_error as "lastError", i.webhook_secret_rotated_at as "secretRotatedAt",
    i.webhook_secret_previous_expires_at as "previousSecretExpiresAt", i.created_at as "createdAt", i.updated_at as "updatedAt",
    (select count(*) from event_processing w join event_raw r on r.id = w.event_raw_id
     where w.user_id = i.user_id and w.status = 'failed' and r.integration_id = i.id)::int as "failedCount"
  from integrations i`;

export const createIntegrationView = (db: Queryable, userId: string) => {
  const rowsOf = async (rest: string, bindings: readonly Binding[] = []): Promise<IntegrationOverview[]> =>
    (await query<IntegrationOverview>(db, `${SELECT} where i.user_id = ? ${rest}`, [userId, ...bindings])).rows;
  return {
    /** Not the disconnected ones; oldest first. */
    list: (): Promise<readonly IntegrationOverview[]> =>
      rowsOf(`and i.status <> 'revoked' order by i.created_at, i.id`),
    find: async (id: string): Promise<IntegrationOverview | undefined> => (await rowsOf('and i.id = ?', [id]))[0],
  };
};

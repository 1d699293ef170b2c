/** From the path of a webhook to its connection, before anything is known of the sender. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface ConnectionSecretsRow {
  readonly id: string;
  readonly userId: string;
  readonly provider: string;
  readonly secret: Buffer | null;
  readonly previousSecret: Buffer | null;
  readonly previousUntil: Instant | null;
}

export const createConnectionLookupStore = (db: Queryable) => ({
  byPathToken: async (pathToken: string): Promise<ConnectionSecretsRow | undefined> =>
    (
      await query<ConnectionSecretsRow>(
        db,
        `select id, user_id as "userId", provider, webhook_secret_encrypted as secret,
           webhook_secret_previous_encrypted as "previousSecret", webhook_secret_previous_expires_at as "previousUntil"
         from integrations where path_token = ? and status <> 'revoked'`,
        [pathToken],
      )
    ).rows[0],
});

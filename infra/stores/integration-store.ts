/** Connections of one user. Secrets are stored sealed; a revoked connection has none, and what arrived on it stays. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';
import type { SecretPlace } from '../secrets/keyring.ts';

export type IntegrationStatus = 'pending' | 'active' | 'paused' | 'needs_reconnect' | 'revoked' | 'error';

/** Columns of `integrations` that hold a sealed webhook secret. */
export type SecretColumn = 'webhook_secret_encrypted' | 'webhook_secret_previous_encrypted';

/** Where a connection's webhook secret is bound to: intake opens it with the same place. */
export const secretPlace = (column: SecretColumn, id: string, userId: string): SecretPlace => ({
  table: 'integrations',
  column,
  row: id,
  user: userId,
});

/** The provider's account: its numeric id, its login, or both. */
export interface AccountRef {
  readonly id: string | null;
  readonly login: string | null;
}

export interface NewIntegrationRow {
  readonly id: string;
  readonly provider: string;
  readonly name: string | null;
  readonly pathToken: string | null;
  readonly sealedSecret: Buffer | null;
  readonly createdAt: Instant;
}

/** What changing a connection must know of it. */
export interface IntegrationRow {
  readonly id: string;
  readonly provider: string;
  readonly status: IntegrationStatus;
  readonly pathToken: string | null;
  readonly verifiedAt: Instant | null;
  readonly sealedSecret: Buffer | null;
}

export const createIntegrationStore = (db: Queryable, userId: string) => ({
  insert: async (row: NewIntegrationRow): Promise<void> => {
    await query(
      db,
      `insert into integrations (id, user_id, provider, name, path_token, webhook_secret_encrypted, webhook_secret_rotated_at,
         created_at, updated_at)
       values (?, ?, ?, ?, ?, ?, null, ?::timestamptz, ?::timestamptz)`,
      [row.id, userId, row.provider, row.name, row.pathToken, row.sealedSecret, row.createdAt, row.createdAt],
    );
  },

  find: async (id: string): Promise<IntegrationRow | undefined> => {
    const { rows } = await query<IntegrationRow>(
      db,
      `select id, provider, status, path_token as "pathToken", verified_at as "verifiedAt",
         webhook_secret_encrypted as "sealedSecret"
       from integrations where id = ? and user_id = ?`,
      [id, userId],
    );
    return rows[0];
  },

  /** The account the user proved by signing in with this provider. */
  provenAccount: async (provider: string): Promise<AccountRef | undefined> => {
    const { rows } = await query<AccountRef>(
      db,
      `select provider_user_id as id, username as login from user_identities where user_id = ? and provider = ?`,
      [userId, provider],
    );
    return rows[0];
  },

  rename: async (id: string, name: string | null): Promise<void> => {
    await query(db, `update integrations set name = ? where id = ? and user_id = ?`, [name, id, userId]);
  },

  setStatus: async (id: string, status: IntegrationStatus): Promise<void> => {
    await query(db, `update integrations set status = ? where id = ? and user_id = ?`, [status, id, userId]);
  },

  /**
   * Says whose deeds count on the connection. Where another of the user's connections holds the account already, the id
   * is only noted (`metadata.account_id`), since it is unique among them; both count it (spec 8.2).
   */
  setAccount: async (id: string, account: AccountRef): Promise<void> => {
    await query(
      db,
      `update integrations i set external_account_id = case when not v.held then v.account_id end,
         metadata = (i.metadata - 'login' - 'account_id')
           || jsonb_strip_nulls(jsonb_build_object('login', v.login, 'account_id', v.account_id))
       from (
         select x.account_id, x.login, exists (
           select 1 from integrations o join integrations c on c.id = ? and c.user_id = o.user_id and c.provider = o.provider
           where o.user_id = ? and o.id <> c.id and o.external_account_id = x.account_id and o.status <> 'revoked') as held
         from (select ?::text as account_id, ?::text as login) x) v
       where i.id = ? and i.user_id = ?`,
      [id, userId, account.id, account.login, id, userId],
    );
  },

  /** Puts a new secret in place; the one before, sealed for its new place, works until `previousUntil`. */
  rotate: async (
    id: string,
    secrets: {
      readonly sealed: Buffer;
      readonly previous: Buffer | null;
      readonly previousUntil: Instant;
      readonly now: Instant;
    },
  ): Promise<void> => {
    const { sealed, previous, previousUntil, now } = secrets;
    await query(
      db,
      `update integrations set webhook_secret_encrypted = ?, webhook_secret_previous_encrypted = ?,
         webhook_secret_previous_expires_at = ?::timestamptz, webhook_secret_rotated_at = ?::timestamptz
       where id = ? and user_id = ?`,
      [sealed, previous, previous === null ? null : previousUntil, now, id, userId],
    );
  },

  /** Wipes every secret and the address. */
  revoke: async (id: string): Promise<void> => {
    await query(
      db,
      `update integrations set status = 'revoked', path_token = null, access_token_encrypted = null, refresh_token_encrypted = null,
         token_expires_at = null, webhook_secret_encrypted = null, webhook_secret_previous_encrypted = null,
         webhook_secret_previous_expires_at = null
       where id = ? and user_id = ?`,
      [id, userId],
    );
  },
});

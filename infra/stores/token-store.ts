/** API tokens of one user; the token itself is stored as SHA-256 only. */
import type { Scope } from '#core/contract/endpoint.ts';
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly expiresAt: Instant | null;
}

export interface NewToken extends Omit<TokenRow, 'lastUsedAt'> {
  readonly tokenHash: Buffer;
}

export const createTokenStore = (db: Queryable, userId: string) => ({
  insert: async (token: NewToken): Promise<void> => {
    await query(
      db,
      `insert into api_tokens (id, user_id, name, token_hash, scopes, expires_at, created_at)
       values (?, ?, ?, ?, ?::text[], ?::timestamptz, ?::timestamptz)`,
      [token.id, userId, token.name, token.tokenHash, token.scopes, token.expiresAt, token.createdAt],
    );
  },

  /** Those that are not revoked, newest first. */
  list: async (): Promise<readonly TokenRow[]> => {
    const { rows } = await query<TokenRow>(
      db,
      `select id, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt"
       from api_tokens where user_id = ? and revoked_at is null order by created_at desc, id desc`,
      [userId],
    );
    return rows;
  },

  revoke: async (id: string, now: Instant): Promise<boolean> => {
    const { rowCount } = await query(
      db,
      `update api_tokens set revoked_at = ?::timestamptz where id = ? and user_id = ? and revoked_at is null`,
      [now, id, userId],
    );
    return rowCount === 1;
  },

  touch: async (id: string, now: Instant): Promise<void> => {
    await query(db, `update api_tokens set last_used_at = ?::timestamptz where id = ? and user_id = ?`, [
      now,
      id,
      userId,
    ]);
  },
});

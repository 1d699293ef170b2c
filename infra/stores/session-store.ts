/** Browser sign-ins and API tokens of one user. Only hashes of their secrets are stored. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface SessionRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
}

export interface NewSession {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly now: Instant;
  readonly idleExpiresAt: Instant;
  readonly expiresAt: Instant;
}

export const createSessionStore = (db: Queryable, userId: string) => ({
  insert: async (session: NewSession): Promise<void> => {
    await query(
      db,
      `insert into auth_sessions (id, user_id, token_hash, user_agent, ip, last_used_at, idle_expires_at, expires_at, created_at)
       values (?, ?, ?, ?, ?::inet, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?::timestamptz)`,
      [
        session.id,
        userId,
        session.tokenHash,
        session.userAgent,
        session.ip,
        session.now,
        session.idleExpiresAt,
        session.expiresAt,
        session.now,
      ],
    );
  },

  /** Live ones, newest first. */
  list: async (now: Instant): Promise<readonly SessionRow[]> => {
    const { rows } = await query<SessionRow>(
      db,
      `select id, user_agent as "userAgent", host(ip) as ip, created_at as "createdAt", last_used_at as "lastUsedAt",
         least(idle_expires_at, expires_at) as "expiresAt"
       from auth_sessions where user_id = ? and revoked_at is null and least(idle_expires_at, expires_at) > ?::timestamptz
       order by created_at desc, id desc`,
      [userId, now],
    );
    return rows;
  },

  /** Returns whether there was such a live session. */
  revoke: async (id: string, now: Instant): Promise<boolean> => {
    const { rowCount } = await query(
      db,
      `update auth_sessions set revoked_at = ?::timestamptz where id = ? and user_id = ? and revoked_at is null`,
      [now, id, userId],
    );
    return rowCount === 1;
  },

  /** Signs out every browser but one. */
  revokeOthers: async (keep: string | null, now: Instant): Promise<void> => {
    await query(
      db,
      `update auth_sessions set revoked_at = ?::timestamptz where user_id = ? and revoked_at is null and id is distinct from ?::uuid`,
      [now, userId, keep],
    );
  },

  /** Moves the idle end on; called at most every few minutes. */
  touch: async (id: string, now: Instant, idleExpiresAt: Instant): Promise<void> => {
    await query(
      db,
      `update auth_sessions set last_used_at = ?::timestamptz, idle_expires_at = least(?::timestamptz, expires_at)
       where id = ? and user_id = ?`,
      [now, idleExpiresAt, id, userId],
    );
  },
});

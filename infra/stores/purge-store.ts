import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

/** Rows that were deleted, by table. */
export type Purged = Readonly<
  Record<'idempotency_keys' | 'recent_context_items' | 'oauth_states' | 'auth_sessions', number>
>;

/** A sign-in that ended is kept that long, so that its owner can see it in the list of sessions. */
const KEEP_SESSIONS = `interval '30 days'`;
/** Rows of one table in one call at most: a purge never holds a table for long. */
const MOST = 10_000;

/** What has passed its own date, for all users. Facts and computed rows are never purged. */
export const createPurgeStore = (db: Queryable) => {
  const purge = async (table: keyof Purged, isOver: string, now: Instant): Promise<number> => {
    const { rowCount } = await query(
      db,
      `delete from ${table} where ctid = any(array(select ctid from ${table} where ${isOver} limit ${MOST} for update skip locked))`,
      [now],
    );
    return rowCount;
  };
  return {
    /** Deletes what was over at `now`, up to 10,000 rows a table. */
    purge: async (now: Instant): Promise<Purged> => ({
      idempotency_keys: await purge('idempotency_keys', 'expires_at <= ?', now),
      recent_context_items: await purge('recent_context_items', 'expires_at <= ?', now),
      oauth_states: await purge('oauth_states', 'expires_at <= ?', now),
      auth_sessions: await purge(
        'auth_sessions',
        `least(idle_expires_at, expires_at, revoked_at) <= ?::timestamptz - ${KEEP_SESSIONS}`,
        now,
      ),
    }),
  };
};

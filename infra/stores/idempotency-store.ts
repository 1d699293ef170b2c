/** Idempotency keys of one user (spec 6.8). A run that was taken over no longer holds the row's lock token. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface KeyRow {
  readonly requestHash: string;
  readonly state: 'in_progress' | 'completed';
  readonly lockToken: string;
  readonly responseStatus: number | null;
  readonly responseBody: unknown;
  readonly isLocked: boolean;
  /** This request made the row or took it over. */
  readonly mine: boolean;
}

export const createIdempotencyStore = (db: Queryable, userId: string) => ({
  /**
   * Takes the key for this request, or says who has it. An expired row is replaced; a row whose lock is over is taken
   * over by the same request only, `lockSeconds` after it was taken.
   */
  take: async (
    key: string,
    requestHash: string,
    lockToken: string,
    now: Instant,
    lockSeconds: number,
  ): Promise<KeyRow> => {
    const { rows } = await query<KeyRow>(
      db,
      `with taken as (
         insert into idempotency_keys as k (user_id, idempotency_key, request_hash, lock_token, created_at, locked_until, expires_at)
         values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz + make_interval(secs => ?), ?::timestamptz + interval '24 hours')
         on conflict (user_id, idempotency_key) do update set request_hash = excluded.request_hash, lock_token = excluded.lock_token,
           state = 'in_progress', response_status = null, response_body = null, created_at = excluded.created_at,
           locked_until = excluded.locked_until, expires_at = excluded.expires_at
         where k.expires_at <= ?::timestamptz
           or (k.state = 'in_progress' and k.locked_until < ?::timestamptz and k.request_hash = excluded.request_hash)
         returning request_hash, state, lock_token, response_status, response_body, locked_until)
       select request_hash as "requestHash", state, lock_token as "lockToken", response_status as "responseStatus",
         response_body as "responseBody", locked_until >= ?::timestamptz as "isLocked", true as mine from taken
       union all
       select request_hash, state, lock_token, response_status, response_body, locked_until >= ?::timestamptz, false
       from idempotency_keys where user_id = ? and idempotency_key = ? and not exists (select 1 from taken)`,
      [userId, key, requestHash, lockToken, now, now, lockSeconds, now, now, now, now, now, userId, key],
    );
    const row = rows[0];
    if (!row) throw new Error('an idempotency key can be neither taken nor read');
    return row;
  },

  /** Stores the answer while this run still holds the row. Returns whether it did. */
  complete: async (
    key: string,
    lockToken: string,
    answer: { readonly status: number; readonly body: unknown },
  ): Promise<boolean> => {
    const { rowCount } = await query(
      db,
      `update idempotency_keys set state = 'completed', response_status = ?, response_body = ?::jsonb
       where user_id = ? and idempotency_key = ? and lock_token = ? and state = 'in_progress'`,
      [answer.status, answer.body === undefined ? null : JSON.stringify(answer.body), userId, key, lockToken],
    );
    return rowCount === 1;
  },

  /** Nothing is stored of this run: the same request may run again. */
  release: async (key: string, lockToken: string): Promise<void> => {
    await query(
      db,
      `delete from idempotency_keys where user_id = ? and idempotency_key = ? and lock_token = ? and state = 'in_progress'`,
      [userId, key, lockToken],
    );
  },
});

/** Work that is due at a time (`due_work`): planned by whoever knows when, done by a worker (architecture 2, law 1). */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface DuePlan {
  /** `goal.evaluate`, `habit.day`. */
  readonly kind: string;
  /** Planned twice is planned once; the later plan says when. */
  readonly key: string;
  /** Ids only. */
  readonly payload: JsonObject;
  readonly runAt: Instant;
}

export const createDueStore = (db: Queryable, userId: string) => ({
  /** Under the user's lock. */
  plan: async (plans: readonly DuePlan[]): Promise<void> => {
    if (plans.length === 0) return;
    await query(
      db,
      `insert into due_work as d (kind, dedupe_key, user_id, payload, run_at)
       select p.kind, p.key, ?, p.payload, p.run_at from unnest(?::text[], ?::text[], ?::jsonb[], ?::timestamptz[])
         as p(kind, key, payload, run_at)
       on conflict (dedupe_key) do update set run_at = excluded.run_at, payload = excluded.payload, attempts = 0,
         locked_until = null, last_error = null`,
      [
        userId,
        plans.map(({ kind }) => kind),
        plans.map(({ key }) => key),
        plans.map(({ payload }) => JSON.stringify(payload)),
        plans.map(({ runAt }) => runAt),
      ],
    );
  },

  /** Nothing is to happen any more. */
  drop: async (keys: readonly string[]): Promise<void> => {
    if (keys.length === 0) return;
    await query(db, `delete from due_work where dedupe_key = any(?::text[]) and user_id = ?`, [keys, userId]);
  },

  /** What a worker is doing now, deleted as done unless it was planned anew meanwhile. */
  take: async (key: string, now: Instant): Promise<boolean> => {
    const { rowCount } = await query(
      db,
      `delete from due_work where dedupe_key = ? and user_id = ? and run_at <= ?::timestamptz`,
      [key, userId, now],
    );
    return rowCount === 1;
  },
});

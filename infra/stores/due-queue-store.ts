/** Work of all users whose time has come (`due_work`). The work itself is done under its user's lock, in `due-store.ts`. */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface DueRow {
  readonly kind: string;
  readonly key: string;
  readonly userId: string;
  readonly payload: JsonObject;
  /** How often it failed. */
  readonly attempts: number;
}

export const createDueQueueStore = (db: Queryable) => ({
  /** What is due at `now`, the longest waiting first, without what failed a moment ago. */
  due: async (now: Instant, limit: number): Promise<readonly DueRow[]> =>
    (
      await query<DueRow>(
        db,
        `select kind, dedupe_key as key, user_id as "userId", payload, attempts from due_work
         where run_at <= ?::timestamptz and user_id is not null and (locked_until is null or locked_until <= ?::timestamptz)
         order by run_at limit ?`,
        [now, now, limit],
      )
    ).rows,

  /** Notes that it failed; it is left alone until `until`. */
  failed: async (key: string, error: string, until: Instant): Promise<void> => {
    await query(
      db,
      `update due_work set attempts = attempts + 1, last_error = ?, locked_until = ?::timestamptz where dedupe_key = ?`,
      [error, until, key],
    );
  },
});

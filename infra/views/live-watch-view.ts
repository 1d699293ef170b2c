/** For the live stream's safety poll: one query says for all connected users whether anything moved (architecture 2, law 1). */
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface Signatures {
  readonly userId: string;
  /** Changes with the pet's version, the newest delivery, the goals and the habits of the user. */
  readonly signature: string;
}

export const createLiveWatchView = (db: Queryable) => ({
  signatures: async (userIds: readonly string[]): Promise<readonly Signatures[]> => {
    const { rows } = await query<Signatures>(
      db,
      `select u.id as "userId", concat_ws('|', p.id, p.version, p.updated_at, r.id, r.status, r.attempts, g.goals, g.updated_at,
           h.habits, h.updated_at) as signature
       from unnest(?::uuid[]) as u(id)
       left join pets p on p.user_id = u.id and p.is_primary
       left join lateral (
         select x.id, w.status, w.attempts from event_raw x join event_processing w on w.event_raw_id = x.id
         where x.user_id = u.id order by x.received_at desc limit 1) r on true
       left join lateral (select count(*) as goals, max(updated_at) as updated_at from goals where user_id = u.id) g on true
       left join lateral (select count(*) as habits, max(greatest(x.updated_at, s.computed_at)) as updated_at
         from habits x left join habit_stats s on s.habit_id = x.id where x.user_id = u.id) h on true`,
      [userIds],
    );
    return rows;
  },

  /** Which of these sign-ins and tokens still hold. */
  stillValid: async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const { rows } = await query<{ id: string }>(
      db,
      `select id from auth_sessions
       where id = any(?::uuid[]) and revoked_at is null and least(idle_expires_at, expires_at) > now()
       union all
       select id from api_tokens
       where id = any(?::uuid[]) and revoked_at is null and (expires_at is null or expires_at > now())`,
      [ids, ids],
    );
    return new Set(rows.map((row) => row.id));
  },
});

/**
 * What the live stream watches for one user: marks that change whenever a goal, a habit or a delivery does. Comparing them with
 * the marks of the last look tells what to send, whatever notices were lost.
 */
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface Mark {
  readonly id: string;
  readonly mark: string;
}

export interface LiveMarks {
  readonly goals: readonly Mark[];
  readonly habits: readonly Mark[];
  /** The newest deliveries; older ones are read from the deliveries page. */
  readonly deliveries: readonly Mark[];
}

const DELIVERIES = 30;

export const createLiveView = (db: Queryable, userId: string) => ({
  marks: async (): Promise<LiveMarks> => {
    const { rows } = await query<LiveMarks>(
      db,
      `select
         coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'mark', concat_ws('|', g.updated_at, p.computed_at)))
           from goals g left join goal_progress p on p.goal_id = g.id where g.user_id = ?), '[]') as goals,
         coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'mark', concat_ws('|', h.updated_at, s.computed_at)))
           from habits h left join habit_stats s on s.habit_id = h.id where h.user_id = ?), '[]') as habits,
         coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'mark', d.mark)) from (
           select r.id, r.integration_id, concat_ws('|', w.status, w.attempts) as mark
           from event_raw r join event_processing w on w.event_raw_id = r.id
           where r.user_id = ? order by r.received_at desc limit ?) d where d.integration_id is not null), '[]') as deliveries`,
      [userId, userId, userId, DELIVERIES],
    );
    return rows[0] ?? { goals: [], habits: [], deliveries: [] };
  },
});

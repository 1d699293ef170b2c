/** Whether what today asks of a user has changed. */
import type { Queryable } from '../db/connect.ts';
import { preparedQuery } from '../db/query.ts';

/**
 * Every row that the answer is made of, with the transaction that wrote it (`xmin`): told by PostgreSQL itself, so that no
 * writer has to remember to say that it changed something. The rows of a goal's periods and entries are not looked at:
 * its `goal_progress` is written whenever they are. Attempts are not, either: `step_progress` is written with each.
 */
const MARK = `select concat_ws('/',
    (select bit_xor(hashtextextended((h.id, h.xmin, s.xmin)::text, 0))
      from habits h left join habit_stats s on s.habit_id = h.id where h.user_id = ? and h.archived_at is null),
    (select bit_xor(hashtextextended((g.id, g.xmin, t.xmin, r.xmin, p.xmin)::text, 0))
      from goals g left join goal_targets t on t.goal_id = g.id left join goal_rules r on r.goal_id = g.id
        left join goal_progress p on p.goal_id = g.id
      where g.user_id = ? and g.status = 'active'),
    (select bit_xor(hashtextextended((s.id, s.xmin, p.xmin, l.event_id, b.xmin)::text, 0))
      from goals g join goal_steps s on s.goal_id = g.id left join step_progress p on p.goal_step_id = s.id
        left join goal_step_events l on l.goal_step_id = s.id left join behavior_events b on b.id = l.event_id
      where g.user_id = ? and g.status = 'active' and g.kind = 'training'),
    (select max(effective_at) from user_calendar_changes where user_id = ?)) as mark`;

export const createTodayView = (db: Queryable, userId: string) => ({
  /** Differs from an earlier mark if a kept habit, an active goal, a step of one or the calendar has changed since. */
  mark: async (): Promise<string> =>
    (await preparedQuery<{ mark: string }>(db, MARK, [userId, userId, userId, userId])).rows[0]?.mark ?? '',
});

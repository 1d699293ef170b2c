/** Moments of the last days as training goals are suggested and planned from them (spec 5.6, 5.7). */
import type { LoggedMoment } from '#core/domain/dog/suggest-goals.ts';
import type { LocalDate } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

/** More in two weeks are a device gone wild. */
const MOMENTS_MAX = 5_000;

export const createRecentMomentsView = (db: Queryable, userId: string) => ({
  /** Good and hard ones from this date of the user on, latest first, without those that were deleted. */
  from: async (date: LocalDate): Promise<readonly LoggedMoment[]> =>
    (
      await query<LoggedMoment>(
        db,
        `select b.id, b.occurred_at as "occurredAt", b.local_date as "localDate", b.valence, b.intensity, b.context,
           array(select t.tag from event_tags t where t.event_id = b.id order by t.tag) as tags
         from behavior_events b where b.user_id = ? and b.local_date >= ?::date and b.deleted_at is null
         order by b.occurred_at desc, b.id desc limit ${MOMENTS_MAX}`,
        [userId, date],
      )
    ).rows,
});

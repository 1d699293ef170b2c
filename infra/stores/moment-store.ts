/** Moments with the dog: the newest version of each, its tags, and the counts of days that follow from them (spec 5.1, 5.5). */
import type { DailyMetrics } from '#core/domain/dog/daily-metrics.ts';
import type { LocalDate } from '#core/domain/event.ts';
import { column } from '../db/column.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';
import type { MomentOverview } from '../views/moment-view.ts';

/** A moment as it shall be stored. */
export interface MomentWrite extends MomentOverview {
  /** The raw row of its newest version; `null`: the one that is stored stays. */
  readonly eventRawId: string | null;
}

/** All within a transaction that holds the user's lock; each is one statement, however many moments there are. */
export const createMomentStore = (db: Queryable, userId: string) => ({
  /** Inserts moments, or writes them over those that have their `clientEventId`. Each stands once in `moments`. */
  write: async (moments: readonly MomentWrite[]): Promise<void> => {
    await query(
      db,
      `insert into behavior_events (id, user_id, event_raw_id, occurred_at, local_date, valence, intensity, context, notes,
         client_event_id, client_revision, deleted_at, created_at, updated_at)
       select m.id, ?, m.raw_id, m.occurred_at, m.local_date, m.valence::behavior_valence, m.intensity, m.context, m.notes,
         m.client_event_id, m.client_revision, m.deleted_at, m.created_at, m.updated_at
       from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::date[], ?::text[], ?::smallint[], ?::jsonb[], ?::text[],
           ?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
         as m(id, raw_id, occurred_at, local_date, valence, intensity, context, notes,
           client_event_id, client_revision, deleted_at, created_at, updated_at)
       on conflict (user_id, client_event_id) do update set
         event_raw_id = coalesce(excluded.event_raw_id, behavior_events.event_raw_id), occurred_at = excluded.occurred_at,
         local_date = excluded.local_date, valence = excluded.valence, intensity = excluded.intensity,
         context = excluded.context, notes = excluded.notes, client_revision = excluded.client_revision,
         deleted_at = excluded.deleted_at`,
      [
        userId,
        column(moments, 'id'),
        column(moments, 'eventRawId'),
        column(moments, 'occurredAt'),
        column(moments, 'localDate'),
        column(moments, 'valence'),
        column(moments, 'intensity'),
        moments.map(({ context }) => JSON.stringify(context)),
        column(moments, 'notes'),
        column(moments, 'clientEventId'),
        column(moments, 'clientRevision'),
        column(moments, 'deletedAt'),
        column(moments, 'createdAt'),
        column(moments, 'updatedAt'),
      ],
    );
  },

  /** Replaces the tags of moments that are stored, each as a set. */
  writeTags: async (moments: readonly Pick<MomentWrite, 'id' | 'tags'>[]): Promise<void> => {
    const tags = moments.flatMap((moment) => moment.tags.map((tag) => ({ id: moment.id, tag })));
    await query(
      db,
      `with given as (select * from unnest(?::uuid[], ?::text[]) as g(event_id, tag)),
         gone as (delete from event_tags t where t.user_id = ? and t.event_id = any(?::uuid[])
           and not exists (select from given g where g.event_id = t.event_id and g.tag = t.tag))
       insert into event_tags (event_id, user_id, tag) select event_id, ?, tag from given on conflict do nothing`,
      [column(tags, 'id'), column(tags, 'tag'), userId, column(moments, 'id'), userId],
    );
  },

  /** Stores the counts of these days; a day of `dates` that `rows` has nothing of has no row afterwards. */
  writeMetrics: async (dates: readonly LocalDate[], rows: readonly DailyMetrics[]): Promise<void> => {
    await query(
      db,
      `with given as (
           select * from unnest(?::date[], ?::int[], ?::int[], ?::numeric[])
             as g(date, positive_count, negative_count, avg_intensity)),
         gone as (delete from daily_metrics d where d.user_id = ? and d.date = any(?::date[])
           and not exists (select from given g where g.date = d.date))
       insert into daily_metrics (user_id, date, positive_count, negative_count, avg_intensity)
       select ?, date, positive_count, negative_count, avg_intensity from given
       on conflict (user_id, date) do update set positive_count = excluded.positive_count,
         negative_count = excluded.negative_count, avg_intensity = excluded.avg_intensity`,
      [
        column(rows, 'date'),
        column(rows, 'positiveCount'),
        column(rows, 'negativeCount'),
        column(rows, 'avgIntensity'),
        userId,
        dates,
        userId,
      ],
    );
  },
});

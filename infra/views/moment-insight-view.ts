/**
 * What moments have in common: by trigger, tag and hour, and how a dog does over time (api.md, insight). Each question is
 * one statement, and only what is counted leaves the database. Undone moments count nowhere.
 */
import type { Instant, LocalDate } from '#core/domain/event.ts';
import { column } from '../db/column.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';

export interface MomentGroup {
  readonly key: string;
  readonly positiveCount: number;
  readonly negativeCount: number;
  /** Two decimals. */
  readonly avgIntensity: string;
}

/** The median of a day, and of how many moments it is one. */
export interface DayMedian<Value> {
  readonly date: LocalDate;
  readonly median: Value;
  readonly count: number;
}

/** A moment that tells what made the day hard beforehand, and the hard moments that came after it. */
export interface StackingRow {
  readonly settingEvent: string;
  readonly at: Instant;
  readonly hardWithin48h: number;
}

/** Time during which the user's clock was `seconds` ahead of UTC, [from, until). */
interface ClockSpan {
  readonly from: Instant;
  readonly until: Instant;
  readonly seconds: number;
}

const STACKING_MAX = 50;

/** Of the user, on the days from one date through another. */
const IN_RANGE = 'm.user_id = ? and m.deleted_at is null and m.local_date between ?::date and ?::date';

const COUNTS = `(count(*) filter (where m.valence = 'positive'))::int as "positiveCount",
  (count(*) filter (where m.valence = 'negative'))::int as "negativeCount",
  round(avg(m.intensity), 2)::text as "avgIntensity"`;

/** A number of the context, exactly; null where it is told otherwise or not at all. */
const number = (key: string): string =>
  `case when jsonb_typeof(m.context->'${key}') = 'number' then (m.context->'${key}')::numeric end`;

/** The middle value, or the mean of the two in the middle; exact, while `percentile_cont` would reckon in floating point. */
const median = (value: string): string =>
  `(percentile_disc(0.5) within group (order by ${value}) + percentile_disc(0.5) within group (order by ${value} desc)) / 2`;

export const createMomentInsightView = (db: Queryable, userId: string) => {
  const groups = async (sql: string, bindings: readonly Binding[]): Promise<readonly MomentGroup[]> =>
    (await query<MomentGroup>(db, sql, bindings)).rows;
  const frequent = 'group by 1 order by count(*) desc, 1';

  return {
    /** The most frequent first. */
    byTrigger: (from: LocalDate, to: LocalDate): Promise<readonly MomentGroup[]> =>
      groups(
        `select m.context->>'trigger' collate "C" as key, ${COUNTS} from behavior_events m
         where ${IN_RANGE} and jsonb_typeof(m.context->'trigger') = 'string' and m.context->>'trigger' <> '' ${frequent}`,
        [userId, from, to],
      ),

    /** The most frequent first. A moment counts for each of its tags. */
    byTag: (from: LocalDate, to: LocalDate): Promise<readonly MomentGroup[]> =>
      groups(
        `select t.tag collate "C" as key, ${COUNTS} from behavior_events m join event_tags t on t.event_id = m.id
         where ${IN_RANGE} ${frequent}`,
        [userId, from, to],
      ),

    /** By hour of the wall clock, `00` to `23`, in this order. A moment outside all spans is left out. */
    byHour: (from: LocalDate, to: LocalDate, spans: readonly ClockSpan[]): Promise<readonly MomentGroup[]> =>
      groups(
        `select to_char(m.occurred_at at time zone 'UTC' + s.seconds * interval '1 second', 'HH24') as key, ${COUNTS}
         from unnest(?::timestamptz[], ?::timestamptz[], ?::int[]) as s(starts, ends, seconds)
           join behavior_events m on m.occurred_at >= s.starts and m.occurred_at < s.ends
         where ${IN_RANGE} group by 1 order by 1`,
        [column(spans, 'from'), column(spans, 'until'), column(spans, 'seconds'), userId, from, to],
      ),

    /** Distance of good moments to what might have upset the dog, metres with at most two decimals. Oldest first. */
    calmDistance: async (from: LocalDate, to: LocalDate): Promise<readonly DayMedian<string>[]> =>
      (
        await query<DayMedian<string>>(
          db,
          `select m.local_date as date, trim_scale(round(${median('m.distance')}, 2))::text as median, count(*)::int as count
           from (select m.local_date, ${number('distance_m')} as distance from behavior_events m
             where ${IN_RANGE} and m.valence = 'positive') m
           where m.distance is not null group by 1 order by 1`,
          [userId, from, to],
        )
      ).rows,

    /** Time it took the dog to recover after hard moments, whole seconds. Oldest first. */
    recovery: async (from: LocalDate, to: LocalDate): Promise<readonly DayMedian<number>[]> =>
      (
        await query<DayMedian<number>>(
          db,
          `select m.local_date as date, round(${median('m.seconds')})::bigint as median, count(*)::int as count
           from (select m.local_date, ${number('recovery_seconds')} as seconds from behavior_events m
             where ${IN_RANGE} and m.valence = 'negative') m
           where m.seconds is not null group by 1 order by 1`,
          [userId, from, to],
        )
      ).rows,

    /** Newest first, at most 50. Hard moments after the last day count too. */
    stacking: async (from: LocalDate, to: LocalDate): Promise<readonly StackingRow[]> =>
      (
        await query<StackingRow>(
          db,
          `select told.setting_event as "settingEvent", told.at,
             (select count(*) from behavior_events h where h.user_id = told.user_id and h.deleted_at is null
                and h.valence = 'negative' and h.occurred_at > told.at
                and h.occurred_at <= told.at + interval '48 hours')::int as "hardWithin48h"
           from (select distinct m.user_id, m.id, m.occurred_at as at, (s.event #>> '{}') collate "C" as setting_event
             from behavior_events m, jsonb_path_query(m.context, 'strict $.setting_events[*]', silent => true) as s(event)
             where ${IN_RANGE} and jsonb_typeof(s.event) = 'string' and btrim(s.event #>> '{}') <> ''
             order by at desc, m.id desc, setting_event limit ${STACKING_MAX}) told
           order by told.at desc, told.id desc, told.setting_event`,
          [userId, from, to],
        )
      ).rows,
  };
};

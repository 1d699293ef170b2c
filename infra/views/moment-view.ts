/** Moments with the dog as the page shows them, and the counts of their days (spec 5.1, 5.5). */
import type { CountedMoment, DailyMetrics } from '#core/domain/dog/daily-metrics.ts';
import type { MomentContent, Valence } from '#core/domain/dog/moment.ts';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';

/** The newest version of a moment. Its tags are a set and come in any order. */
export interface MomentOverview extends MomentContent {
  readonly id: string;
  readonly clientEventId: string;
  /** 1 and up. */
  readonly clientRevision: number;
  /** The user's day at `occurredAt`. */
  readonly localDate: LocalDate;
  /** When it was undone. */
  readonly deletedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface MomentPage {
  /** The user's days, both count. */
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** In the spelling that is stored. */
  readonly tag?: string | undefined;
  readonly valence?: Valence | undefined;
  /** Is in the note or in a text of the context, in any case. */
  readonly text?: string | undefined;
  /** Where the page before ended. */
  readonly after?: { readonly occurredAt: Instant; readonly id: string } | undefined;
  readonly limit: number;
}

const MOMENT = `select m.id, m.client_event_id as "clientEventId", m.client_revision as "clientRevision",
    m.occurred_at as "occurredAt", m.local_date as "localDate", m.valence, m.intensity,
    array(select t.tag from event_tags t where t.event_id = m.id) as tags, m.context, m.notes,
    m.deleted_at as "deletedAt", m.created_at as "createdAt", m.updated_at as "updatedAt"
  from behavior_events m`;

const METRICS = `select date, positive_count as "positiveCount", negative_count as "negativeCount",
    avg_intensity as "avgIntensity" from daily_metrics`;

type Condition = readonly [sql: string, ...bindings: Binding[]];

/** `strpos` has no wildcards: `%` and `_` are characters like any other. */
const says = (text: string): Condition => [
  `(strpos(lower(m.notes), lower(?)) > 0 or exists (select from jsonb_path_query(m.context, 'strict $.**') as v
     where jsonb_typeof(v) = 'string' and strpos(lower(v #>> '{}'), lower(?)) > 0))`,
  text,
  text,
];

const conditionsOf = ({ from, to, tag, valence, text, after }: MomentPage): readonly Condition[] => [
  ...(from === undefined ? [] : [['m.local_date >= ?::date', from] as const]),
  ...(to === undefined ? [] : [['m.local_date <= ?::date', to] as const]),
  ...(tag === undefined
    ? []
    : [['exists (select from event_tags t where t.event_id = m.id and t.tag = ?)', tag] as const]),
  ...(valence === undefined ? [] : [['m.valence = ?::behavior_valence', valence] as const]),
  ...(text === undefined ? [] : [says(text)]),
  ...(after === undefined
    ? []
    : [['(m.occurred_at, m.id) < (?::timestamptz, ?::uuid)', after.occurredAt, after.id] as const]),
];

export const createMomentView = (db: Queryable, userId: string) => ({
  /** Latest first, without those that were undone. */
  page: async (page: MomentPage): Promise<readonly MomentOverview[]> => {
    const conditions = conditionsOf(page);
    const { rows } = await query<MomentOverview>(
      db,
      `${MOMENT} where m.user_id = ? and m.deleted_at is null ${conditions.map(([sql]) => `and ${sql}`).join(' ')}
       order by m.occurred_at desc, m.id desc limit ?`,
      [userId, ...conditions.flatMap(([, ...bindings]) => bindings), page.limit],
    );
    return rows;
  },

  /** Those that have these `client_event_id`s, the undone ones too. */
  byClientIds: async (ids: readonly string[]): Promise<readonly MomentOverview[]> =>
    (
      await query<MomentOverview>(db, `${MOMENT} where m.user_id = ? and m.client_event_id = any(?::text[])`, [
        userId,
        ids,
      ])
    ).rows,

  /** What counts of the moments of these days, in any order; of all days when none are named. */
  counted: async (dates?: readonly LocalDate[]): Promise<readonly CountedMoment[]> =>
    (
      await query<CountedMoment>(
        db,
        `select local_date as "localDate", valence, intensity from behavior_events
         where user_id = ? and deleted_at is null ${dates ? 'and local_date = any(?::date[])' : ''}`,
        [userId, ...(dates ? [dates] : [])],
      )
    ).rows,

  /** Stored counts of the days from `from` through `to`; days without a moment have none. Oldest first. */
  metrics: async (from: LocalDate, to: LocalDate): Promise<readonly DailyMetrics[]> =>
    (
      await query<DailyMetrics>(db, `${METRICS} where user_id = ? and date between ?::date and ?::date order by date`, [
        userId,
        from,
        to,
      ])
    ).rows,

  /** Stored counts of all days, oldest first. */
  allMetrics: async (): Promise<readonly DailyMetrics[]> =>
    (await query<DailyMetrics>(db, `${METRICS} where user_id = ? order by date`, [userId])).rows,
});

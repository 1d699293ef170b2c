/**
 * Tracker goals as the rule engine sees them, and the rows it makes (`goal_evaluations`, `goal_progress`: computed).
 * Everything is read and written for many goals at once: one log may move fifty.
 */
import type { Instant } from '#core/domain/event.ts';
import type { RuleProgress } from '#core/domain/rule/progress-of-rule.ts';
import type { PeriodCounts } from '#core/domain/rule/success-rate.ts';
import { ENGINE_VERSION, type EvaluationRow, type GoalRule } from '#core/domain/rule/rule.ts';
import { column } from '../db/column.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';
import type { GoalStatus } from './goal-store.ts';

/** A goal with its rule, and where its stored rows stand. */
export interface RuledGoal {
  readonly id: string;
  readonly title: string;
  readonly status: GoalStatus;
  readonly groupId: string | null;
  readonly sequenceIndex: number | null;
  /** `meta.success_rate`, a decimal; `null`: the usual one. */
  readonly successRate: string | null;
  readonly rule: GoalRule;
  /** The `now` its rows were computed at; `null`: never. */
  readonly computedAt: Instant | null;
  readonly activatedAt: Instant | null;
  readonly counts: PeriodCounts;
}

export type StoredRow = EvaluationRow & { readonly goalId: string; readonly revision: number };

/** Rows of one goal to write. */
export interface GoalRows {
  readonly goalId: string;
  readonly rows: readonly EvaluationRow[];
}

/** What of a goal's rows its progress is told from, beside their counts. */
export interface Highlights {
  readonly latest: StoredRow | null;
  /** End of the first closed period that was met. */
  readonly firstMetEnd: Instant | null;
}

export interface GoalProgressRow extends RuleProgress {
  readonly goalId: string;
  /** What its rate is told from; kept, so that no rows have to be counted. */
  readonly counts: PeriodCounts;
}

const RULED = `select g.id, g.title, g.status, g.goal_group_id as "groupId", g.sequence_index as "sequenceIndex",
    case when jsonb_typeof(g.meta -> 'success_rate') in ('number', 'string') and g.meta ->> 'success_rate' ~ '^(0|1|0[.][0-9]+|1[.]0+)$'
      then g.meta ->> 'success_rate' end as "successRate",
    jsonb_build_object('goalId', r.goal_id, 'trackerId', r.tracker_id, 'measureType', r.measure_type, 'direction', r.direction,
      'aggMethod', r.agg_method, 'intervalValue', r.interval_value, 'intervalUnit', r.interval_unit, 'periodMode', r.period_mode,
      'frequency', r.frequency, 'deltaGoal', r.delta_goal::text, 'goalEndPoint', r.goal_end_point::text,
      'goalStartPoint', r.goal_start_point::text, 'thresholdType', r.threshold_type, 'threshold', r.threshold::text,
      'thresholdMin', r.threshold_min::text, 'thresholdMax', r.threshold_max::text, 'timezone', r.timezone,
      'weekStart', r.week_start, 'dayStartHour', r.day_start_hour) as rule,
    r.starts_at as "startsAt", r.ends_at as "endsAt", p.computed_at as "computedAt", p.activated_at as "activatedAt",
    jsonb_build_object('closed', coalesce(p.periods_closed, 0), 'met', coalesce(p.periods_met, 0)) as counts,
    coalesce((select jsonb_agg(jsonb_build_object('at', e.created_at, 'to', e.payload_json ->> 'to') order by e.created_at, e.id)
      from event_log e where e.entity_id = g.id and e.event_type = 'goal.status_changed'), '[]') as moves
  from goal_rules r join goals g on g.id = r.goal_id left join goal_progress p on p.goal_id = g.id`;

type RawRuled = Omit<RuledGoal, 'rule'> & {
  readonly rule: Omit<GoalRule, 'pauses' | 'startsAt' | 'endsAt'>;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  /** Changes of the status, oldest first. */
  readonly moves: readonly { readonly at: string; readonly to: GoalStatus }[];
};

/** The times in which the goal was paused (spec 1.1). */
const pausesOf = (moves: RawRuled['moves']): GoalRule['pauses'] => {
  const pauses: { from: Instant; to: Instant | null }[] = [];
  for (const { at, to } of moves) {
    const open = pauses.at(-1);
    const when = new Date(at).toISOString();
    if (to === 'paused') pauses.push({ from: when, to: null });
    else if (open?.to === null) open.to = when;
  }
  return pauses.filter(({ from, to }) => from !== to);
};

const ruledOf = ({ rule, startsAt, endsAt, moves, ...goal }: RawRuled): RuledGoal => ({
  ...goal,
  rule: { ...rule, startsAt, endsAt, pauses: pausesOf(moves) },
});

const ROW = `e.goal_id as "goalId", e.period_label as label, e.period_start as start, e.period_end as end, e.rolling,
  trim_scale(e.value)::text as value, trim_scale(e.baseline)::text as baseline, e.data_points as "dataPoints", e.met, e.final,
  e.met_at as "metAt", e.progress::text as progress, e.status, e.partial, e.revision`;

export const createEvaluationStore = (db: Queryable, userId: string) => {
  const ruled = async (rest: string, bindings: readonly Binding[]): Promise<readonly RuledGoal[]> =>
    (await query<RawRuled>(db, `${RULED} where r.user_id = ? ${rest}`, [userId, ...bindings])).rows.map(ruledOf);
  const stored = async (rest: string, bindings: readonly Binding[]): Promise<readonly StoredRow[]> =>
    (
      await query<StoredRow>(db, `select ${ROW} from goal_evaluations e where e.user_id = ? ${rest}`, [
        userId,
        ...bindings,
      ])
    ).rows;

  return {
    /** Goals on these trackers that stand alone, and whole chains that have a member on one. Archived ones rest. */
    onTrackers: (trackerIds: readonly string[]): Promise<readonly RuledGoal[]> =>
      ruled(
        `and g.status <> 'archived' and (r.tracker_id = any(?::uuid[]) or g.goal_group_id in (
           select m.goal_group_id from goals m join goal_rules x on x.goal_id = m.id
           where m.user_id = r.user_id and x.tracker_id = any(?::uuid[]) and m.status <> 'archived'))
         order by g.goal_group_id nulls first, g.sequence_index, g.id`,
        [trackerIds, trackerIds],
      ),

    /** This goal, or all members of its chain in order. */
    withChain: (goalId: string): Promise<readonly RuledGoal[]> =>
      ruled(
        `and g.status <> 'archived' and (g.id = ? or g.goal_group_id = (select goal_group_id from goals where id = ?))
         order by g.sequence_index, g.id`,
        [goalId, goalId],
      ),

    /** Every goal with a rule, chains in order. */
    all: (): Promise<readonly RuledGoal[]> =>
      ruled(`and g.status <> 'archived' order by g.goal_group_id nulls first, g.sequence_index, g.id`, []),

    /** Rules alone, of archived goals too. */
    rules: async (goalIds: readonly string[]): Promise<readonly GoalRule[]> =>
      (await ruled('and g.id = any(?::uuid[])', [goalIds])).map(({ rule }) => rule),

    find: async (goalId: string): Promise<RuledGoal | undefined> => (await ruled('and g.id = ?', [goalId]))[0],

    /** Rows whose period is not over. */
    openRows: (goalIds: readonly string[]): Promise<readonly StoredRow[]> =>
      stored(`and e.goal_id = any(?::uuid[]) and e.status = 'open' order by e.period_start`, [goalIds]),

    /** All rows, in order. */
    allRows: (goalIds: readonly string[]): Promise<readonly StoredRow[]> =>
      stored('and e.goal_id = any(?::uuid[]) order by e.goal_id, e.period_start, e.period_label', [goalIds]),

    /** Rows by their labels, as they are before they are written anew. */
    rowsNamed: async (goals: readonly GoalRows[]): Promise<readonly StoredRow[]> => {
      const names = goals.flatMap(({ goalId, rows }) => rows.map(({ label }) => ({ goalId, label })));
      if (names.length === 0) return [];
      return stored('and (e.goal_id, e.period_label) in (select * from unnest(?::uuid[], ?::text[]))', [
        column(names, 'goalId'),
        column(names, 'label'),
      ]);
    },

    row: async (goalId: string, label: string): Promise<StoredRow | undefined> =>
      (await stored('and e.goal_id = ? and e.period_label = ?', [goalId, label]))[0],

    /** Rows of rolling goals that were paid, whatever became of them since. */
    paidRows: (goalIds: readonly string[]): Promise<readonly StoredRow[]> =>
      stored(
        `and e.goal_id = any(?::uuid[]) and e.rolling and (
           exists (select 1 from events x where x.user_id = e.user_id
             and x.dedupe_key = 'goal.period_met:' || e.goal_id || ':' || e.period_label)
           or exists (select 1 from event_raw w where w.user_id = e.user_id and w.source = 'goals' and w.integration_id is null
             and w.provider_app_id is null and not w.is_derived
             and w.external_event_id = 'goal.period_met:' || e.goal_id || ':' || e.period_label))`,
        [goalIds],
      ),

    /** Writes rows; one that is as it was stays as it is. Returns the labels that changed, by goal (spec 7.5). */
    upsert: async (goals: readonly GoalRows[], now: Instant): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
      const rows = goals.flatMap(({ goalId, rows: own }) => own.map((row) => ({ ...row, goalId })));
      const changed = new Map<string, Set<string>>();
      if (rows.length === 0) return changed;
      const answer = await query<{ goalId: string; label: string }>(
        db,
        `insert into goal_evaluations as t (goal_id, user_id, period_label, period_start, period_end, rolling, value, baseline,
           data_points, met, final, met_at, progress, status, partial, engine_version, computed_at)
         select v.goal_id, ?, v.label, v.period_start, v.period_end, v.rolling, v.value, v.baseline, v.data_points, v.met, v.final,
           v.met_at, v.progress, v.status, v.partial, ?::int, ?::timestamptz
         from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::boolean[], ?::numeric[], ?::numeric[], ?::int[],
           ?::boolean[], ?::boolean[], ?::timestamptz[], ?::numeric[], ?::text[], ?::boolean[])
           as v(goal_id, label, period_start, period_end, rolling, value, baseline, data_points, met, final, met_at, progress,
             status, partial)
         on conflict (goal_id, period_label) do update set period_start = excluded.period_start, period_end = excluded.period_end,
           value = excluded.value, baseline = excluded.baseline, data_points = excluded.data_points, met = excluded.met,
           final = excluded.final, met_at = excluded.met_at, progress = excluded.progress, status = excluded.status,
           partial = excluded.partial, engine_version = excluded.engine_version, computed_at = excluded.computed_at,
           revision = t.revision + 1
         where (t.period_start, t.period_end, t.value, t.baseline, t.data_points, t.met, t.final, t.met_at, t.progress, t.status,
             t.partial, t.engine_version)
           is distinct from (excluded.period_start, excluded.period_end, excluded.value, excluded.baseline, excluded.data_points,
             excluded.met, excluded.final, excluded.met_at, excluded.progress, excluded.status, excluded.partial,
             excluded.engine_version)
         returning goal_id as "goalId", period_label as label`,
        [
          userId,
          ENGINE_VERSION,
          now,
          column(rows, 'goalId'),
          column(rows, 'label'),
          column(rows, 'start'),
          column(rows, 'end'),
          column(rows, 'rolling').map(String),
          column(rows, 'value'),
          column(rows, 'baseline'),
          column(rows, 'dataPoints'),
          column(rows, 'met').map(String),
          column(rows, 'final').map(String),
          column(rows, 'metAt'),
          column(rows, 'progress'),
          column(rows, 'status'),
          column(rows, 'partial').map(String),
        ],
      );
      for (const { goalId, label } of answer.rows) changed.set(goalId, (changed.get(goalId) ?? new Set()).add(label));
      return changed;
    },

    /** Forgets what was computed of goals: what they are has changed, and all of it is computed anew. */
    forget: async (goalIds: readonly string[]): Promise<void> => {
      await query(db, `delete from goal_evaluations where goal_id = any(?::uuid[]) and user_id = ?`, [goalIds, userId]);
      await query(db, `delete from goal_progress where goal_id = any(?::uuid[]) and user_id = ?`, [goalIds, userId]);
    },

    /** Takes away every row of a goal: before its rule, or the start of a chain member, counts anew. */
    clear: async (goalIds: readonly string[]): Promise<void> => {
      await query(db, `delete from goal_evaluations where goal_id = any(?::uuid[]) and user_id = ?`, [goalIds, userId]);
    },

    /** The newest row of each goal, and the end of the first closed period that was met. */
    highlights: async (goalIds: readonly string[]): Promise<ReadonlyMap<string, Highlights>> => {
      const { rows } = await query<{ goalId: string; firstMetEnd: Instant | null }>(
        db,
        `select g.id as "goalId", m.period_end as "firstMetEnd" from unnest(?::uuid[]) as g(id)
         left join lateral (select period_end from goal_evaluations where goal_id = g.id and user_id = ? and status = 'closed' and met
           order by period_end limit 1) m on true`,
        [goalIds, userId],
      );
      const latest = await stored(
        `and (e.goal_id, e.period_label) in (
           select g.id, l.period_label from unnest(?::uuid[]) as g(id) cross join lateral (
             select period_label from goal_evaluations where goal_id = g.id
             order by period_start desc, period_end desc nulls first limit 1) l)`,
        [goalIds],
      );
      const latestOf = new Map(latest.map((row) => [row.goalId, row]));
      return new Map(
        rows.map(({ goalId, firstMetEnd }) => [goalId, { latest: latestOf.get(goalId) ?? null, firstMetEnd }]),
      );
    },

    /** `goal_progress` of goals, as stored. */
    progress: async (goalIds: readonly string[]): Promise<readonly GoalProgressRow[]> =>
      (
        await query<GoalProgressRow>(
          db,
          `select goal_id as "goalId", trim_scale(current_value)::text as "currentValue", progress::text as progress,
             chain_state as "chainState", activated_at as "activatedAt", reached_at as "reachedAt",
             jsonb_build_object('closed', periods_closed, 'met', periods_met) as counts
           from goal_progress where goal_id = any(?::uuid[]) and user_id = ?`,
          [goalIds, userId],
        )
      ).rows,

    /** `goal_progress` of tracker goals, as of `now`, which the next update starts from. */
    writeProgress: async (rows: readonly GoalProgressRow[], now: Instant): Promise<void> => {
      await query(
        db,
        `insert into goal_progress as p (goal_id, user_id, current_value, progress, chain_state, activated_at, reached_at,
           periods_closed, periods_met, computed_at)
         select v.goal_id, ?, v.current_value, v.progress, v.chain_state, v.activated_at, v.reached_at, v.closed, v.met, ?::timestamptz
         from unnest(?::uuid[], ?::numeric[], ?::numeric[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::int[], ?::int[])
           as v(goal_id, current_value, progress, chain_state, activated_at, reached_at, closed, met)
         on conflict (goal_id) do update set current_value = excluded.current_value, progress = excluded.progress,
           chain_state = excluded.chain_state, activated_at = excluded.activated_at, reached_at = excluded.reached_at,
           periods_closed = excluded.periods_closed, periods_met = excluded.periods_met, computed_at = excluded.computed_at`,
        [
          userId,
          now,
          column(rows, 'goalId'),
          column(rows, 'currentValue'),
          column(rows, 'progress'),
          column(rows, 'chainState'),
          column(rows, 'activatedAt'),
          column(rows, 'reachedAt'),
          rows.map(({ counts }) => counts.closed),
          rows.map(({ counts }) => counts.met),
        ],
      );
    },

    /** Goals that their rule has completed. */
    complete: async (goalIds: readonly string[], now: Instant): Promise<void> => {
      await query(
        db,
        `update goals set status = 'completed', completed_at = ?::timestamptz
         where id = any(?::uuid[]) and user_id = ? and status in ('active', 'paused')`,
        [now, goalIds, userId],
      );
    },

    /** Rows of a goal whose period begins in [from, to), oldest first. */
    page: (
      goalId: string,
      page: {
        readonly from?: Instant | undefined;
        readonly to?: Instant | undefined;
        readonly after?: { readonly start: Instant; readonly label: string } | undefined;
        readonly limit: number;
      },
    ): Promise<readonly StoredRow[]> =>
      stored(
        `and e.goal_id = ? and (?::timestamptz is null or e.period_start >= ?::timestamptz)
         and (?::timestamptz is null or e.period_start < ?::timestamptz)
         and (?::timestamptz is null or (e.period_start, e.period_label) > (?::timestamptz, ?::text))
         order by e.period_start, e.period_label limit ?`,
        [
          goalId,
          ...[page.from ?? null, page.from ?? null],
          ...[page.to ?? null, page.to ?? null],
          ...[page.after?.start ?? null, page.after?.start ?? null, page.after?.label ?? null],
          page.limit,
        ],
      ),
  };
};

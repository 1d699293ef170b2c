/** Goals as their owner defines them. What they have reached is computed (`goal_progress`) and moved by the drain. */
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import type { GoalRule } from '#core/domain/rule/rule.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export type GoalStatus = 'draft' | 'active' | 'paused' | 'completed' | 'archived';

export type GoalKind = 'plain' | 'training' | 'tracker' | 'target_based' | 'continuous_counter' | 'event_count';

export interface NewGoalRow {
  readonly id: string;
  readonly kind: GoalKind;
  readonly title: string;
  readonly titleNorm: string;
  readonly description: string | null;
  readonly unit: string | null;
  readonly targetDate: LocalDate | null;
  readonly categoryId: string | null;
  readonly groupId: string | null;
  readonly sequenceIndex: number | null;
  readonly priority: number | null;
  readonly successCriteria: string | null;
  /** The plan a training goal was suggested with; `null`: none. */
  readonly templateKey: string | null;
  /** A training goal begins as a draft, every other one at once. */
  readonly status: 'draft' | 'active';
  readonly createdAt: Instant;
}

/** Of a goal that amounts move. */
export interface NewTarget {
  /** Decimal with two places; `null`: a counter. */
  readonly targetValue: string | null;
  readonly startDate: LocalDate | null;
  readonly eventFilter: { readonly types: readonly string[]; readonly meta?: JsonObject | undefined } | null;
}

/** What the columns become; a column that is left out stays. */
export interface GoalColumns {
  readonly title?: string;
  readonly title_norm?: string;
  readonly description?: string | null;
  readonly unit?: string | null;
  readonly target_date?: LocalDate | null;
  readonly category_id?: string | null;
  readonly goal_group_id?: string | null;
  readonly sequence_index?: number | null;
}

/** A status with the times it implies (checks of the `goals` table). */
export interface GoalState {
  readonly status: GoalStatus;
  readonly completedAt: Instant | null;
  readonly archivedAt: Instant | null;
}

export interface NewEntry {
  readonly id: string;
  readonly goalId: string;
  /** Decimal with two places, not zero. */
  readonly value: string;
  readonly entryDate: LocalDate;
  readonly note: string | null;
  readonly clientEntryId: string | null;
  readonly eventRawId: string;
  readonly createdAt: Instant;
}

const ruleColumns = (rule: Omit<GoalRule, 'pauses'>) => ({
  tracker_id: rule.trackerId,
  measure_type: rule.measureType,
  direction: rule.direction ?? 'up',
  agg_method: rule.aggMethod,
  interval_value: rule.intervalValue,
  interval_unit: rule.intervalUnit,
  period_mode: rule.periodMode,
  frequency: rule.frequency,
  delta_goal: rule.deltaGoal,
  goal_end_point: rule.goalEndPoint,
  goal_start_point: rule.goalStartPoint,
  threshold_type: rule.thresholdType,
  threshold: rule.threshold,
  threshold_min: rule.thresholdMin,
  threshold_max: rule.thresholdMax,
  starts_at: rule.startsAt,
  ends_at: rule.endsAt,
  timezone: rule.timezone,
  week_start: rule.weekStart,
  day_start_hour: rule.dayStartHour,
});

export const createGoalStore = (db: Queryable, userId: string) => ({
  /** A goal of a kind that has a detail needs its detail in the same transaction. */
  insert: async (goal: NewGoalRow): Promise<void> => {
    await db('goals').insert({
      id: goal.id,
      user_id: userId,
      kind: goal.kind,
      title: goal.title,
      title_norm: goal.titleNorm,
      description: goal.description,
      unit: goal.unit,
      target_date: goal.targetDate,
      category_id: goal.categoryId,
      goal_group_id: goal.groupId,
      sequence_index: goal.sequenceIndex,
      priority: goal.priority,
      success_criteria: goal.successCriteria,
      meta: JSON.stringify(goal.templateKey === null ? {} : { template_key: goal.templateKey }),
      status: goal.status,
      created_at: goal.createdAt,
      updated_at: goal.createdAt,
    });
  },

  insertTarget: async (id: string, kind: GoalKind, target: NewTarget, now: Instant): Promise<void> => {
    await query(
      db,
      `with target as (
         insert into goal_targets (goal_id, user_id, kind, target_value, start_date, event_filter)
         values (?, ?, ?::goal_kind, ?::numeric, ?::date, ?::jsonb))
       insert into goal_progress (goal_id, user_id, current_value, progress, computed_at) values (?, ?, 0, ?::numeric, ?::timestamptz)`,
      [
        id,
        userId,
        kind,
        target.targetValue,
        target.startDate,
        target.eventFilter === null ? null : JSON.stringify(target.eventFilter),
        id,
        userId,
        target.targetValue === null ? null : 0,
        now,
      ],
    );
  },

  insertRule: async (rule: Omit<GoalRule, 'pauses'>): Promise<void> => {
    await db('goal_rules').insert({ goal_id: rule.goalId, user_id: userId, ...ruleColumns(rule) });
  },

  updateRule: async (rule: Omit<GoalRule, 'pauses'>): Promise<void> => {
    await db('goal_rules').where({ goal_id: rule.goalId, user_id: userId }).update(ruleColumns(rule));
  },

  /** Adds an entry to a goal that amounts move. */
  insertEntry: async (entry: NewEntry): Promise<void> => {
    await db('progress_entries').insert({
      id: entry.id,
      goal_id: entry.goalId,
      user_id: userId,
      value: entry.value,
      entry_date: entry.entryDate,
      note: entry.note,
      client_entry_id: entry.clientEntryId,
      event_raw_id: entry.eventRawId,
      created_at: entry.createdAt,
    });
  },

  /** Sum, share and the instant it was reached, of a goal that amounts move. */
  writeTotals: async (
    id: string,
    totals: { readonly current: string; readonly progress: string | null; readonly reachedAt: Instant | null },
    now: Instant,
  ): Promise<void> => {
    await query(
      db,
      `update goal_progress set current_value = ?::numeric, progress = ?::numeric, reached_at = ?::timestamptz,
         computed_at = ?::timestamptz where goal_id = ? and user_id = ?`,
      [totals.current, totals.progress, totals.reachedAt, now, id, userId],
    );
  },

  insertGroup: async (group: { readonly id: string; readonly title: string; readonly createdAt: Instant }) => {
    const { id, title, createdAt } = group;
    await db('goal_groups').insert({ id, user_id: userId, title, created_at: createdAt, updated_at: createdAt });
  },

  renameGroup: async (id: string, title: string): Promise<void> => {
    await db('goal_groups').where({ id, user_id: userId }).update({ title });
  },

  /** Its goals are in no chain afterwards. */
  deleteGroup: async (id: string): Promise<void> => {
    await db('goal_groups').where({ id, user_id: userId }).delete();
  },

  update: async (id: string, columns: GoalColumns): Promise<void> => {
    if (Object.keys(columns).length > 0) await db('goals').where({ id, user_id: userId }).update(columns);
  },

  /** Which plan a training goal follows, if it was not known before. */
  setTemplate: async (id: string, key: string): Promise<void> => {
    await query(
      db,
      `update goals set meta = jsonb_build_object('template_key', ?::text) || meta where id = ? and user_id = ?`,
      [key, id, userId],
    );
  },

  /** A new target, with the share it makes of what was reached. `reachedAt` is kept while it is reached. */
  retarget: async (id: string, target: { readonly value: string; readonly progress: string }): Promise<void> => {
    await query(db, `update goal_targets set target_value = ?::numeric where goal_id = ? and user_id = ?`, [
      target.value,
      id,
      userId,
    ]);
    await query(
      db,
      `update goal_progress set progress = ?::numeric, reached_at = case when ?::numeric = 1 then reached_at end
       where goal_id = ? and user_id = ?`,
      [target.progress, target.progress, id, userId],
    );
  },

  setState: async (id: string, state: GoalState): Promise<void> => {
    await query(
      db,
      `update goals set status = ?::goal_status, completed_at = ?::timestamptz, archived_at = ?::timestamptz
       where id = ? and user_id = ?`,
      [state.status, state.completedAt, state.archivedAt, id, userId],
    );
  },
});

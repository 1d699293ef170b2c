/** Goals as their owner defines them. What they have reached is computed (`goal_progress`) and moved by the drain. */
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export type GoalStatus = 'draft' | 'active' | 'paused' | 'completed' | 'archived';

export interface NewEventCountGoal {
  readonly id: string;
  readonly title: string;
  readonly titleNorm: string;
  readonly description: string | null;
  readonly unit: string | null;
  readonly targetDate: LocalDate | null;
  /** Decimal with two places. */
  readonly targetValue: string;
  readonly startDate: LocalDate | null;
  readonly eventFilter: { readonly types: readonly string[]; readonly meta?: JsonObject | undefined };
  readonly createdAt: Instant;
}

/** What the columns become; a column that is left out stays. */
export interface GoalColumns {
  readonly title?: string;
  readonly title_norm?: string;
  readonly description?: string | null;
  readonly unit?: string | null;
  readonly target_date?: LocalDate | null;
}

/** A status with the times it implies (checks of the `goals` table). */
export interface GoalState {
  readonly status: GoalStatus;
  readonly completedAt: Instant | null;
  readonly archivedAt: Instant | null;
}

export const createGoalStore = (db: Queryable, userId: string) => ({
  insertEventCount: async (goal: NewEventCountGoal): Promise<void> => {
    await query(
      db,
      `with goal as (
         insert into goals (id, user_id, kind, title, title_norm, description, unit, target_date, created_at, updated_at)
         values (?, ?, 'event_count', ?, ?, ?, ?, ?::date, ?::timestamptz, ?::timestamptz)),
       target as (
         insert into goal_targets (goal_id, user_id, kind, target_value, start_date, event_filter)
         values (?, ?, 'event_count', ?::numeric, ?::date, ?::jsonb))
       insert into goal_progress (goal_id, user_id, current_value, progress, computed_at) values (?, ?, 0, 0, ?::timestamptz)`,
      [
        goal.id,
        userId,
        goal.title,
        goal.titleNorm,
        goal.description,
        goal.unit,
        goal.targetDate,
        goal.createdAt,
        goal.createdAt,
        goal.id,
        userId,
        goal.targetValue,
        goal.startDate,
        JSON.stringify(goal.eventFilter),
        goal.id,
        userId,
        goal.createdAt,
      ],
    );
  },

  update: async (id: string, columns: GoalColumns): Promise<void> => {
    if (Object.keys(columns).length > 0) await db('goals').where({ id, user_id: userId }).update(columns);
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

/** Steps of training goals as their owner has them, attempts on them, and what these amount to (`step_progress`, computed). */
import type { Outcome } from '#core/domain/dog/attempts.ts';
import type { Levels, ThreeD } from '#core/domain/dog/plan/plan.ts';
import type { Step } from '#core/domain/dog/step-tree.ts';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import { column } from '../db/column.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';
import type { StepCounts } from '../views/step-view.ts';

/** A step as it begins: pending. */
export interface NewStep {
  readonly id: string;
  readonly goalId: string;
  readonly parentId: string | null;
  readonly order: number;
  readonly title: string;
  readonly details: string | null;
  readonly successCriteria: string | null;
  readonly scheduledFor: LocalDate | null;
  /** 1 and up. */
  readonly estimatedMinutes: number | null;
  /** 1 to 20. */
  readonly requiredPasses: number;
  readonly raises: ThreeD | null;
  readonly levels: Levels | null;
  readonly aiGenerated: boolean;
  readonly aiRunId: string | null;
}

/** What the columns become; a column that is left out stays. */
export interface StepColumns {
  readonly title?: string;
  readonly details?: string | null;
  readonly success_criteria?: string | null;
  readonly scheduled_for?: LocalDate | null;
  readonly estimated_minutes?: number | null;
  readonly required_passes?: number;
  readonly completion_notes?: string | null;
}

export interface NewAttempt {
  readonly id: string;
  readonly stepId: string;
  readonly outcome: Outcome;
  readonly durationSeconds: number;
  readonly note: string | null;
  readonly occurredAt: Instant;
  readonly clientAttemptId: string | null;
  readonly eventRawId: string;
  readonly createdAt: Instant;
}

export const createStepStore = (db: Queryable, userId: string) => ({
  insert: async (steps: readonly NewStep[]): Promise<void> => {
    await query(
      db,
      `insert into goal_steps (id, goal_id, user_id, parent_step_id, title, details, success_criteria, step_order, scheduled_for,
         estimated_minutes, required_passes, raises, levels, ai_generated, ai_run_id)
       select s.id, s."goalId", ?, s."parentId", s.title, s.details, s."successCriteria", s."order", s."scheduledFor",
         s."estimatedMinutes", s."requiredPasses", s.raises, s.levels, s."aiGenerated", s."aiRunId"
       from jsonb_to_recordset(?::jsonb) as s(id uuid, "goalId" uuid, "parentId" uuid, title text, details text,
         "successCriteria" text, "order" int, "scheduledFor" date, "estimatedMinutes" int, "requiredPasses" smallint, raises text,
         levels smallint[], "aiGenerated" boolean, "aiRunId" uuid)`,
      [userId, JSON.stringify(steps)],
    );
  },

  update: async (id: string, columns: StepColumns): Promise<void> => {
    if (Object.keys(columns).length > 0) await db('goal_steps').where({ id, user_id: userId }).update(columns);
  },

  /** Place and status of steps with the times these imply. Places may be exchanged: they are compared at the commit. */
  writeStates: async (steps: readonly Step[]): Promise<void> => {
    if (steps.length === 0) return;
    await query(
      db,
      `update goal_steps s set step_order = n.step_order, status = n.status, completed_at = n.completed_at, reopened_at = n.reopened_at
       from unnest(?::uuid[], ?::int[], ?::step_status[], ?::timestamptz[], ?::timestamptz[])
         as n(id, step_order, status, completed_at, reopened_at)
       where s.id = n.id and s.user_id = ?`,
      [
        column(steps, 'id'),
        column(steps, 'order'),
        column(steps, 'status'),
        column(steps, 'completedAt'),
        column(steps, 'reopenedAt'),
        userId,
      ],
    );
  },

  /** Takes steps away, with their parts. Those with attempts stay: attempts are facts. */
  delete: async (ids: readonly string[]): Promise<void> => {
    await query(
      db,
      `delete from goal_steps s where s.id = any(?::uuid[]) and s.user_id = ? and not exists (
         select from goal_attempts a join goal_steps t on t.id = a.goal_step_id where t.id = s.id or t.parent_step_id = s.id)`,
      [ids, userId],
    );
  },

  insertAttempt: async (attempt: NewAttempt): Promise<void> => {
    await db('goal_attempts').insert({
      id: attempt.id,
      goal_step_id: attempt.stepId,
      user_id: userId,
      outcome: attempt.outcome,
      duration_seconds: attempt.durationSeconds,
      note: attempt.note,
      occurred_at: attempt.occurredAt,
      client_attempt_id: attempt.clientAttemptId,
      event_raw_id: attempt.eventRawId,
      created_at: attempt.createdAt,
    });
  },

  /** Takes an attempt back. Returns whether it counted until now. */
  voidAttempt: async (id: string, reason: string | null, now: Instant): Promise<boolean> => {
    const { rowCount } = await query(
      db,
      `insert into goal_attempt_voids (attempt_id, user_id, reason, voided_at)
       select id, user_id, ?, ?::timestamptz from goal_attempts where id = ? and user_id = ? on conflict do nothing`,
      [reason, now, id, userId],
    );
    return rowCount === 1;
  },

  writeProgress: async (rows: readonly (StepCounts & { readonly stepId: string })[], now: Instant): Promise<void> => {
    if (rows.length === 0) return;
    await query(
      db,
      `insert into step_progress (goal_step_id, user_id, pass_count, needs_work_count, neutral_count, consecutive_passes,
         needs_work_run, suggestion, computed_at)
       select n.*, ?::timestamptz from (select s.id, s.user_id, p.pass, p.needs_work, p.neutral, p.consecutive, p.run, p.suggestion
         from unnest(?::uuid[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::text[])
           as p(id, pass, needs_work, neutral, consecutive, run, suggestion)
         join goal_steps s on s.id = p.id where s.user_id = ?) n
       on conflict (goal_step_id) do update set pass_count = excluded.pass_count, needs_work_count = excluded.needs_work_count,
         neutral_count = excluded.neutral_count, consecutive_passes = excluded.consecutive_passes,
         needs_work_run = excluded.needs_work_run, suggestion = excluded.suggestion, computed_at = excluded.computed_at`,
      [
        now,
        column(rows, 'stepId'),
        column(rows, 'passCount'),
        column(rows, 'needsWorkCount'),
        column(rows, 'neutralCount'),
        column(rows, 'consecutivePasses'),
        column(rows, 'needsWorkRun'),
        column(rows, 'suggestion'),
        userId,
      ],
    );
  },

  /** A second time changes nothing. */
  linkMoment: async (stepId: string, eventId: string): Promise<void> => {
    await query(
      db,
      `insert into goal_step_events (goal_step_id, event_id, user_id) values (?, ?, ?) on conflict do nothing`,
      [stepId, eventId, userId],
    );
  },

  /** Returns whether the moment belonged to the step. */
  unlinkMoment: async (stepId: string, eventId: string): Promise<boolean> =>
    (await db('goal_step_events').where({ goal_step_id: stepId, event_id: eventId, user_id: userId }).delete()) > 0,
});

/** Steps of training goals with what their attempts amount to, and the attempts themselves. */
import type { Attempt, Suggestion } from '#core/domain/dog/attempts.ts';
import type { Levels, ThreeD } from '#core/domain/dog/plan/plan.ts';
import type { Step } from '#core/domain/dog/step-tree.ts';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';

/** The fold of a step's attempts as it is stored; zeros and `null` where there is no row. */
export interface StepCounts {
  readonly passCount: number;
  readonly needsWorkCount: number;
  readonly neutralCount: number;
  readonly consecutivePasses: number;
  readonly needsWorkRun: number;
  readonly suggestion: Suggestion | null;
}

export interface StepOverview extends Step, StepCounts {
  readonly goalId: string;
  readonly title: string;
  readonly details: string | null;
  readonly successCriteria: string | null;
  readonly scheduledFor: LocalDate | null;
  readonly estimatedMinutes: number | null;
  readonly requiredPasses: number;
  readonly raises: ThreeD | null;
  readonly levels: Levels | null;
  readonly aiGenerated: boolean;
  readonly aiRunId: string | null;
  readonly completionNotes: string | null;
  /** An attempt was logged on it, taken back or not. */
  readonly wasTried: boolean;
  readonly hasParts: boolean;
  /** Moments that belong to it and were not deleted, latest first. */
  readonly eventIds: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface AttemptOverview extends Attempt {
  readonly stepId: string;
  readonly durationSeconds: number;
  readonly note: string | null;
  readonly occurredAt: Instant;
  readonly clientAttemptId: string | null;
  readonly voidedAt: Instant | null;
}

const STEP = `select s.id, s.goal_id as "goalId", s.parent_step_id as "parentId", s.title, s.details,
    s.success_criteria as "successCriteria", s.step_order as "order", s.status, s.scheduled_for as "scheduledFor",
    s.estimated_minutes as "estimatedMinutes", s.required_passes as "requiredPasses", s.raises, s.levels,
    s.ai_generated as "aiGenerated", s.ai_run_id as "aiRunId", s.completion_notes as "completionNotes",
    s.reopened_at as "reopenedAt", s.completed_at as "completedAt", s.created_at as "createdAt", s.updated_at as "updatedAt",
    coalesce(p.pass_count, 0) as "passCount", coalesce(p.needs_work_count, 0) as "needsWorkCount",
    coalesce(p.neutral_count, 0) as "neutralCount", coalesce(p.consecutive_passes, 0) as "consecutivePasses",
    coalesce(p.needs_work_run, 0) as "needsWorkRun", p.suggestion,
    exists (select from goal_attempts a where a.goal_step_id = s.id) as "wasTried",
    exists (select from goal_steps c where c.goal_id = s.goal_id and c.parent_step_id = s.id) as "hasParts",
    array(select l.event_id from goal_step_events l join behavior_events b on b.id = l.event_id
      where l.goal_step_id = s.id and b.deleted_at is null order by b.occurred_at desc, b.id) as "eventIds"
  from goal_steps s left join goal_steps top on top.id = s.parent_step_id left join step_progress p on p.goal_step_id = s.id`;
/** Parts after their step. */
const IN_ORDER = `order by s.goal_id, coalesce(top.step_order, s.step_order), s.parent_step_id is not null, s.step_order`;

const ATTEMPT = `select a.id, a.goal_step_id as "stepId", a.outcome, a.duration_seconds as "durationSeconds", a.note,
    a.occurred_at as "occurredAt", a.client_attempt_id as "clientAttemptId", a.created_at as "createdAt", v.voided_at as "voidedAt"
  from goal_attempts a left join goal_attempt_voids v on v.attempt_id = a.id`;

export const createStepView = (db: Queryable, userId: string) => {
  const steps = async (rest: string, bindings: readonly Binding[] = []): Promise<StepOverview[]> =>
    (await query<StepOverview>(db, `${STEP} where s.user_id = ? ${rest}`, [userId, ...bindings])).rows;
  const attempts = async (rest: string, bindings: readonly Binding[]): Promise<AttemptOverview[]> =>
    (await query<AttemptOverview>(db, `${ATTEMPT} where a.user_id = ? ${rest}`, [userId, ...bindings])).rows;

  return {
    find: async (id: string): Promise<StepOverview | undefined> => (await steps('and s.id = ?', [id]))[0],

    /** By goal, in order, parts after their step. */
    ofGoals: (goalIds: readonly string[]): Promise<readonly StepOverview[]> =>
      steps(`and s.goal_id = any(?::uuid[]) ${IN_ORDER}`, [goalIds]),

    /** All there are, by goal, in order. */
    all: (): Promise<readonly StepOverview[]> => steps(IN_ORDER),

    attempt: async (id: string): Promise<AttemptOverview | undefined> => (await attempts('and a.id = ?', [id]))[0],

    attemptBy: async (clientAttemptId: string): Promise<AttemptOverview | undefined> =>
      (await attempts('and a.client_attempt_id = ?', [clientAttemptId]))[0],

    /** Latest first, with those taken back. `after` is the id of the last attempt of the page before. */
    attempts: (
      stepId: string,
      { after, limit }: { readonly after?: string | undefined; readonly limit: number },
    ): Promise<readonly AttemptOverview[]> =>
      attempts(
        `and a.goal_step_id = ? and (?::uuid is null or (a.occurred_at, a.id) < (
           select l.occurred_at, l.id from goal_attempts l where l.id = ?::uuid and l.user_id = a.user_id))
         order by a.occurred_at desc, a.id desc limit ?`,
        [stepId, after ?? null, after ?? null, limit],
      ),

    /** What counts: attempts on these steps that were not taken back, as they came. */
    counted: (stepIds: readonly string[]): Promise<readonly AttemptOverview[]> =>
      attempts('and a.goal_step_id = any(?::uuid[]) and v.attempt_id is null order by a.created_at, a.id', [stepIds]),

    /** Whether there is such a moment that was not deleted. */
    hasMoment: async (eventId: string): Promise<boolean> =>
      (
        await query(db, 'select from behavior_events where id = ? and user_id = ? and deleted_at is null', [
          eventId,
          userId,
        ])
      ).rowCount === 1,

    /** The template that a goal was suggested with, or that made its plan; `null`: none. */
    templateOf: async (goalId: string): Promise<string | null> =>
      (
        await query<{ key: string | null }>(
          db,
          `select meta->>'template_key' as key from goals where id = ? and user_id = ?`,
          [goalId, userId],
        )
      ).rows[0]?.key ?? null,

    /** Templates of training goals that are draft, active or paused. */
    openTemplates: async (): Promise<readonly string[]> =>
      (
        await query<{ key: string }>(
          db,
          `select distinct meta->>'template_key' as key from goals
           where user_id = ? and kind = 'training' and status in ('draft', 'active', 'paused')
             and meta->>'template_key' is not null`,
          [userId],
        )
      ).rows.map(({ key }) => key),
  };
};

/** A training goal with the attempts on it that the server does not have yet (spec 5.3, 5.4). Pure. */
import type { GoalView } from '#core/contract/goals.ts';
import type { AttemptView, StepView } from '#core/contract/steps.ts';
import {
  extendTally,
  judgeTally,
  NO_ATTEMPTS,
  type Attempt,
  type AttemptRule,
  type AttemptTally,
  type Outcome,
} from '#core/domain/dog/attempts.ts';
import { isFirstStep, type Step, type TrainingGoal } from '#core/domain/dog/step-tree.ts';
import { followAttempts } from '#core/domain/dog/steps.ts';

/** An attempt that is on its way. */
export interface WaitingAttempt {
  /** Its `client_attempt_id`. */
  readonly id: string;
  readonly stepId: string;
  readonly outcome: Outcome;
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly durationSeconds: number;
  readonly note: string | null;
  /** What its step's counters add up to with it: a step that counts as many has it already. `null`: not known. */
  readonly countsAs: number | null;
}

/** Attempts of steps as far as they were read, in any order; those taken back among them. */
export type KnownAttempts = Readonly<Record<string, readonly AttemptView[]>>;

export const countOf = (step: Pick<StepView, 'pass_count' | 'needs_work_count' | 'neutral_count'>): number =>
  step.pass_count + step.needs_work_count + step.neutral_count;

const stepOf = (view: StepView): Step => ({
  id: view.id,
  parentId: view.parent_step_id,
  order: view.step_order,
  status: view.status,
  completedAt: view.completed_at,
  reopenedAt: view.reopened_at,
});

/** What the domain's functions read of a goal. */
export const trainingOf = ({ status, steps = [] }: Pick<GoalView, 'status' | 'steps'>): TrainingGoal => ({
  status,
  steps: steps.map(stepOf),
});

const inOrder = (a: Attempt, b: Attempt): number =>
  Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : Number(a.id > b.id));

const tallyOf = (view: StepView): AttemptTally => ({
  passCount: view.pass_count,
  needsWorkCount: view.needs_work_count,
  neutralCount: view.neutral_count,
  consecutivePasses: view.consecutive_passes,
  needsWorkRun: view.needs_work_run,
  // Which the last ones were is not known: what they suggest comes with the server's answer.
  recent: [],
  completedAt: view.status === 'done' ? view.completed_at : null,
});

/** From its attempts where all of them are known, else from its counters. */
const startOf = (view: StepView, rule: AttemptRule, read: readonly AttemptView[] | undefined): AttemptTally => {
  const attempts = (read ?? [])
    .filter(({ voided_at }) => voided_at === null)
    .map(({ id, outcome, created_at }): Attempt => ({ id, outcome, createdAt: created_at }))
    .toSorted(inOrder);
  const tally = extendTally(rule, NO_ATTEMPTS, attempts);
  return tally.passCount + tally.needsWorkCount + tally.neutralCount === countOf(view) ? tally : tallyOf(view);
};

const withOne = (goal: GoalView, known: KnownAttempts, waiting: readonly WaitingAttempt[]): GoalView => {
  const stepId = waiting[0]?.stepId;
  const view = goal.steps?.find(({ id }) => id === stepId);
  if (!view) return goal;
  const training = trainingOf(goal);
  const rule: AttemptRule = {
    requiredPasses: view.required_passes,
    reopenedAt: view.reopened_at,
    isFirstStep: isFirstStep(training, view.id),
  };
  const start = startOf(view, rule, known[view.id]);
  // The device's clock may be behind the server's, and what comes now counts now.
  const notBefore = Date.parse(view.reopened_at ?? view.created_at);
  const fresh = waiting
    .filter(({ countsAs }) => countsAs === null || countsAs > countOf(view))
    .map(({ id, outcome, occurredAt }): Attempt => {
      const createdAt = new Date(Math.max(notBefore, Date.parse(occurredAt))).toISOString();
      return { id, outcome, createdAt };
    });
  if (fresh.length === 0) return goal;
  const after = judgeTally(rule, extendTally(rule, start, fresh));
  const now = fresh.at(-1)?.createdAt ?? view.updated_at;
  const moved = followAttempts(training, view.id, judgeTally(rule, start), after, now);
  const steps = (goal.steps ?? []).map((one): StepView => {
    const { status, completedAt } = moved.steps.find(({ id }) => id === one.id) ?? stepOf(one);
    const shown = { ...one, status, completed_at: completedAt };
    if (one.id !== view.id) return shown;
    return {
      ...shown,
      pass_count: after.passCount,
      needs_work_count: after.needsWorkCount,
      neutral_count: after.neutralCount,
      consecutive_passes: after.consecutivePasses,
      needs_work_run: after.needsWorkRun,
      // One that was split is trained by its parts.
      suggestion: training.steps.some(({ parentId }) => parentId === view.id) ? null : after.suggestion,
    };
  });
  return { ...goal, status: moved.status, steps };
};

/** The goal as it is once everything that waits has arrived, the oldest first. */
export const withWaiting = (goal: GoalView, known: KnownAttempts, waiting: readonly WaitingAttempt[]): GoalView => {
  const stepIds = [...new Set(waiting.map(({ stepId }) => stepId))];
  return stepIds.reduce(
    (shown, id) =>
      withOne(
        shown,
        known,
        waiting.filter(({ stepId }) => stepId === id),
      ),
    goal,
  );
};

/**
 * A training goal as it is read and written under the user's lock (spec 5.3, 5.4): `core/domain/dog` says what becomes of its
 * steps, this writes what is different, with everything that follows from it.
 */
import { foldAttempts, type AttemptRule } from '#core/domain/dog/attempts.ts';
import { moveGoal } from '#core/domain/dog/goal-lifecycle.ts';
import { changedSteps, findStep, isFirstStep, type Step, type TrainingGoal } from '#core/domain/dog/step-tree.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { ManualFact } from '#core/providers/manual/index.ts';
import type { GoalStatus } from '#infra/stores/goal-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';
import type { StepOverview } from '#infra/views/step-view.ts';
import { completionOf, stateOf } from '../goals/goal-status.ts';
import { payRewards } from '../goals/pay-rewards.ts';

export interface Training {
  readonly goal: GoalOverview;
  /** What the rules of the core work on. Its steps are the objects in `steps`. */
  readonly tree: TrainingGoal;
  /** In order, parts after their step. */
  readonly steps: readonly StepOverview[];
}

export interface Making {
  readonly now: Instant;
  readonly newId: () => string;
}

type Reads = Pick<UserStores, 'goalView' | 'stepView'>;
type Writes = Pick<UserStores, 'goals' | 'raw' | 'steps' | 'stepView'>;

/** @throws {DomainError} `conflict` for a goal of another kind */
export const trainingOf = async ({ stepView }: Pick<Reads, 'stepView'>, goal: GoalOverview): Promise<Training> => {
  if (goal.kind !== 'training') throw new DomainError('conflict', { detail: 'This goal is not trained in steps.' });
  const steps = await stepView.ofGoals([goal.id]);
  return { goal, steps, tree: { status: goal.status, steps } };
};

/** @throws {DomainError} `not_found`, `conflict` */
export const findTraining = async (stores: Reads, goalId: string): Promise<Training> => {
  const goal = await stores.goalView.find(goalId);
  if (!goal) throw new DomainError('not_found', { detail: 'There is no such goal.' });
  return trainingOf(stores, goal);
};

/** @throws {DomainError} `not_found` */
export const findStepRow = async ({ stepView }: Pick<Reads, 'stepView'>, id: string): Promise<StepOverview> => {
  const step = await stepView.find(id);
  if (!step) throw new DomainError('not_found', { detail: 'There is no such step.' });
  return step;
};

/** The goal of a step. @throws {DomainError} `not_found` */
export const findTrainingOf = async (stores: Reads, stepId: string): Promise<Training> =>
  findTraining(stores, (await findStepRow(stores, stepId)).goalId);

/** A goal that is over gets no new steps. @throws {DomainError} `invalid_transition` */
export const assertTakesSteps = ({ goal: { status } }: Training): void => {
  if (status !== 'completed' && status !== 'archived') return;
  throw new DomainError('invalid_transition', { detail: `This goal is ${status}. Open it again first.` });
};

/** By what the attempts on a step are judged; `passes`: those that its row asks for, unless given. */
export const ruleOf = (tree: TrainingGoal, { id, requiredPasses }: StepOverview): AttemptRule => ({
  requiredPasses,
  reopenedAt: findStep(tree, id).reopenedAt,
  isFirstStep: isFirstStep(tree, id),
});

const sameRule = (a: AttemptRule, b: AttemptRule): boolean =>
  a.requiredPasses === b.requiredPasses && a.reopenedAt === b.reopenedAt && a.isFirstStep === b.isFirstStep;

/** Folds the attempts on these steps anew and keeps what they amount to. */
const refold = async (
  { steps, stepView }: Pick<Writes, 'steps' | 'stepView'>,
  rows: readonly StepOverview[],
  tree: TrainingGoal,
  now: Instant,
): Promise<void> => {
  if (rows.length === 0) return;
  const attempts = await stepView.counted(rows.map(({ id }) => id));
  const progress = rows.map((row) => {
    const own = attempts.filter(({ stepId }) => stepId === row.id);
    return { stepId: row.id, ...foldAttempts(ruleOf(tree, row), own) };
  });
  await steps.writeProgress(progress, now);
};

const completedFact = (row: StepOverview, at: Instant): Extract<ManualFact, { type: 'step.completed' }> => ({
  type: 'step.completed',
  step_id: row.id,
  goal_id: row.goalId,
  title: row.title,
  at,
});

/** A step pays once for ever, however often it is reopened: its key is in the log then. */
const payCompleted = async ({ raw }: Pick<Writes, 'raw'>, done: readonly StepOverview[], { now, newId }: Making) => {
  if (done.length === 0) return;
  await raw.append(
    done.map((row) => ({
      id: newId(),
      key: `step.completed:${row.id}`,
      source: 'manual',
      eventName: 'step.completed',
      payload: { ...completedFact(row, row.completedAt ?? now) },
      receivedAt: now,
    })),
  );
};

/**
 * Writes what is different in `after`: places and states of steps, the goal's own state, what attempts amount to where
 * another rule judges them now or where they changed themselves (`touched`), and pays what was completed. Ring the doorbell
 * after the commit.
 */
export const settleTraining = async (
  stores: Writes,
  { goal, tree, steps }: Training,
  after: TrainingGoal,
  making: Making,
  touched: readonly string[] = [],
): Promise<void> => {
  const { now, newId } = making;
  const changed = changedSteps(tree, after);
  await stores.steps.writeStates(changed);
  const rows = steps.filter(({ id }) => after.steps.some((step) => step.id === id));
  const judgedAnew = rows.filter(
    (row) => touched.includes(row.id) || (row.wasTried && !sameRule(ruleOf(tree, row), ruleOf(after, row))),
  );
  await refold(stores, judgedAnew, after, now);
  const ended = (step: Step): boolean => step.status === 'done' && findStep(tree, step.id).status !== 'done';
  const done = changed.filter(ended);
  await payCompleted(
    stores,
    rows.flatMap((row) => done.filter(({ id }) => id === row.id).map((step) => ({ ...row, ...step }))),
    making,
  );
  if (after.status === goal.status) return;
  await stores.goals.setState(goal.id, stateOf(goal, after.status, now));
  if (after.status === 'completed') await payRewards(stores, [completionOf(goal, now)], now, newId);
};

/** `PATCH /v1/goals/:id/status` of a training goal. @throws {DomainError} `invalid_transition` */
export const moveTraining = async (
  stores: Writes,
  goal: GoalOverview,
  status: GoalStatus,
  making: Making,
): Promise<void> => {
  const training = await trainingOf(stores, goal);
  await settleTraining(stores, training, moveGoal(training.tree, status), making);
};

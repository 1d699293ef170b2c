/** How a training goal moves between its states, by hand and by itself (spec 5.3). */
import { DomainError } from '../errors.ts';
import { areAchieved, childrenOf, type GoalStatus, type Step, type TrainingGoal } from './step-tree.ts';

/** By `PATCH …/status`. A draft is activated instead. */
const moves: Readonly<Record<GoalStatus, readonly GoalStatus[]>> = {
  draft: [],
  active: ['paused', 'completed', 'archived'],
  paused: ['active', 'archived', 'completed'],
  completed: ['active', 'archived'],
  archived: ['active'],
};

const refuse = (from: GoalStatus, to: GoalStatus): DomainError =>
  new DomainError('invalid_transition', { field: 'status', detail: `A goal that is ${from} cannot become ${to}.` });

/**
 * Starts the first pending top-level step of an active goal, unless one is in progress already: one that was reopened or
 * begun by hand is not joined by another.
 */
const startNext = (goal: TrainingGoal): TrainingGoal => {
  const top = childrenOf(goal.steps, null);
  if (goal.status !== 'active' || top.some(({ status }) => status === 'in_progress')) return goal;
  const next = top.find(({ status }) => status === 'pending');
  if (!next) return goal;
  const started: Step = { ...next, status: 'in_progress' };
  return { ...goal, steps: goal.steps.map((step) => (step === next ? started : step)) };
};

/** A paused goal completes too: an attempt that was logged offline may come when it is paused already. */
const completeIfAchieved = (goal: TrainingGoal): TrainingGoal =>
  (goal.status === 'active' || goal.status === 'paused') && areAchieved(childrenOf(goal.steps, null))
    ? { ...goal, status: 'completed' }
    : goal;

/** What follows by itself when a top-level step ends: the next one starts, or the goal completes. */
export const afterStepEnded = (goal: TrainingGoal): TrainingGoal => completeIfAchieved(startNext(goal));

/**
 * `PATCH /v1/goals/:id/activate`: from draft, with its first step in progress.
 * @throws {DomainError} `no_steps`; `invalid_transition` for a goal that is no draft
 */
export const activateGoal = (goal: TrainingGoal): TrainingGoal => {
  if (goal.status !== 'draft') throw refuse(goal.status, 'active');
  if (goal.steps.length === 0) {
    throw new DomainError('no_steps', { detail: 'Add a step first, or let a plan be made.' });
  }
  return afterStepEnded({ ...goal, status: 'active' });
};

/**
 * `PATCH /v1/goals/:id/status`. A goal that is active again goes on with its steps; reopened with all of them over it stays
 * open, for that is what was asked.
 * @throws {DomainError} `invalid_transition`
 */
export const moveGoal = (goal: TrainingGoal, to: GoalStatus): TrainingGoal => {
  if (!moves[goal.status].includes(to)) throw refuse(goal.status, to);
  return startNext({ ...goal, status: to });
};

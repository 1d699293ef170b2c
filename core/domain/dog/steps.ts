/** How steps move, by hand and through their attempts, and what that does to their parent and their goal (spec 5.3, 5.4). */
import { DomainError } from '../errors.ts';
import type { Instant } from '../event.ts';
import type { StepVerdict } from './attempts.ts';
import { afterStepEnded } from './goal-lifecycle.ts';
import {
  areAchieved,
  childrenOf,
  findStep,
  isOver,
  type Step,
  type StepStatus,
  type TrainingGoal,
} from './step-tree.ts';

/** By hand. */
const moves: Readonly<Record<StepStatus, readonly StepStatus[]>> = {
  pending: ['in_progress'],
  in_progress: ['done', 'skipped'],
  done: ['in_progress'],
  skipped: ['pending'],
};

const partsFirst = (detail: string): DomainError => new DomainError('step_has_children', { detail });

/** The step in another status; reopening one that was done makes its attempts count from `now` on. */
const withStatus = (step: Step, status: StepStatus, now: Instant): Step => ({
  ...step,
  status,
  completedAt: status === 'done' ? now : null,
  reopenedAt: step.status === 'done' && status === 'in_progress' ? now : step.reopenedAt,
});

/** What its parts make of a step: begun with the first of them, done with all, and open again with one. */
const byItsParts = (step: Step, parts: readonly Step[], now: Instant): Step => {
  if (parts.length === 0 || step.status === 'skipped') return step;
  if (areAchieved(parts)) return step.status === 'done' ? step : withStatus(step, 'done', now);
  const isOpen = parts.some((part) => !isOver(part));
  if (step.status === 'done' && isOpen) return withStatus(step, 'in_progress', now);
  const isBegun = parts.some(({ status }) => status === 'in_progress');
  return step.status === 'pending' && isBegun ? withStatus(step, 'in_progress', now) : step;
};

const withStep = (steps: readonly Step[], changed: Step): readonly Step[] =>
  steps.map((step) => (step.id === changed.id ? changed : step));

/** Puts a changed step into its goal, with all that follows by itself. */
const settle = (goal: TrainingGoal, changed: Step, now: Instant): TrainingGoal => {
  let steps = withStep(goal.steps, changed);
  const topId = changed.parentId ?? changed.id;
  const top = findStep({ ...goal, steps }, topId);
  steps = withStep(steps, byItsParts(top, childrenOf(steps, topId), now));
  const settled = { ...goal, steps };
  const hasEnded = !isOver(findStep(goal, topId)) && isOver(findStep(settled, topId));
  return hasEnded ? afterStepEnded(settled) : settled;
};

/**
 * Moves a step by hand. `done` sets `completedAt`, `done → in_progress` clears it and sets `reopenedAt`; both to `now`.
 * @throws {DomainError} `not_found`; `invalid_transition`; `step_has_children` for ending a step with an open part, or for
 *   reopening one whose parts are what made it done
 */
export const moveStep = (goal: TrainingGoal, id: string, to: StepStatus, now: Instant): TrainingGoal => {
  const step = findStep(goal, id);
  if (!moves[step.status].includes(to)) {
    const detail = `A step that is ${step.status} cannot become ${to}.`;
    throw new DomainError('invalid_transition', { field: 'status', detail });
  }
  const parts = childrenOf(goal.steps, id);
  if (to === 'done' && parts.some((part) => !isOver(part))) {
    throw partsFirst('Some of its smaller steps are open. It is done when they are.');
  }
  if (step.status === 'done' && areAchieved(parts)) {
    throw partsFirst('Its smaller steps are done. Reopen one of them.');
  }
  return settle(goal, withStatus(step, to, now), now);
};

/** @throws {DomainError} `not_found`; `step_has_children` while a part of it is open, which is where attempts go */
export const assertTakesAttempts = (goal: TrainingGoal, id: string): void => {
  findStep(goal, id);
  if (childrenOf(goal.steps, id).some((part) => !isOver(part))) {
    throw partsFirst('This step has smaller steps now. Log the attempt on one of those.');
  }
};

/** The step after its attempts changed from what made `before` to what made `after`. */
const byAttempts = (step: Step, before: StepVerdict, after: StepVerdict): Step => {
  const endedByThem = step.status === 'done' && step.completedAt !== null && step.completedAt === before.completedAt;
  const isOpen = step.status === 'pending' || step.status === 'in_progress';
  if (after.completedAt !== null && (isOpen || endedByThem)) {
    return step.completedAt === after.completedAt ? step : { ...step, status: 'done', completedAt: after.completedAt };
  }
  if (endedByThem) return { ...step, status: 'in_progress', completedAt: null };
  return step.status === 'pending' && after.status === 'in_progress' ? { ...step, status: 'in_progress' } : step;
};

/**
 * What an attempt, or the voiding of one, does to its step and its goal: `before` and `after` are `foldAttempts` without and
 * with the change. It begins a pending step and ends an open one; what was decided by hand stays (a step that was skipped,
 * or called done). Without the attempt that ended it a step is in progress again, and attempts count as before.
 * @throws {DomainError} `not_found`
 */
export const followAttempts = (
  goal: TrainingGoal,
  id: string,
  before: StepVerdict,
  after: StepVerdict,
  now: Instant,
): TrainingGoal => {
  const step = findStep(goal, id);
  // Its parts decide while one of them is open; voiding an old attempt of its own ends it no more.
  if (childrenOf(goal.steps, id).some((part) => !isOver(part))) return goal;
  const changed = byAttempts(step, before, after);
  return changed === step ? goal : settle(goal, changed, now);
};

/**
 * A step may get parts while it is open itself and no part of another: depth is at most 2 (spec 5.3).
 * @throws {DomainError} `not_found`; `conflict` for a part; `invalid_transition` for a step that is over
 */
export const assertTakesParts = (goal: TrainingGoal, id: string): void => {
  const step = findStep(goal, id);
  if (step.parentId !== null) {
    const detail = 'This is a part of a step already. Parts have no parts of their own.';
    throw new DomainError('conflict', { field: 'parent_step_id', detail });
  }
  if (isOver(step)) throw new DomainError('invalid_transition', { detail: 'This step is over. Reopen it first.' });
};

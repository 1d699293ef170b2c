/** A training goal with its steps, two levels deep (spec 5.3): what can be read off it. */
import { DomainError } from '../errors.ts';
import type { Instant } from '../event.ts';

export const GOAL_STATUSES = ['draft', 'active', 'paused', 'completed', 'archived'] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

export const STEP_STATUSES = ['pending', 'in_progress', 'done', 'skipped'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export interface Step {
  readonly id: string;
  /** The step it is a part of, which has none itself; `null`: a top-level step. */
  readonly parentId: string | null;
  /** Its place among those with the same parent: 0 and up, each once. */
  readonly order: number;
  readonly status: StepStatus;
  /** Set exactly when it is done. */
  readonly completedAt: Instant | null;
  /** When it was last reopened: the fold of its attempts begins here. */
  readonly reopenedAt: Instant | null;
}

/** Functions return a new one, in which steps that did not change are the same objects. */
export interface TrainingGoal {
  readonly status: GoalStatus;
  /** In any order. */
  readonly steps: readonly Step[];
}

/** Steps with this parent, by their order; `null`: the top-level steps. */
export const childrenOf = (steps: readonly Step[], parentId: string | null): readonly Step[] =>
  steps.filter((step) => step.parentId === parentId).sort((a, b) => a.order - b.order);

/** Done or skipped. */
export const isOver = ({ status }: Step): boolean => status === 'done' || status === 'skipped';

/** All are over and at least one is done: what completes a goal by its steps, and a step by its children (spec 5.3). */
export const areAchieved = (steps: readonly Step[]): boolean =>
  steps.every(isOver) && steps.some(({ status }) => status === 'done');

/** @throws {DomainError} `not_found` */
export const findStep = ({ steps }: TrainingGoal, id: string): Step => {
  const step = steps.find((one) => one.id === id);
  if (!step) throw new DomainError('not_found', { detail: 'There is no such step in this goal.' });
  return step;
};

/** Whether it is the first top-level step, which has none to drop back to (spec 5.4). */
export const isFirstStep = ({ steps }: TrainingGoal, id: string): boolean => childrenOf(steps, null)[0]?.id === id;

/** The step to train now: the first top-level one in progress or, where it has open parts, the one of them that is next. */
export const currentStep = ({ steps }: TrainingGoal): Step | null => {
  const step = childrenOf(steps, null).find(({ status }) => status === 'in_progress');
  if (!step) return null;
  const open = childrenOf(steps, step.id).filter((child) => !isOver(child));
  return open.find(({ status }) => status === 'in_progress') ?? open[0] ?? step;
};

/** The steps of `after` that are new or different: what is to be written. */
export const changedSteps = (before: TrainingGoal, after: TrainingGoal): readonly Step[] => {
  const known = new Set(before.steps);
  return after.steps.filter((step) => !known.has(step));
};

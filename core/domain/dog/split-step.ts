/** Two smaller steps instead of one that does not work out: the accepted suggestion `split` (spec 5.4). */
import { DomainError } from '../errors.ts';
import { THREE_DS, type Levels, type ThreeD } from './plan/plan.ts';
import { childrenOf, type TrainingGoal } from './step-tree.ts';
import { assertTakesParts } from './steps.ts';

/** What a step says, and what its parts inherit. */
export interface StepWording {
  readonly title: string;
  readonly details: string | null;
  readonly successCriteria: string | null;
  readonly estimatedMinutes: number | null;
  /** 1 to 20. */
  readonly requiredPasses: number;
  readonly raises: ThreeD | null;
  /** `null`: a step that was written by hand, without levels. */
  readonly levels: Levels | null;
}

const halved = (levels: Levels, raised: ThreeD): Levels => {
  const [distance, duration, distraction] = levels.map((level, d) =>
    THREE_DS[d] === raised ? Math.floor(level / 2) : level,
  );
  return [distance ?? 0, duration ?? 0, distraction ?? 0];
};

const easier = (step: StepWording): StepWording => {
  const { raises, levels, estimatedMinutes: minutes } = step;
  if (raises !== null && levels !== null) return { ...step, levels: halved(levels, raises) };
  return { ...step, estimatedMinutes: minutes === null ? null : Math.ceil(minutes / 2) };
};

/**
 * The two parts of a step, in their order: the same step with the D that it raises halved (rounded down; one that raises
 * nothing keeps its levels and gets half the minutes, rounded up), then the step itself.
 */
export const splitStep = (step: StepWording): readonly [StepWording, StepWording] => [easier(step), step];

/**
 * A step is split once, while it is open and no part of another.
 * @throws {DomainError} `not_found`, `step_has_children`, `conflict` (a part), `invalid_transition` (over)
 */
export const assertCanSplit = (goal: TrainingGoal, id: string): void => {
  assertTakesParts(goal, id);
  if (childrenOf(goal.steps, id).length > 0) {
    throw new DomainError('step_has_children', { detail: 'This step has smaller steps already.' });
  }
};

/** The ladder of a training goal: its steps in order, with their numbers and their parts (spec 5.3). Pure. */
import type { GoalView } from '#core/contract/goals.ts';
import type { StepView } from '#core/contract/steps.ts';
import { THREE_DS, type ThreeD } from '#core/domain/dog/plan/plan.ts';
import { currentStep } from '#core/domain/dog/step-tree.ts';
import { trainingOf } from './shown-goal.ts';

export interface Rung {
  readonly step: StepView;
  /** `4`, and of its parts `4a`, `4b`. */
  readonly number: string;
  readonly parts: readonly Rung[];
}

const A = 'a'.charCodeAt(0);

const childrenOf = (steps: readonly StepView[], parent: string | null): readonly StepView[] =>
  steps.filter((step) => step.parent_step_id === parent).toSorted((a, b) => a.step_order - b.step_order);

export const rungsOf = (steps: readonly StepView[]): readonly Rung[] =>
  childrenOf(steps, null).map((step, index) => ({
    step,
    number: String(index + 1),
    parts: childrenOf(steps, step.id).map((part, place) => ({
      step: part,
      number: `${index + 1}${String.fromCharCode(A + place)}`,
      parts: [],
    })),
  }));

/** A step or a part of one; `null`: there is none with this id. */
export const rungOf = (rungs: readonly Rung[], id: string | null): Rung | null =>
  rungs.flatMap((rung) => [rung, ...rung.parts]).find(({ step }) => step.id === id) ?? null;

/** Steps beside it, itself among them, in order. */
export const likeOf = (steps: readonly StepView[], { parent_step_id }: StepView): readonly StepView[] =>
  childrenOf(steps, parent_step_id);

/** The one before it among its like; `null`: it is the first. */
export const stepBefore = (steps: readonly StepView[], step: StepView): StepView | null => {
  const like = likeOf(steps, step);
  return like[like.findIndex(({ id }) => id === step.id) - 1] ?? null;
};

/** Attempts go to its parts as long as one of them is open. */
export const hasOpenParts = (steps: readonly StepView[], { id }: StepView): boolean =>
  childrenOf(steps, id).some(({ status }) => status !== 'done' && status !== 'skipped');

/** In which D a part is easier than its step, or that its sets are shorter; `null`: it is no easier. */
export const easierIn = (steps: readonly StepView[], part: StepView): ThreeD | 'minutes' | null => {
  const whole = steps.find(({ id }) => id === part.parent_step_id);
  if (!whole) return null;
  const lower = THREE_DS.find((_, d) => (part.levels?.[d] ?? 0) < (whole.levels?.[d] ?? 0));
  if (lower) return lower;
  return (part.estimated_minutes ?? 0) < (whole.estimated_minutes ?? 0) && part.estimated_minutes !== null
    ? 'minutes'
    : null;
};

/** The step to train now; `null`: none is in progress. */
export const nowOf = (goal: Pick<GoalView, 'status' | 'steps'>): StepView | null => {
  const current = currentStep(trainingOf(goal));
  return goal.steps?.find(({ id }) => id === current?.id) ?? null;
};

/** The newest active training goal that has a step in progress, and that step. `goals`: newest first. */
export const nextStepOf = (
  goals: readonly GoalView[],
): { readonly goal: GoalView; readonly step: StepView; readonly rung: Rung } | null => {
  for (const goal of goals) {
    const step = goal.kind === 'training' && goal.status === 'active' ? nowOf(goal) : null;
    const rung = step && rungOf(rungsOf(goal.steps ?? []), step.id);
    if (step && rung) return { goal, step, rung };
  }
  return null;
};

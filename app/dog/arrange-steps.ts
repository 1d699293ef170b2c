/** Steps among their like: put in another place, taken away, added behind. Pure. */
import { childrenOf, findStep, type Step, type TrainingGoal } from '#core/domain/dog/step-tree.ts';
import type { StepOverview } from '#infra/views/step-view.ts';

/** The steps with these, in this order, at places 0 and up. */
const numbered = (steps: readonly Step[], inOrder: readonly Step[]): readonly Step[] => {
  const places = new Map(inOrder.map(({ id }, place) => [id, place]));
  return steps.map((step) => {
    const order = places.get(step.id) ?? step.order;
    return order === step.order ? step : { ...step, order };
  });
};

/** Moves a step to a place among those with its parent, the last one at most. @throws {DomainError} `not_found` */
export const placeStep = (tree: TrainingGoal, id: string, place: number): TrainingGoal => {
  const step = findStep(tree, id);
  const others = childrenOf(tree.steps, step.parentId).filter((other) => other.id !== id);
  return { ...tree, steps: numbered(tree.steps, others.toSpliced(place, 0, step)) };
};

/** Without these steps and their parts; those behind them move up. */
export const withoutSteps = (tree: TrainingGoal, ids: ReadonlySet<string>): TrainingGoal => {
  const kept = tree.steps.filter(({ id, parentId }) => !ids.has(id) && !ids.has(parentId ?? ''));
  const parents = [null, ...kept.flatMap(({ id, parentId }) => (parentId === null ? [id] : []))];
  const moved = parents.reduce<readonly Step[]>((steps, parent) => numbered(steps, childrenOf(steps, parent)), kept);
  return { ...tree, steps: moved };
};

/** The place behind all with this parent. */
export const nextPlace = (tree: TrainingGoal, parentId: string | null): number =>
  Math.max(-1, ...childrenOf(tree.steps, parentId).map(({ order }) => order)) + 1;

/** Not begun: pending and never tried, and so are its parts (spec 5.7). */
export const isUntouched = (steps: readonly StepOverview[], { id, status, wasTried }: StepOverview): boolean =>
  status === 'pending' &&
  !wasTried &&
  steps.filter(({ parentId }) => parentId === id).every((part) => isUntouched(steps, part));

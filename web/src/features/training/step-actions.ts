/** What may be done with a step as it is (spec 5.3). Pure. */
import type { GoalView } from '#core/contract/goals.ts';
import type { StepView } from '#core/contract/steps.ts';
import { hasOpenParts, likeOf } from './ladder.ts';

export type StepAction = 'start' | 'done' | 'skip' | 'reopen' | 'unskip' | 'split' | 'addPart' | 'up' | 'down';

const movesOf = (step: StepView, steps: readonly StepView[]): readonly StepAction[] => {
  switch (step.status) {
    case 'pending':
      return ['start'];
    case 'in_progress':
      return hasOpenParts(steps, step) ? ['skip'] : ['done', 'skip'];
    case 'done':
      // Its parts made it done: they are what is reopened.
      return steps.some(({ parent_step_id }) => parent_step_id === step.id) ? [] : ['reopen'];
    case 'skipped':
      return ['unskip'];
  }
};

export const actionsOf = ({ status, steps = [] }: Pick<GoalView, 'status' | 'steps'>, step: StepView) => {
  const like = likeOf(steps, step);
  const place = like.findIndex(({ id }) => id === step.id);
  const isOpen = step.status === 'pending' || step.status === 'in_progress';
  const hasParts = steps.some(({ parent_step_id }) => parent_step_id === step.id);
  const takesParts = isOpen && step.parent_step_id === null;
  return [
    // A draft begins as a whole.
    ...(status === 'draft' || status === 'archived' ? [] : movesOf(step, steps)),
    ...(takesParts && !hasParts ? (['split'] as const) : []),
    ...(takesParts ? (['addPart'] as const) : []),
    ...(place > 0 ? (['up'] as const) : []),
    ...(place < like.length - 1 ? (['down'] as const) : []),
  ] satisfies readonly StepAction[];
};

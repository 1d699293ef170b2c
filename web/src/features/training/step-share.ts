/** How much of a training goal is done, by its top-level steps. Pure; Home reads it, too. */
import type { StepView } from '#core/contract/steps.ts';

/** Those that are done, and all that are asked for. Skipped ones are asked no more. */
export const shareOfSteps = (
  steps: readonly Pick<StepView, 'parent_step_id' | 'status'>[],
): { readonly done: number; readonly all: number } => {
  const asked = steps.filter(({ parent_step_id, status }) => parent_step_id === null && status !== 'skipped');
  return { done: asked.filter(({ status }) => status === 'done').length, all: asked.length };
};

/** What a suggestion asks the owner to do, and which attempts are behind it (spec 5.4). Pure. */
import type { AttemptView, StepView } from '#core/contract/steps.ts';
import { hasOpenParts, stepBefore } from './ladder.ts';

/** What its button does; `null`: there is nothing to press. */
export type Advice =
  | { readonly kind: 'finish' }
  | { readonly kind: 'split' }
  | { readonly kind: 'reopen'; readonly step: StepView }
  | null;

const RECENT = 5;

export const adviceOf = (step: StepView, steps: readonly StepView[]): Advice => {
  const before = stepBefore(steps, step);
  switch (step.suggestion) {
    case 'push':
      return step.status === 'in_progress' && !hasOpenParts(steps, step) ? { kind: 'finish' } : null;
    case 'drop':
      return before?.status === 'done' ? { kind: 'reopen', step: before } : null;
    case 'split':
      return step.parent_step_id === null && !steps.some((one) => one.parent_step_id === step.id)
        ? { kind: 'split' }
        : null;
    case 'refresh':
      return { kind: 'reopen', step };
    default:
      return null;
  }
};

type Counted = Pick<AttemptView, 'outcome' | 'voided_at' | 'created_at'>;

/**
 * The attempts a suggestion was made from, oldest first: the run that needs work, or the last five that are not neutral.
 * `attempts`: newest first.
 */
export const reasonsOf = <T extends Counted>(
  { suggestion, needs_work_run: run, reopened_at }: Pick<StepView, 'suggestion' | 'needs_work_run' | 'reopened_at'>,
  attempts: readonly T[],
): readonly T[] => {
  if (suggestion === null) return [];
  const from = reopened_at === null ? -Infinity : Date.parse(reopened_at);
  const counted = attempts.filter(
    ({ outcome, voided_at, created_at }) =>
      outcome !== 'neutral' && voided_at === null && Date.parse(created_at) >= from,
  );
  const isRun = suggestion === 'refresh' || (suggestion === 'split' && run >= 3);
  return counted.slice(0, isRun ? run : RECENT).toReversed();
};

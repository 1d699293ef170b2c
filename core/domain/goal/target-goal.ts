/** State of target and counter goals: totals, pace and forecast (spec 3.3, 3.4). Pure folds over entries. */
import type { LocalDate } from '../event.ts';
import { DomainError } from '../errors.ts';
import { paceOf, usualPace, type TargetPace } from './target-pace.ts';
import { extendTotals, inOrder, NOTHING_YET, type Entry, type TargetTotals } from './target-totals.ts';

export { extendTotals, NOTHING_YET, progressOf, type Entry, type TargetTotals } from './target-totals.ts';

export interface TargetGoal {
  /** `null`: a counter, which has no target. */
  readonly targetValue: string | null;
  readonly startDate: LocalDate;
  readonly deadline: LocalDate | null;
}

/** @throws {DomainError} `deadline_before_start` */
export const assertDeadline = (startDate: LocalDate, deadline: LocalDate | null): void => {
  if (deadline !== null && deadline < startDate) {
    throw new DomainError('deadline_before_start', {
      field: 'target_date',
      detail: `The deadline ${deadline} lies before the start ${startDate}.`,
    });
  }
};

/** Totals and pace of a goal; a counter has no pace. */
export type TargetState = TargetTotals & (TargetPace | { readonly pace: null });

/**
 * The state of a goal on `today`, the user's logical date, from all its entries (spec 3.3, 3.4). Entries of one date
 * are given by (`created_at`, `id`). Today and the deadline both count as days to work on.
 * @throws {DomainError} `deadline_before_start`
 */
export const foldTarget = (goal: TargetGoal, entries: readonly Entry[], today: LocalDate): TargetState => {
  assertDeadline(goal.startDate, goal.deadline);
  const { targetValue } = goal;
  const sorted = inOrder(entries);
  const totals = extendTotals(targetValue, NOTHING_YET, sorted);
  if (targetValue === null) return { ...totals, pace: null };
  const lastDate = sorted.at(-1)?.date ?? null;
  const basis = { current: totals.current_value, lastDate, slope: usualPace(goal.startDate, sorted) };
  return { ...totals, ...paceOf({ ...goal, targetValue }, basis, today) };
};

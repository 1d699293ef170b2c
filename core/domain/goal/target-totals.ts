/** What has been reached of a target or counter goal (spec 3.3). Exact sums over entries. */
import type { LocalDate } from '../event.ts';
import { fromCents, toCents } from './amount.ts';
import { fraction, toFixed } from './fraction.ts';

/** An entry of a goal, dated in the user's calendar. */
export interface Entry {
  readonly date: LocalDate;
  /** Decimal with at most two places. */
  readonly value: string;
}

export interface TargetTotals {
  readonly current_value: string;
  readonly entry_count: number;
  /** Highest running sum, at least 0: a relapse does not erase what was. */
  readonly peak_value: string;
  /** Four decimals; 1 exactly when the target is met. `null`: no target. */
  readonly progress: string | null;
  readonly completed: boolean;
  /** Date of the last crossing from below. */
  readonly completed_on: LocalDate | null;
}

/** `clamp(current / target)` with four decimals; 1 exactly when met, else at most 0.9999 (spec 0.3). Both are decimals. */
export const progressOf = (current: string, target: string): string => {
  const [now, goal] = [toCents(current), toCents(target)];
  if (now >= goal) return '1.0000';
  if (now <= 0n) return '0.0000';
  const rounded = toFixed(fraction(now, goal), 4);
  return rounded === '1.0000' ? '0.9999' : rounded;
};

/** The totals of a goal without entries. */
export const NOTHING_YET: TargetTotals = {
  current_value: '0.00',
  entry_count: 0,
  peak_value: '0.00',
  progress: null,
  completed: false,
  completed_on: null,
};

/**
 * Totals with `entries` added, which come after all that were counted before. This is what a drain does; the fold from
 * nothing over all entries is the definition (spec 3.3), and both agree as long as entries come in order.
 */
export const extendTotals = (
  targetValue: string | null,
  totals: TargetTotals,
  entries: readonly Entry[],
): TargetTotals => {
  const target = targetValue === null ? null : toCents(targetValue);
  let [sum, peak] = [toCents(totals.current_value), toCents(totals.peak_value)];
  let completedOn = totals.completed_on;
  for (const { date, value } of entries) {
    const before = sum;
    sum += toCents(value);
    if (sum > peak) peak = sum;
    if (target !== null && sum < target) completedOn = null;
    if (target !== null && before < target && sum >= target) completedOn = date;
  }
  return {
    current_value: fromCents(sum),
    entry_count: totals.entry_count + entries.length,
    peak_value: fromCents(peak),
    progress: targetValue === null ? null : progressOf(fromCents(sum), targetValue),
    completed: target !== null && sum >= target,
    completed_on: completedOn,
  };
};

/** By entry date; those of one date stay as given. */
export const inOrder = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));

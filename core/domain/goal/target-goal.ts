/** State, pace and forecast of target and counter goals (spec 3.3, 3.4). Pure folds over entries. */
import type { LocalDate } from '../event.ts';
import { addDays, daysBetween } from '../time/day.ts';
import { DomainError } from '../errors.ts';
import { fromCents, toCents } from './amount.ts';
import { ceil, compare, fraction, median, toFixed, toShortest, type Fraction } from './fraction.ts';

/** An entry; the caller gives them in the order (`entry_date`, `created_at`, `id`). */
export interface Entry {
  readonly date: LocalDate;
  /** Decimal with at most two places. */
  readonly value: string;
}

export interface TargetGoal {
  /** `null`: a counter, which has no target. */
  readonly targetValue: string | null;
  readonly startDate: LocalDate;
  readonly deadline: LocalDate | null;
}

export const PACES = ['completed', 'overdue', 'no_data', 'open_ended', 'ahead', 'on_track', 'behind'] as const;
export type PaceState = (typeof PACES)[number];

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

export interface TargetPace {
  readonly remaining: string;
  readonly days_left: number | null;
  readonly pace_needed_per_day: string | null;
  readonly expected_today: string | null;
  readonly pace: PaceState;
  readonly avg_per_day: string;
  readonly forecast_linear: LocalDate | null;
  readonly theil_sen_per_day: string | null;
  readonly forecast_theil_sen: LocalDate | null;
}

const LAST_DATE = '9999-12-31';
const FRESH_DAYS = 30;

/** `clamp(current / target)` with four decimals; 1 exactly when met, else at most 0.9999 (spec 0.3). Both are decimals. */
export const progressOf = (current: string, target: string): string => {
  const [now, goal] = [toCents(current), toCents(target)];
  if (now >= goal) return '1.0000';
  if (now <= 0n) return '0.0000';
  const rounded = toFixed(fraction(now, goal), 4);
  return rounded === '1.0000' ? '0.9999' : rounded;
};

/** @throws {DomainError} `deadline_before_start` */
export const assertDeadline = (startDate: LocalDate, deadline: LocalDate | null): void => {
  if (deadline !== null && deadline < startDate) {
    throw new DomainError('deadline_before_start', {
      field: 'target_date',
      detail: `The deadline ${deadline} lies before the start ${startDate}.`,
    });
  }
};

/** The state of a goal from all its entries (spec 3.3). */
export const foldEntries = (targetValue: string | null, entries: readonly Entry[]): TargetTotals => {
  const target = targetValue === null ? null : toCents(targetValue);
  let [sum, peak] = [0n, 0n];
  let completedOn: LocalDate | null = null;
  for (const { date, value } of entries) {
    const before = sum;
    sum += toCents(value);
    if (sum > peak) peak = sum;
    if (target !== null && sum < target) completedOn = null;
    if (target !== null && before < target && sum >= target) completedOn = date;
  }
  return {
    current_value: fromCents(sum),
    entry_count: entries.length,
    peak_value: fromCents(peak),
    progress: targetValue === null ? null : progressOf(fromCents(sum), targetValue),
    completed: target !== null && sum >= target,
    completed_on: completedOn,
  };
};

/** Median of all pairwise slopes of (day, sum at its end), in hundredths a day; the anchor is the day before all (spec 3.4). */
const theilSen = (start: LocalDate, entries: readonly Entry[]): Fraction | null => {
  const [first] = entries;
  if (!first) return null;
  const anchor = addDays(first.date < start ? first.date : start, -1);
  const points: { day: bigint; sum: bigint }[] = [{ day: 0n, sum: 0n }];
  let sum = 0n;
  for (const [index, { date, value }] of entries.entries()) {
    sum += toCents(value);
    if (entries[index + 1]?.date !== date) points.push({ day: BigInt(daysBetween(anchor, date)), sum });
  }
  const slopes = points.flatMap((a, i) => points.slice(i + 1).map((b) => fraction(b.sum - a.sum, b.day - a.day)));
  return median(slopes);
};

/** `days` after `today`, or `null` when that lies beyond the calendar. */
const dateAfter = (today: LocalDate, days: bigint): LocalDate | null =>
  days > BigInt(daysBetween(today, LAST_DATE)) ? null : addDays(today, Number(days));

const TENTHS = { ahead: 11n, onTrack: 9n } as const;

const paceState = (input: {
  readonly completed: boolean;
  readonly daysLeft: number | null;
  readonly entries: number;
  readonly current: bigint;
  readonly expected: Fraction | null;
}): PaceState => {
  const { completed, daysLeft, entries, current, expected } = input;
  if (completed) return 'completed';
  if (daysLeft !== null && daysLeft <= 0) return 'overdue';
  if (entries === 0) return 'no_data';
  if (expected === null) return 'open_ended';
  const reaches = (tenths: bigint) =>
    compare(fraction(current * 10n, 1n), fraction(expected.num * tenths, expected.den)) >= 0;
  if (reaches(TENTHS.ahead)) return 'ahead';
  return reaches(TENTHS.onTrack) ? 'on_track' : 'behind';
};

/**
 * Pace and forecast on `today`; today and the deadline both count as days to work on. `null` for a counter.
 * @throws {DomainError} `deadline_before_start`
 */
export const paceOf = (goal: TargetGoal, entries: readonly Entry[], today: LocalDate): TargetPace | null => {
  assertDeadline(goal.startDate, goal.deadline);
  if (goal.targetValue === null) return null;
  const totals = foldEntries(goal.targetValue, entries);
  const [target, current] = [toCents(goal.targetValue), toCents(totals.current_value)];
  const remaining = target > current ? target - current : 0n;
  const daysLeft = goal.deadline === null ? null : daysBetween(today, goal.deadline) + 1;
  const elapsed = BigInt(Math.max(0, daysBetween(goal.startDate, today) + 1));
  const total = goal.deadline === null ? null : BigInt(daysBetween(goal.startDate, goal.deadline) + 1);
  const expected = total === null ? null : fraction(target * (elapsed < total ? elapsed : total), total);
  const slope = theilSen(goal.startDate, entries);
  const lastDate = entries.at(-1)?.date;
  const fresh = lastDate !== undefined && daysBetween(lastDate, today) <= FRESH_DAYS;
  const open = !totals.completed;
  return {
    remaining: fromCents(remaining),
    days_left: daysLeft,
    pace_needed_per_day:
      open && daysLeft !== null && daysLeft > 0 ? fromCents(ceil(fraction(remaining, BigInt(daysLeft)))) : null,
    expected_today: expected === null ? null : toFixed(fraction(expected.num, expected.den * 100n), 2),
    pace: paceState({ completed: totals.completed, daysLeft, entries: entries.length, current, expected }),
    avg_per_day: elapsed === 0n ? '0' : toShortest(fraction(current, elapsed * 100n), 4),
    forecast_linear:
      open && current > 0n && elapsed > 0n ? dateAfter(today, ceil(fraction(remaining * elapsed, current))) : null,
    theil_sen_per_day: slope === null ? null : toShortest(fraction(slope.num, slope.den * 100n), 6),
    forecast_theil_sen:
      open && fresh && slope !== null && slope.num > 0n
        ? dateAfter(today, ceil(fraction(remaining * slope.den, slope.num)))
        : null,
  };
};

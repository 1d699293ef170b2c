/** Pace and forecast of a goal with a target (spec 3.4). Fractions are exact and rounded once, at the end. */
import type { LocalDate } from '../event.ts';
import { addDays, daysBetween } from '../time/dates.ts';
import { fromCents, toCents } from './amount.ts';
import { ceil, compare, fraction, toFixed, toShortest, type Fraction } from './fraction.ts';
import type { Entry } from './target-totals.ts';
import { medianSlope, type DayEnd } from './theil-sen.ts';

export const PACES = ['completed', 'overdue', 'no_data', 'open_ended', 'ahead', 'on_track', 'behind'] as const;
export type PaceState = (typeof PACES)[number];

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

/** What a pace is told from: what was reached, and what the entries behind it say. */
export interface PaceBasis {
  /** Sum of the entries. */
  readonly current: string;
  /** Date of the last entry; `null`: there is none. */
  readonly lastDate: LocalDate | null;
  /** `usualPace` of the entries. */
  readonly slope: Fraction | null;
}

/**
 * The usual pace in hundredths a day; its anchor is the day before the start and all entries (spec 3.4). It moves with the
 * entries only, and costs the square of their dates. `entries` are in order.
 */
export const usualPace = (start: LocalDate, entries: readonly Entry[]): Fraction | null => {
  const [first] = entries;
  if (!first) return null;
  const anchor = addDays(first.date < start ? first.date : start, -1);
  const points: DayEnd[] = [{ day: 0, sum: 0n }];
  let sum = 0n;
  for (const [index, { date, value }] of entries.entries()) {
    sum += toCents(value);
    if (entries[index + 1]?.date !== date) points.push({ day: daysBetween(anchor, date), sum });
  }
  return medianSlope(points);
};

/** `days` after `today`, or `null` when that lies beyond the calendar. */
const dateAfter = (today: LocalDate, days: bigint): LocalDate | null =>
  days > BigInt(daysBetween(today, LAST_DATE)) ? null : addDays(today, Number(days));

const TENTHS = { ahead: 11n, onTrack: 9n } as const;

const paceState = (input: {
  readonly completed: boolean;
  readonly daysLeft: number | null;
  readonly hasEntries: boolean;
  readonly current: bigint;
  readonly expected: Fraction | null;
}): PaceState => {
  const { completed, daysLeft, hasEntries, current, expected } = input;
  if (completed) return 'completed';
  if (daysLeft !== null && daysLeft <= 0) return 'overdue';
  if (!hasEntries) return 'no_data';
  if (expected === null) return 'open_ended';
  const reaches = (tenths: bigint) =>
    compare(fraction(current * 10n, 1n), fraction(expected.num * tenths, expected.den)) >= 0;
  if (reaches(TENTHS.ahead)) return 'ahead';
  return reaches(TENTHS.onTrack) ? 'on_track' : 'behind';
};

/** Pace and forecast on `today`. Today and the deadline both count as days to work on. */
export const paceOf = (
  goal: { readonly targetValue: string; readonly startDate: LocalDate; readonly deadline: LocalDate | null },
  { current: sum, lastDate, slope }: PaceBasis,
  today: LocalDate,
): TargetPace => {
  const [target, current] = [toCents(goal.targetValue), toCents(sum)];
  const completed = current >= target;
  const remaining = target > current ? target - current : 0n;
  const daysLeft = goal.deadline === null ? null : daysBetween(today, goal.deadline) + 1;
  const elapsed = BigInt(Math.max(0, daysBetween(goal.startDate, today) + 1));
  const total = goal.deadline === null ? null : BigInt(daysBetween(goal.startDate, goal.deadline) + 1);
  const expected = total === null ? null : fraction(target * (elapsed < total ? elapsed : total), total);
  const fresh = lastDate !== null && daysBetween(lastDate, today) <= FRESH_DAYS;
  const open = !completed;
  return {
    remaining: fromCents(remaining),
    days_left: daysLeft,
    pace_needed_per_day:
      open && daysLeft !== null && daysLeft > 0 ? fromCents(ceil(fraction(remaining, BigInt(daysLeft)))) : null,
    expected_today: expected === null ? null : toFixed(fraction(expected.num, expected.den * 100n), 2),
    pace: paceState({ completed, daysLeft, hasEntries: lastDate !== null, current, expected }),
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

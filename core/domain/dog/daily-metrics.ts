/** Moments per day: how many good and hard ones, how strong (spec 5.5). */
import type { LocalDate } from '../event.ts';
import { fraction, toFixed } from '../goal/fraction.ts';
import { addDays, daysBetween } from '../time/dates.ts';
import { faultAt, refusal } from './faults.ts';
import type { Valence } from './moment.ts';

export interface DailyMetrics {
  readonly date: LocalDate;
  readonly positiveCount: number;
  readonly negativeCount: number;
  /** Mean over good and hard moments, 1 to 5 with two decimals; `null`: none was logged. */
  readonly avgIntensity: string | null;
}

/** What of a moment counts. Deleted ones are left out by the caller. */
export interface CountedMoment {
  readonly localDate: LocalDate;
  readonly valence: Valence;
  readonly intensity: number;
}

const byDate = (a: DailyMetrics, b: DailyMetrics): number => (a.date < b.date ? -1 : Number(a.date > b.date));

/** `avg_intensity` of at least one intensity, rounded half away from zero: 3, 4, 4 are `3.67`. */
export const averageIntensity = (intensities: readonly number[]): string => {
  const sum = intensities.reduce((total, intensity) => total + intensity, 0);
  return toFixed(fraction(BigInt(sum), BigInt(intensities.length)), 2);
};

/** One row for each date with a moment, oldest first. Moments come in any order. */
export const dailyMetrics = (moments: readonly CountedMoment[]): readonly DailyMetrics[] => {
  const days = new Map<LocalDate, CountedMoment[]>();
  for (const moment of moments) {
    const day = days.get(moment.localDate);
    if (day) day.push(moment);
    else days.set(moment.localDate, [moment]);
  }
  return [...days]
    .map(([date, those]) => {
      const positiveCount = those.filter(({ valence }) => valence === 'positive').length;
      const avgIntensity = averageIntensity(those.map(({ intensity }) => intensity));
      return { date, positiveCount, negativeCount: those.length - positiveCount, avgIntensity };
    })
    .sort(byDate);
};

const DAYS_MAX = 366;

/**
 * One row for each date from `from` through `to`, oldest first: those of `rows`, and zeros and `null` between them.
 * @throws {DomainError} `validation_failed` for `to` before `from`, or more than 366 days
 */
export const everyDay = (rows: readonly DailyMetrics[], from: LocalDate, to: LocalDate): readonly DailyMetrics[] => {
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw refusal([faultAt('to', 'This must not lie before from.')]);
  if (days > DAYS_MAX) throw refusal([faultAt('to', `Ask for at most ${DAYS_MAX} days at once.`)]);
  const known = new Map(rows.map((row) => [row.date, row]));
  return Array.from({ length: days }, (_, index) => {
    const date = addDays(from, index);
    return known.get(date) ?? { date, positiveCount: 0, negativeCount: 0, avgIntensity: null };
  });
};

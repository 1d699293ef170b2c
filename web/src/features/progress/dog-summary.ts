/** What the dog's part of Progress shows, from daily counts and what moments have in common (spec 5.5). Pure. */
import type { ResponseOf } from '#core/contract/endpoint.ts';
import type { getDailyMetrics, getDogInsight } from '#core/contract/insight.ts';
import { addDays, daysBetween } from '#core/domain/time/dates.ts';

export type DailyRow = ResponseOf<typeof getDailyMetrics>['items'][number];
export type Insight = ResponseOf<typeof getDogInsight>;
export type MomentGroup = Insight['tags'][number];

export interface MomentSpan {
  /** Every day, oldest first. */
  readonly days: readonly DailyRow[];
  readonly good: number;
  readonly hard: number;
  /** Days with a moment. */
  readonly logged: number;
}

/** The days from `from` to `to`, both counted; `rows`: every day of a range around them, oldest first. */
export const momentSpan = (rows: readonly DailyRow[], from: string, to: string): MomentSpan => {
  const days = rows.filter(({ date }) => date >= from && date <= to);
  return {
    days,
    good: days.reduce((sum, { positive_count }) => sum + positive_count, 0),
    hard: days.reduce((sum, { negative_count }) => sum + negative_count, 0),
    logged: days.filter(({ positive_count, negative_count }) => positive_count + negative_count > 0).length,
  };
};

/** A day's number; days without one have no point. */
export interface Point {
  readonly date: string;
  readonly value: number;
  /** Moments behind it; `null`: not told. */
  readonly count: number | null;
}

export const strengthOf = (days: readonly DailyRow[]): readonly Point[] =>
  days.flatMap(({ date, avg_intensity, positive_count, negative_count }) =>
    avg_intensity === null ? [] : [{ date, value: Number(avg_intensity), count: positive_count + negative_count }],
  );

export const distanceOf = ({ calm_distance }: Pick<Insight, 'calm_distance'>): readonly Point[] =>
  calm_distance.map(({ date, distance_m, count }) => ({ date, value: Number(distance_m), count }));

const SECONDS = 60;

/** In minutes. */
export const recoveryOf = ({ recovery }: Pick<Insight, 'recovery'>): readonly Point[] =>
  recovery.map(({ date, seconds, count }) => ({ date, value: seconds / SECONDS, count }));

/** Runs of days that follow each other: a line joins those, and leaves a gap where nothing is known. */
export const runsOf = (points: readonly Point[]): readonly (readonly Point[])[] => {
  const runs: Point[][] = [];
  for (const point of points) {
    const last = runs.at(-1)?.at(-1);
    if (last && daysBetween(last.date, point.date) === 1) runs.at(-1)?.push(point);
    else runs.push([point]);
  }
  return runs;
};

export const datesOf = (from: string, to: string): readonly string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));

/** All hours of a day, also those without a moment. */
export const everyHour = (hours: readonly MomentGroup[]): readonly MomentGroup[] => {
  const known = new Map(hours.map((hour) => [hour.key, hour]));
  return Array.from({ length: 24 }, (_, index) => {
    const key = String(index).padStart(2, '0');
    return known.get(key) ?? { key, positive_count: 0, negative_count: 0, avg_intensity: '0.00' };
  });
};

const sizeOf = ({ positive_count, negative_count }: MomentGroup): number => positive_count + negative_count;
export const momentsIn = (groups: readonly MomentGroup[]): number =>
  groups.reduce((sum, group) => sum + sizeOf(group), 0);

/** The one with the most hard moments, the earlier one first; `null`: there was none. */
export const hardest = (groups: readonly MomentGroup[]): MomentGroup | null =>
  groups.reduce<MomentGroup | null>(
    (most, group) => (group.negative_count > (most?.negative_count ?? 0) ? group : most),
    null,
  );

/** The longest bar on either side; at least 1. */
export const mostOf = (groups: readonly Pick<MomentGroup, 'positive_count' | 'negative_count'>[]): number =>
  Math.max(1, ...groups.flatMap(({ positive_count, negative_count }) => [positive_count, negative_count]));

/** A year of days as columns of weeks, and how full each is. Pure. */
import { addDays } from '#core/domain/time/dates.ts';

/** Every date from `from` to `to`. */
export const datesBetween = (from: string, to: string): string[] => {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
};

/** A day's share of the fullest day, in five steps: 0 none, 4 the most. */
export const heatOf = (value: number, most: number): 0 | 1 | 2 | 3 | 4 => {
  if (value === 0 || most === 0) return 0;
  return Math.min(4, Math.max(1, Math.ceil((value / most) * 4))) as 1 | 2 | 3 | 4;
};

/** Days in columns of weeks that begin on `weekStart` (ISO, 1 Monday); places before the first day are `null`. */
export const weeksOf = <T extends { readonly date: string }>(
  days: readonly T[],
  weekStart: number,
): readonly (T | null)[][] => {
  const [first] = days;
  if (!first) return [];
  const weekday = new Date(`${first.date}T00:00:00Z`).getUTCDay() || 7;
  const lead = (weekday - weekStart + 7) % 7;
  const places: (T | null)[] = [...Array.from({ length: lead }, () => null), ...days];
  const weeks: (T | null)[][] = [];
  for (let at = 0; at < places.length; at += 7) weeks.push(places.slice(at, at + 7));
  return weeks;
};

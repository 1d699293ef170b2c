/** What was done of a habit, by day and by month. Pure. */
import type { CompletionView } from '#core/contract/habits.ts';
import { datesBetween } from '../../ui/year-grid.ts';
import { monthOf } from './calendar-grid.ts';

export interface YearDay {
  readonly date: string;
  /** Completions. */
  readonly value: number;
}

/** Every day from `from` to `to`, those without a completion too. */
export const daysOf = (
  rows: readonly Pick<CompletionView, 'completion_date'>[],
  from: string,
  to: string,
): readonly YearDay[] => {
  const counts = new Map<string, number>();
  for (const { completion_date: date } of rows) counts.set(date, (counts.get(date) ?? 0) + 1);
  return datesBetween(from, to).map((date) => ({ date, value: counts.get(date) ?? 0 }));
};

/** Days with a completion in each month, newest first; a month is called by its first day. */
export const monthsOf = (days: readonly YearDay[]): readonly { readonly month: string; readonly days: number }[] => {
  const months = new Map<string, number>();
  for (const { date, value } of days) {
    const month = monthOf(date);
    months.set(month, (months.get(month) ?? 0) + (value > 0 ? 1 : 0));
  }
  return [...months].map(([month, count]) => ({ month, days: count })).reverse();
};

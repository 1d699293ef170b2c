/** The running sum of a goal's entries, day by day. Exact sums; numbers for the plot. Pure. */
import { fromCents, toCents } from '#core/domain/goal/amount.ts';
import { addDays } from '#core/domain/time/dates.ts';

export interface Entry {
  readonly value: string;
  readonly entry_date: string;
}
export interface DaySum {
  readonly date: string;
  readonly value: number;
  /** The sum at the end of the day, exactly. */
  readonly text: string;
  /** What was added on the day; `null`: nothing was entered. */
  readonly added: string | null;
}

/** So many days are drawn at most; what came before them is in the first sum. */
export const MOST_DAYS = 365;

/** Every day from the first entry to `today`; a sum stays where it is on a day without entries. */
export const sumsByDay = (entries: readonly Entry[], today: string): readonly DaySum[] => {
  const byDay = new Map<string, bigint>();
  for (const { value, entry_date } of entries) byDay.set(entry_date, (byDay.get(entry_date) ?? 0n) + toCents(value));
  const dates = [...byDay.keys()].sort();
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = last > today ? last : today;
  const days: DaySum[] = [];
  let sum = 0n;
  for (let date = first; date <= end; date = addDays(date, 1)) {
    const added = byDay.get(date);
    sum += added ?? 0n;
    const text = fromCents(sum);
    days.push({ date, value: Number(text), text, added: added === undefined ? null : fromCents(added) });
  }
  return days.slice(-MOST_DAYS);
};

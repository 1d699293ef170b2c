/** What happened to a habit, read once for a judgement on one day (spec 2.1, 2.3). */
import type { LocalDate } from '../event.ts';
import { dayList, type DayList } from './day-list.ts';
import { toDay } from './day-number.ts';

export interface Completion {
  readonly date: LocalDate;
  /** Wall-clock time, always written the same way; `null` when the habit is done once a day. */
  readonly time: string | null;
}

/** Rows in any order. What is there twice counts once. */
export interface HabitFacts {
  readonly completions: readonly Completion[];
  /** Rest days the user set (`habit_skips`), past and future. */
  readonly restDays: readonly LocalDate[];
  /** Days with less than 12 real hours (spec 0.4). They are free rest days. */
  readonly shortDays: readonly LocalDate[];
}

/** The facts up to today as day numbers. */
export interface History {
  readonly today: number;
  readonly startsOn: number;
  /** The earlier of `startsOn` and the first completion. */
  readonly start: number;
  /** The days with a completion; none after today. */
  readonly dates: DayList;
  /** Completions of a day. */
  readonly rows: ReadonlyMap<number, number>;
  /** Rest days and short days. */
  readonly rest: ReadonlySet<number>;
  readonly restDates: DayList;
  /** Those of them that the user set. */
  readonly chosenRest: ReadonlySet<number>;
}

/** Facts as of `today`; completions after it are ignored until that day (spec 2.3). */
export const readHistory = (startsOn: LocalDate, facts: HabitFacts, today: LocalDate): History => {
  const rows = new Map<number, number>();
  const seen = new Set<string>();
  for (const { date, time } of facts.completions) {
    const row = `${date} ${time ?? ''}`;
    if (date > today || seen.has(row)) continue;
    seen.add(row);
    const day = toDay(date);
    rows.set(day, (rows.get(day) ?? 0) + 1);
  }
  const dates = dayList(rows.keys());
  const first = toDay(startsOn);
  const chosenRest = new Set(facts.restDays.map(toDay));
  const rest = new Set([...chosenRest, ...facts.shortDays.map(toDay)]);
  return {
    today: toDay(today),
    startsOn: first,
    start: Math.min(first, dates[0] ?? first),
    dates,
    rows,
    rest,
    restDates: dayList(rest),
    chosenRest,
  };
};

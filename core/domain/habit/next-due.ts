/** When a habit is due next, for the editor's preview and the list of today (spec 2.3). */
import type { LocalDate } from '../event.ts';
import { gapBetween } from './check-ins.ts';
import { toDate } from './day-number.ts';
import { readHistory, type HabitFacts, type History } from './history.ts';
import { planOf, type Plan } from './plan.ts';
import type { Rhythm } from './rhythm.ts';
import { unitOf } from './units.ts';

export interface Due {
  /** The days from `from` through `to` count, none of them before today. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The day itself, or the occurrence, which may lie before today within its grace; `null` for a week or month. */
  readonly on: LocalDate | null;
  /** Completions that are still missing. */
  readonly need: number;
}

/** How far ahead occurrences are looked for, in days, step by step: a leap day needs 8 years, and some rules have none. */
const HORIZONS = [366, 12 * 366];

/** Each check-in moves the next: a habit of every n days is due on the first free day with a gap of n. */
const nextCheckIns = (every: number, history: History, count: number): readonly Due[] => {
  const { today, startsOn, dates, rest } = history;
  const due: Due[] = [];
  let last = dates.at(-1);
  let day = Math.max(today, last === undefined ? startsOn : last + every);
  while (due.length < count) {
    if (rest.has(day) || (last !== undefined && gapBetween(history, last, day) < every)) day += 1;
    else {
      due.push({ from: toDate(day), to: toDate(day), on: toDate(day), need: 1 });
      last = day;
      day += every;
    }
  }
  return due;
};

const dueThrough = (plan: Plan, history: History, from: number, through: number): readonly Due[] =>
  plan.spans(from, through).flatMap((span) => {
    const { kind, start, end, on, need, have, verdict } = unitOf(plan, history, span);
    if (verdict !== 'current') return [];
    const named = kind === 'week' || kind === 'month' ? null : toDate(on);
    return [{ from: toDate(Math.max(start, from)), to: toDate(end), on: named, need: need - have }];
  });

/**
 * The next `count` units that are neither met nor all rest, today's first if it is one. Fewer when a recurrence rule
 * ends, or has none for 12 years. A week that cannot be met any more is still due.
 */
export const nextDueDates = (rhythm: Rhythm, facts: HabitFacts, today: LocalDate, count: number): readonly Due[] => {
  const history = readHistory(rhythm.startsOn, facts, today);
  if (rhythm.type === 'CUSTOM_INTERVAL') return nextCheckIns(rhythm.config.intervalDays, history, count);
  const plan = planOf(rhythm);
  const from = Math.max(history.today, history.start);
  let due: readonly Due[] = [];
  for (const days of HORIZONS) {
    due = dueThrough(plan, history, from, from + days);
    if (due.length >= count) break;
  }
  return due.slice(0, count);
};

/** Why a streak is what it is: every unit with what it did to the run (spec 2.3, 2.4). For the page's "why". */
import type { LocalDate } from '../event.ts';
import { daysWithin } from './day-list.ts';
import { toDate, toDay } from './day-number.ts';
import type { Outcome, Step } from './fold-units.ts';
import type { HabitFacts, History } from './history.ts';
import type { Plan } from './plan.ts';
import type { Rhythm } from './rhythm.ts';
import type { StreakUnit } from './unit.ts';
import { walkHabit } from './walk-habit.ts';

export interface ExplainedUnit {
  readonly kind: StreakUnit;
  readonly start: LocalDate;
  readonly end: LocalDate;
  /** Its name: the start, the occurrence, the check-in, or the check-in before a gap. */
  readonly on: LocalDate;
  readonly need: number;
  readonly have: number;
  readonly outcome: Outcome;
  /** Why it is transparent: rest the user chose, or a day that travel made short. */
  readonly rest: 'rest_day' | 'short_day' | null;
  /** Intervals: days since the check-in before, less the rest days between; `null` for the first one and other kinds. */
  readonly gap: number | null;
  /** The streak after it. */
  readonly run: number;
  /** The dates that counted, ascending. */
  readonly dates: readonly LocalDate[];
}

const restOf = ({ unit, outcome }: Step, { chosenRest }: History): ExplainedUnit['rest'] => {
  if (outcome !== 'transparent') return null;
  // A week or month rests only when all its days do, and no journey makes so many of them short.
  return unit.kind === 'week' || unit.kind === 'month' || chosenRest.has(unit.on) ? 'rest_day' : 'short_day';
};

const explained = (step: Step, plan: Plan, history: History): ExplainedUnit => {
  const { unit, outcome, run } = step;
  const { kind, start, end, on, need, have, gap } = unit;
  const dates = daysWithin(history.dates, start, end).filter(plan.counts).map(toDate);
  const days = { start: toDate(start), end: toDate(end), on: toDate(on) };
  return { kind, ...days, need, have, outcome, rest: restOf(step, history), gap, run, dates };
};

/**
 * The units that have begun by `today`, newest first; with `from`, those that end on it or later. Intervals are told by
 * check-ins, gaps that were too long, and the days since the last check-in.
 */
export const explainStreak = (
  rhythm: Rhythm,
  facts: HabitFacts,
  today: LocalDate,
  { from }: { readonly from?: LocalDate } = {},
): readonly ExplainedUnit[] => {
  const { plan, history, streak } = walkHabit(rhythm, facts, today);
  const first = from === undefined ? -Infinity : toDay(from);
  return streak.steps
    .filter(({ unit }) => unit.end >= first)
    .map((step) => explained(step, plan, history))
    .reverse();
};

/** What a habit's history amounts to (spec 2.3 to 2.5). A fold over all facts: nothing of it is ever carried on. */
import type { LocalDate } from '../event.ts';
import { toDate } from './day-number.ts';
import { hasNoSlack, stateOf, type HabitState } from './habit-state.ts';
import type { HabitFacts } from './history.ts';
import type { Rhythm } from './rhythm.ts';
import { strengthOf } from './strength.ts';
import type { StreakUnit } from './unit.ts';
import { walkHabit } from './walk-habit.ts';

export interface HabitStats {
  readonly currentStreak: number;
  readonly longestStreak: number;
  readonly streakUnit: StreakUnit;
  readonly state: HabitState;
  /** Today is the last chance for the streak. */
  readonly atRisk: boolean;
  /** 0 to 2; 0 when the policy is off. */
  readonly freezesLeft: number;
  /** What freezes paid for: starts of units, occurrences, or the check-ins before a gap. Ascending. */
  readonly frozen: readonly LocalDate[];
  /** 0 to 1 with 6 decimals. */
  readonly strength: string;
}

/** Streak, state and strength on `today`, the user's logical date. Facts come in any order. */
export const judgeHabit = (rhythm: Rhythm, facts: HabitFacts, today: LocalDate): HabitStats => {
  const { plan, history, frequency, units, streak } = walkHabit(rhythm, facts, today);
  const { current, longest, freezesLeft, steps } = streak;
  const latest = units.at(-1);
  const state = stateOf(rhythm, history, latest);
  return {
    currentStreak: current,
    longestStreak: longest,
    streakUnit: plan.unit,
    state,
    atRisk: current > 0 && state === 'due' && latest !== undefined && hasNoSlack(plan, history, latest),
    freezesLeft,
    frozen: steps.flatMap(({ unit, outcome }) => (outcome === 'frozen' ? [toDate(unit.on)] : [])),
    strength: strengthOf(plan, frequency, history, units),
  };
};

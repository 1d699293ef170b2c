/** A habit's history walked from its start to one day: what judging it and explaining it have in common (spec 2.3). */
import type { LocalDate } from '../event.ts';
import { foldUnits, unitsPerFreeze, type Streak } from './fold-units.ts';
import { readHistory, type HabitFacts, type History } from './history.ts';
import { planOf, type Plan } from './plan.ts';
import type { Rhythm } from './rhythm.ts';
import type { PerDay, Unit } from './unit.ts';
import { unitsOf } from './units.ts';

export interface Walk {
  readonly plan: Plan;
  readonly history: History;
  readonly frequency: PerDay;
  /** Those that have begun by today, oldest first. */
  readonly units: readonly Unit[];
  readonly streak: Streak;
}

export const walkHabit = (rhythm: Rhythm, facts: HabitFacts, today: LocalDate): Walk => {
  const plan = planOf(rhythm);
  const history = readHistory(rhythm.startsOn, facts, today);
  const frequency = plan.frequency();
  const units = unitsOf(rhythm, plan, history);
  const perFreeze = rhythm.freezePolicy === 'auto' ? unitsPerFreeze(plan.unit, frequency) : null;
  return { plan, history, frequency, units, streak: foldUnits(units, perFreeze) };
};

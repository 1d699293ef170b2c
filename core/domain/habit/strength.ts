/** Strength of a habit, 0 to 1, by Loop's formula (spec 2.5): it rises with every day done and fades with every day not. */
import type { History } from './history.ts';
import type { Plan } from './plan.ts';
import type { PerDay, Unit } from './unit.ts';

const HALF_LIFE = 13;

/** One step a day from the start of the history; a rest day that was not used, and today until it is, are none. */
const byDays = ({ counts, times, unit }: Plan, { num, den }: PerDay, { start, today, rows, rest }: History): number => {
  const isDone = (day: number) => (unit === 'day' ? (rows.get(day) ?? 0) >= times : rows.has(day) && counts(day));
  const keep = 0.5 ** (Math.sqrt(num / den) / HALF_LIFE);
  const double = num < den ? 2 : 1;
  const [wanted, window] = [num * double, den * double];
  let [score, done] = [0, 0];
  for (let day = start; day <= today; day += 1) {
    const isYes = isDone(day);
    if (isYes) done += 1;
    if (isDone(day - window)) done -= 1;
    if (!isYes && (rest.has(day) || day === today)) continue;
    score = score * keep + Math.min(1, done / wanted) * (1 - keep);
  }
  return score;
};

/** One step a unit that is decided; a frozen one was missed. */
const byUnits = (units: readonly Unit[], { num, den }: PerDay): number => {
  const keep = 0.5 ** (1 / (HALF_LIFE * Math.sqrt(num / den)));
  return units.reduce((score, { verdict }) => {
    if (verdict === 'met') return score * keep + (1 - keep);
    return verdict === 'missed' ? score * keep : score;
  }, 0);
};

/** Strength today with 6 decimals, such as `"0.655748"`. Both forms are the same for a habit that is due every day. */
export const strengthOf = (plan: Plan, frequency: PerDay, history: History, units: readonly Unit[]): string =>
  (plan.steps === 'days' ? byDays(plan, frequency, history) : byUnits(units, frequency)).toFixed(6);

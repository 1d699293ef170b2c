/** Whether a habit is done, due or resting today, and whether its streak hangs on today (spec 2.3). */
import { gapBetween } from './check-ins.ts';
import type { History } from './history.ts';
import type { Plan } from './plan.ts';
import type { Rhythm } from './rhythm.ts';
import type { Unit } from './unit.ts';

export const HABIT_STATES = ['done', 'due', 'rest', 'not_due'] as const;
export type HabitState = (typeof HABIT_STATES)[number];

const intervalState = (every: number, history: History): HabitState => {
  const { today, startsOn, dates, rest } = history;
  const last = dates.at(-1);
  if (last === today) return 'done';
  if (last === undefined ? today < startsOn : gapBetween(history, last, today) < every) return 'not_due';
  return rest.has(today) ? 'rest' : 'due';
};

/** The state today; `latest` is the last of the units, all of which have begun. */
export const stateOf = (rhythm: Rhythm, history: History, latest: Unit | undefined): HabitState => {
  if (rhythm.type === 'CUSTOM_INTERVAL') return intervalState(rhythm.config.intervalDays, history);
  if (latest === undefined || latest.end < history.today) return 'not_due';
  if (latest.verdict === 'met') return 'done';
  return latest.verdict === 'transparent' ? 'rest' : 'due';
};

/** Whether a week or month needs today: every day that is left and free must still be used. */
const needsToday = ({ counts }: Plan, { today, rest, rows }: History, { end, need, have }: Unit): boolean => {
  const isFree = (day: number) => counts(day) && !rest.has(day) && !rows.has(day);
  let left = 0;
  for (let day = today; day <= end; day += 1) if (isFree(day)) left += 1;
  return isFree(today) && left <= need - have;
};

/** Whether the streak of a habit that is `due` has no slack left. Freezes are no slack. */
export const hasNoSlack = (plan: Plan, history: History, current: Unit): boolean => {
  switch (plan.unit) {
    case 'day':
    case 'interval':
      return true;
    case 'occurrence':
      return current.end === history.today;
    case 'week':
    case 'month':
      return needsToday(plan, history, current);
  }
};

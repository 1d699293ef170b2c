/** Stats of habits, judged from nothing on the day they stand for, beside what is stored (spec 7.3). */
import type { Instant } from '#core/domain/event.ts';
import { judgeHabit, type HabitStats } from '#core/domain/habit/judge-habit.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { dayOf } from '../calendar/user-day.ts';
import { factsOf, rhythmOf } from '../habits/judge.ts';

type Stores = Pick<UserStores, 'calendar' | 'habitView' | 'habits'>;

const columnsOf = (stats: Omit<HabitStats, 'frozen'>) =>
  JSON.stringify([
    ...[stats.currentStreak, stats.longestStreak, stats.streakUnit, stats.state, stats.atRisk, stats.freezesLeft],
    stats.strength,
  ]);

/**
 * Compares, reports, and replaces what differs. Under the user's lock. Archived habits are judged when they come back.
 */
export const rebuildHabits = async (stores: Stores, now: Instant): Promise<readonly string[]> => {
  const day = await dayOf(stores, now);
  const differences: string[] = [];
  for (const habit of await stores.habitView.kept()) {
    if (habit.stats === null) continue;
    const { asOf } = habit.stats;
    const then = { ...day, today: asOf };
    const expected = judgeHabit(rhythmOf(habit, day.weekStart), await factsOf(stores, habit, then), asOf);
    if (columnsOf(expected) === columnsOf(habit.stats)) continue;
    differences.push(`habit ${habit.id} on ${asOf}`);
    await stores.habits.writeStats(habit.id, expected, asOf, now);
  }
  return differences;
};

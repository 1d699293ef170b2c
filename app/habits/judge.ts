/** Judging a habit from everything that was done of it: one way for requests, the turn of the day and rebuilds. */
import type { LocalDate } from '#core/domain/event.ts';
import { explainStreak, type ExplainedUnit } from '#core/domain/habit/explain-streak.ts';
import type { HabitFacts } from '#core/domain/habit/history.ts';
import { judgeHabit, type HabitStats } from '#core/domain/habit/judge-habit.ts';
import type { Frequency, Rhythm } from '#core/domain/habit/rhythm.ts';
import { shortDays } from '#core/domain/time/short-days.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { HabitOverview } from '#infra/views/habit-view.ts';
import type { Day } from '../calendar/user-day.ts';

/** What of a habit decides how it is judged. */
export type Judged = Pick<HabitOverview, 'frequencyType' | 'frequencyConfig' | 'startsOn' | 'freezePolicy'>;

export const rhythmOf = (habit: Judged, weekStart: number): Rhythm => ({
  // The pair was checked when it was written; the database says the two separately.
  ...({ type: habit.frequencyType, config: habit.frequencyConfig } as Frequency),
  startsOn: habit.startsOn,
  freezePolicy: habit.freezePolicy,
  weekStart,
});

/** Everything that was done of a habit, and the days on which nothing was asked. */
export const factsOf = async (
  { habitView }: Pick<UserStores, 'habitView'>,
  habit: Pick<HabitOverview, 'id' | 'startsOn'>,
  day: Day,
): Promise<HabitFacts> => {
  const [completions, restDays] = [await habitView.done(habit.id), await habitView.restDays(habit.id)];
  const first = completions[0]?.date;
  const from = first !== undefined && first < habit.startsOn ? first : habit.startsOn;
  return { completions, restDays, shortDays: shortDays(day.calendar, from, day.today) };
};

/** Judges a habit on the user's today and keeps the result. Under the user's lock. */
export const keepStats = async (
  stores: Pick<UserStores, 'habitView' | 'habits'>,
  habit: Judged & Pick<HabitOverview, 'id'>,
  day: Day,
): Promise<HabitStats> => {
  const stats = judgeHabit(rhythmOf(habit, day.weekStart), await factsOf(stores, habit, day), day.today);
  await stores.habits.writeStats(habit.id, stats, day.today, day.now);
  return stats;
};

/** The stats of a habit on the user's today: those that are kept, or judged anew where the day has turned meanwhile. */
export const statsToday = async (
  stores: Pick<UserStores, 'habitView'>,
  habit: HabitOverview,
  day: Day,
): Promise<Omit<HabitStats, 'frozen'>> => {
  if (habit.stats?.asOf === day.today) return habit.stats;
  return judgeHabit(rhythmOf(habit, day.weekStart), await factsOf(stores, habit, day), day.today);
};

/** The streak with the unit that holds `date`: what a completion on that date is worth (spec 4.5). */
export const streakAt = (
  habit: Judged,
  facts: HabitFacts,
  { today, weekStart }: Pick<Day, 'today' | 'weekStart'>,
  date: LocalDate,
): number => {
  const units: readonly ExplainedUnit[] = explainStreak(rhythmOf(habit, weekStart), facts, today, { from: date });
  return units.findLast(({ start, end }) => start <= date && date <= end)?.run ?? 0;
};

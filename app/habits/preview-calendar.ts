/** What another zone, week start or day start would make of today and of the streaks. Reads only. */
import type { Instant, LocalDate } from '#core/domain/event.ts';
import { judgeHabit } from '#core/domain/habit/judge-habit.ts';
import { logicalDate, type CalendarSegment } from '#core/domain/time/calendar.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { dayOf, type Day } from '../calendar/user-day.ts';
import { factsOf, rhythmOf, statsToday } from './judge.ts';

export interface CalendarPreview {
  readonly todayBefore: LocalDate;
  readonly todayAfter: LocalDate;
  /** Habits whose streak would be another one. */
  readonly habits: readonly {
    readonly id: string;
    readonly title: string;
    readonly streakBefore: number;
    readonly streakAfter: number;
  }[];
}

export const previewCalendar = async (
  stores: Pick<UserStores, 'calendar' | 'habitView'>,
  wanted: Omit<CalendarSegment, 'effectiveAt'>,
  now: Instant,
): Promise<CalendarPreview> => {
  const before = await dayOf(stores, now);
  const calendar = [...before.calendar, { ...wanted, effectiveAt: now }];
  const after: Day = { calendar, now, today: logicalDate(calendar, now), weekStart: wanted.weekStart };
  const habits = [];
  for (const habit of await stores.habitView.kept()) {
    const { currentStreak: streakBefore } = await statsToday(stores, habit, before);
    const facts = await factsOf(stores, habit, after);
    const { currentStreak: streakAfter } = judgeHabit(rhythmOf(habit, after.weekStart), facts, after.today);
    if (streakBefore !== streakAfter) habits.push({ id: habit.id, title: habit.title, streakBefore, streakAfter });
  }
  return { todayBefore: before.today, todayAfter: after.today, habits };
};

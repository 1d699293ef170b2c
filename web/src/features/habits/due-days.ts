/** On which days a habit asks for something, as far as its rhythm tells without expanding a rule (spec 2.3). Pure. */
import type { HabitView } from '#core/contract/habits.ts';
import { floorMod, isoWeekday, toDay } from '#core/domain/habit/day-number.ts';
import { WEEKDAYS, type Frequency, type Rhythm, type Weekday } from '#core/domain/habit/rhythm.ts';

/** Whether it may be done more than once a day, each time with its time. */
export const allowsMany = (habit: HabitView): boolean =>
  habit.frequency_type === 'DAILY' && habit.frequency_config.allowMultiplePerDay;

/** Completions that make a day. */
export const timesADay = (habit: HabitView): number =>
  habit.frequency_type === 'DAILY' && habit.frequency_config.allowMultiplePerDay
    ? (habit.frequency_config.timesPerDay ?? 1)
    : 1;

/** What core judges and previews it by. */
export const rhythmOf = (habit: HabitView, weekStart: number): Rhythm => ({
  ...({ type: habit.frequency_type, config: habit.frequency_config } as Frequency),
  startsOn: habit.starts_on,
  freezePolicy: habit.freeze_policy,
  weekStart,
});

const weekdayOf = (date: string): Weekday => WEEKDAYS[isoWeekday(toDay(date)) - 1] ?? 'MON';

/** Whether a completion on `date` counts; `null` for rules and intervals, of which the history decides. */
export const countsOn = (habit: HabitView, date: string): boolean | null => {
  switch (habit.frequency_type) {
    case 'DAILY':
    case 'MONTHLY':
      return true;
    case 'WEEKLY':
      return habit.frequency_config.specificDays?.includes(weekdayOf(date)) ?? true;
    case 'CUSTOM_INTERVAL':
      return null;
    case 'ADVANCED': {
      const config = habit.frequency_config;
      if (config.pattern === 'RRULE') return null;
      if (config.pattern === 'WEEKDAYS_ONLY')
        return !(config.rules.excludeDays ?? ['SAT', 'SUN']).includes(weekdayOf(date));
      const { on, off, anchor } = config.rules;
      return floorMod(toDay(date) - toDay(anchor), on + off) < on;
    }
  }
};

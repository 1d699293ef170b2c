/** Rhythms and streaks in words, for the Habits pages and for Home (DESIGN.md, Voice). Pure. */
import type { HabitStats, HabitView } from '#core/contract/habits.ts';
import { WEEKDAYS, type Weekday } from '#core/domain/habit/rhythm.ts';
import { timesADay } from './due-days.ts';

export const weekdayNames: Readonly<Record<Weekday, string>> = {
  MON: 'Monday',
  TUE: 'Tuesday',
  WED: 'Wednesday',
  THU: 'Thursday',
  FRI: 'Friday',
  SAT: 'Saturday',
  SUN: 'Sunday',
};

/** `Mon, Wed and Fri`, whatever order they were chosen in. */
const dayList = (days: readonly Weekday[]): string => {
  const names = WEEKDAYS.filter((day) => days.includes(day)).map((day) => weekdayNames[day].slice(0, 3));
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
};

const counted = (n: number, one: string, many: string): string => (n === 1 ? one : `${n} ${many}`);

const places: Readonly<Record<string, string>> = {
  '1': 'First',
  '2': 'Second',
  '3': 'Third',
  '4': 'Fourth',
  '5': 'Fifth',
  '-1': 'Last',
};

const byShort = (short: string): Weekday => WEEKDAYS.find((day) => day.startsWith(short)) ?? 'MON';

const weeklyRule = (interval: number, shorts: readonly string[]): string => {
  const days = shorts.map(byShort);
  const [only] = days;
  const named = days.length === 1 && only !== undefined ? weekdayNames[only] : dayList(days);
  if (interval === 1) return `Every ${named}`;
  return interval === 2 ? `Every second ${named}` : `Every ${interval} weeks on ${named}`;
};

/** The shapes that people choose; every other rule is called what it is. */
const ruleWords = (rrule: string): string => {
  const rule = rrule.replace(/;WKST=\w\w/, '');
  const nth = /^FREQ=MONTHLY;BYDAY=(-?\d)(\w\w)$/.exec(rule);
  if (nth) return `${places[nth[1] ?? ''] ?? 'One'} ${weekdayNames[byShort(nth[2] ?? '')]} of the month`;
  const weekly = /^FREQ=WEEKLY(?:;INTERVAL=(\d+))?;BYDAY=([A-Z,]+)$/.exec(rule);
  if (weekly) return weeklyRule(Number(weekly[1] ?? 1), (weekly[2] ?? '').split(','));
  if (rule === 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1') return 'Last weekday of the month';
  const monthly = /^FREQ=MONTHLY(?:;INTERVAL=(\d+))?;BYMONTHDAY=(\d+(?:,\d+)*)$/.exec(rule);
  if (!monthly) return 'By a calendar rule';
  const dates = (monthly[2] ?? '').split(',').join(' and ');
  const every = Number(monthly[1] ?? 1);
  return `On day ${dates} of ${every === 1 ? 'the month' : `every ${every} months`}`;
};

const weekdaysWords = (excluded: readonly Weekday[], times: number | undefined): string => {
  const days = WEEKDAYS.filter((day) => !excluded.includes(day));
  const named = dayList(days) === 'Mon, Tue, Wed, Thu and Fri' ? 'weekdays' : dayList(days);
  if (times !== undefined && times < days.length) return `${times} a week, ${named}`;
  return named === 'weekdays' ? 'Weekdays' : named;
};

const dailyWords = (habit: HabitView): string => {
  const times = timesADay(habit);
  return times === 1 ? 'Every day' : `${times} times a day`;
};

const weeklyWords = (times: number, days: readonly Weekday[] | undefined): string => {
  if (days === undefined) return counted(times, 'Once a week', 'days a week');
  return days.length === times ? dayList(days) : `${times} of ${dayList(days)}`;
};

/** `5 days a week`, `Every 3 days`, `First Monday of the month` */
export const rhythmWords = (habit: HabitView): string => {
  switch (habit.frequency_type) {
    case 'DAILY':
      return dailyWords(habit);
    case 'WEEKLY':
      return weeklyWords(habit.frequency_config.timesPerWeek, habit.frequency_config.specificDays);
    case 'CUSTOM_INTERVAL':
      return `Every ${counted(habit.frequency_config.intervalDays, 'day', 'days')}`;
    case 'MONTHLY':
      return counted(habit.frequency_config.timesPerMonth, 'Once a month', 'days a month');
    case 'ADVANCED': {
      const config = habit.frequency_config;
      if (config.pattern === 'CYCLE') return `${config.rules.on} on, ${config.rules.off} off`;
      if (config.pattern === 'RRULE') return ruleWords(config.rules.rrule);
      return weekdaysWords(config.rules.excludeDays ?? ['SAT', 'SUN'], config.rules.timesPerWeek);
    }
  }
};

const units: Readonly<Record<HabitStats['streak_unit'], readonly [one: string, many: string]>> = {
  day: ['day', 'days'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  interval: ['check-in', 'check-ins'],
  occurrence: ['time', 'times'],
};

/** `12 days` */
export const streakWords = (n: number, unit: HabitStats['streak_unit']): string =>
  `${n} ${units[unit][n === 1 ? 0 : 1]}`;

/** The word alone, for under the number. */
export const unitWord = (n: number, unit: HabitStats['streak_unit']): string => units[unit][n === 1 ? 0 : 1];

/** What today would do for a streak that has no slack left: what is won, never what is lost. */
export const todayHelps = ({ current_streak, streak_unit }: HabitStats): string => {
  switch (streak_unit) {
    case 'day':
    case 'interval':
    case 'occurrence':
      return `Today makes it ${streakWords(current_streak + 1, streak_unit)}`;
    case 'week':
      return 'Today fits it into this week';
    case 'month':
      return 'Today fits it into this month';
  }
};

/** What the editor of a habit says (DESIGN.md, Voice). */
import type { HabitStats } from '#core/contract/habits.ts';
import type { Due } from '#core/domain/habit/next-due.ts';
import { dateOf } from '../../ui/words.ts';
import type { Kind } from './draft.ts';
import { streakWords } from './rhythm-words.ts';

interface KindWords {
  readonly name: string;
  readonly says: string;
}

export const kindWords: Readonly<Record<Kind, KindWords>> = {
  daily: { name: 'Every day', says: 'Once a day, or more often. A streak counts days.' },
  weekly: {
    name: 'Some days a week',
    says: 'So many days in each week, whichever suit you. A streak counts weeks.',
  },
  weekdays: {
    name: 'On certain weekdays',
    says: 'On the days you choose; the others are free. A streak counts the days that were asked for.',
  },
  interval: {
    name: 'Every few days',
    says: 'Doing it early moves the next time with it. A streak counts check-ins.',
  },
  monthly: { name: 'Some days a month', says: 'So many days in each month. A streak counts months.' },
  cycle: {
    name: 'Shifts: days on, days off',
    says: 'Days on, then days off, over and over. A streak counts days on.',
  },
  rule: {
    name: 'By a calendar rule',
    says: 'For rhythms such as the first Monday of the month. A streak counts the dates of the rule.',
  },
};

/** Rules that people ask for, ready to take. */
export const ruleExamples = [
  { name: 'First Monday of the month', rrule: 'FREQ=MONTHLY;BYDAY=1MO' },
  { name: 'Every second Saturday', rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA' },
  { name: 'Last weekday of the month', rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1' },
  { name: '1st and 15th of the month', rrule: 'FREQ=MONTHLY;BYMONTHDAY=1,15' },
  { name: 'First day of a quarter', rrule: 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1' },
] as const;

/** `Fri 27 Nov`, `Mon 23 Nov to Sun 29 Nov: 3 days`, `Mon 7 Dec, counts until Wed 9 Dec` */
export const dueWords = ({ from, to, on, need }: Due): string => {
  if (on === null) return `${dateOf(from)} to ${dateOf(to)}: ${need === 1 ? '1 day' : `${need} days`}`;
  if (from === to) return need === 1 ? dateOf(on) : `${dateOf(on)}: ${need} times`;
  return `${dateOf(on)}, counts from ${dateOf(from)} to ${dateOf(to)}`;
};

type Streak = Pick<HabitStats, 'current_streak' | 'longest_streak' | 'streak_unit'>;

/** What another rhythm makes of the history, before it is saved. */
export const beforeAndAfter = (before: Streak, after: Streak): string => {
  const both = ({ current_streak, longest_streak, streak_unit }: Streak) =>
    `${streakWords(current_streak, streak_unit)}, the longest ${streakWords(longest_streak, streak_unit)}`;
  return `Your streak reads ${both(before)}. By this rhythm it reads ${both(after)}.`;
};

export const editorWords = {
  add: 'New habit',
  edit: 'Edit habit',
  title: 'What will you do?',
  example: 'Stretch for five minutes',
  kind: 'How often',
  isMany: 'More than once a day',
  timesADay: 'Times a day',
  daysAWeek: 'Days a week',
  isFixed: 'Certain days alone count',
  fixedDays: 'Days that count',
  dueDays: 'Days',
  isFewer: 'Some of these days are enough',
  fewer: 'Days a week',
  every: 'Every how many days',
  daysAMonth: 'Days a month',
  on: 'Days on',
  off: 'Days off',
  anchor: 'First day on, of any of the cycles',
  examples: 'Examples',
  rrule: 'Rule',
  rruleHint: 'An RRULE of RFC 5545, such as FREQ=MONTHLY;BYDAY=1MO.',
  early: 'Days before the date that count, too',
  grace: 'Days after the date that count, too',
  startsOn: 'First day',
  startsOnHint: 'Before it nothing is asked. What you did earlier counts all the same.',
  startsOnRuleHint: 'A rule has no dates before its first day.',
  moveStart: (date: string) => `Begin on ${dateOf(date)}, when you first did it`,
  bridges: 'Bridge a miss now and then',
  bridgesHint:
    'A small reserve bridges a miss by itself: one to begin with, one more after every few you keep, two at most.',
  category: 'Category',
  noCategory: 'None',
  next: 'Next dates',
  nextNone: 'No date to come. The rule may have ended, or comes less than once in 40 years.',
  nextUnsure: 'The dates show here as soon as the rhythm is complete.',
  range: (least: number, most: number) => `A whole number from ${least} to ${most}.`,
  someDay: 'Choose at least one day.',
  enoughDays: 'Choose at least as many days as you ask for.',
  window: 'Up to 30, and together fewer than the days between two dates.',
  save: 'Save habit',
  saveAnyway: 'Save this rhythm',
  keepEditing: 'Go on editing',
  nothingLost: 'Nothing you did is changed: it is counted in another way.',
} as const;

import { describe, expect, test } from 'vitest';
import { ruleExamples } from './editor-words.ts';
import { advanced, habitOf } from './example-habit.ts';
import { rhythmWords, streakWords, todayHelps } from './rhythm-words.ts';

type Rhythm = Parameters<typeof habitOf>[0];
const says = (frequency_type: string, frequency_config: object) =>
  rhythmWords(habitOf({ frequency_type, frequency_config } as Rhythm));
const rule = (rrule: string) => rhythmWords(habitOf(advanced('RRULE', { rrule })));

describe('a rhythm in words', () => {
  test.each([
    ['DAILY', { allowMultiplePerDay: false }, 'Every day'],
    ['DAILY', { allowMultiplePerDay: true }, 'Every day'],
    ['DAILY', { allowMultiplePerDay: true, timesPerDay: 3 }, '3 times a day'],
    ['WEEKLY', { timesPerWeek: 1 }, 'Once a week'],
    ['WEEKLY', { timesPerWeek: 5 }, '5 days a week'],
    ['WEEKLY', { timesPerWeek: 3, specificDays: ['FRI', 'MON', 'WED'] }, 'Mon, Wed and Fri'],
    ['WEEKLY', { timesPerWeek: 2, specificDays: ['MON', 'WED', 'FRI'] }, '2 of Mon, Wed and Fri'],
    ['CUSTOM_INTERVAL', { intervalDays: 1 }, 'Every day'],
    ['CUSTOM_INTERVAL', { intervalDays: 3 }, 'Every 3 days'],
    ['MONTHLY', { timesPerMonth: 1 }, 'Once a month'],
    ['MONTHLY', { timesPerMonth: 4 }, '4 days a month'],
    ['ADVANCED', { pattern: 'WEEKDAYS_ONLY', rules: {} }, 'Weekdays'],
    ['ADVANCED', { pattern: 'WEEKDAYS_ONLY', rules: { timesPerWeek: 3 } }, '3 a week, weekdays'],
    ['ADVANCED', { pattern: 'WEEKDAYS_ONLY', rules: { excludeDays: ['SAT', 'SUN'], timesPerWeek: 5 } }, 'Weekdays'],
    [
      'ADVANCED',
      { pattern: 'WEEKDAYS_ONLY', rules: { excludeDays: ['MON', 'TUE', 'WED', 'THU', 'FRI'] } },
      'Sat and Sun',
    ],
    ['ADVANCED', { pattern: 'CYCLE', rules: { on: 3, off: 1, anchor: '2026-03-01' } }, '3 on, 1 off'],
  ])('%s %o', (type, config, expected) => expect(says(type, config)).toBe(expected));

  test.each([
    ['FREQ=MONTHLY;BYDAY=1MO;WKST=MO', 'First Monday of the month'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Last Friday of the month'],
    ['FREQ=WEEKLY;BYDAY=SA', 'Every Saturday'],
    ['FREQ=WEEKLY;BYDAY=TH,MO;WKST=SU', 'Every Mon and Thu'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SA', 'Every second Saturday'],
    ['FREQ=WEEKLY;INTERVAL=3;BYDAY=SA', 'Every 3 weeks on Saturday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'Last weekday of the month'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'On day 1 and 15 of the month'],
    ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1', 'On day 1 of every 3 months'],
    ['FREQ=YEARLY;BYWEEKNO=10', 'By a calendar rule'],
  ])('%s', (rrule, expected) => expect(rule(rrule)).toBe(expected));

  test('every example of the editor has words of its own', () => {
    for (const { rrule } of ruleExamples) expect(rule(rrule)).not.toBe('By a calendar rule');
  });
});

test('a streak says what it counts', () => {
  expect([
    streakWords(1, 'day'),
    streakWords(12, 'day'),
    streakWords(1, 'interval'),
    streakWords(2, 'occurrence'),
  ]).toEqual(['1 day', '12 days', '1 check-in', '2 times']);
});

test('what today would do is told as something won', () => {
  const { stats } = habitOf();
  expect(todayHelps(stats)).toBe('Today makes it 5 days');
  for (const streak_unit of ['day', 'week', 'month', 'interval', 'occurrence'] as const)
    expect(todayHelps({ ...stats, streak_unit })).not.toMatch(/lose|lost|break|risk|miss|end/i);
});

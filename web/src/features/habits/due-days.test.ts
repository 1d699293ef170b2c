import { expect, test } from 'vitest';
import { nextDueDates } from '#core/domain/habit/next-due.ts';
import { allowsMany, countsOn, rhythmOf, timesADay } from './due-days.ts';
import { advanced, habitOf } from './example-habit.ts';

const WEEK = Array.from({ length: 7 }, (_, i) => `2026-03-0${i + 2}`);
const shifts = advanced('CYCLE', { on: 3, off: 1, anchor: '2026-03-05' });

test.each([
  ['every day', {}, [true, true, true, true, true, true, true]],
  [
    'fixed days of a week',
    { frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 2, specificDays: ['MON', 'SUN'] } },
    [true, false, false, false, false, false, true],
  ],
  ['weekdays', advanced('WEEKDAYS_ONLY', {}), [true, true, true, true, true, false, false]],
  [
    'all but Wednesday',
    advanced('WEEKDAYS_ONLY', { excludeDays: ['WED'] }),
    [true, true, false, true, true, true, true],
  ],
  ['shifts, before their anchor too', shifts, [true, true, false, true, true, true, false]],
  ['rules', advanced('RRULE', { rrule: 'FREQ=DAILY' }), Array.from({ length: 7 }, () => null)],
])('%s', (_name, rhythm, expected) => {
  const habit = habitOf(rhythm as Parameters<typeof habitOf>[0]);
  expect(WEEK.map((date) => countsOn(habit, date))).toEqual(expected);
});

test('core finds the same days due', () => {
  const facts = { completions: [], restDays: [], shortDays: [] };
  for (const rhythm of [{}, advanced('WEEKDAYS_ONLY', {}), shifts]) {
    const habit = habitOf(rhythm);
    const due = nextDueDates(rhythmOf(habit, 1), facts, '2026-03-02', 7).map(({ from }) => from);
    expect(due.filter((date) => date <= '2026-03-08')).toEqual(WEEK.filter((date) => countsOn(habit, date)));
  }
});

test('a day needs one time, or as many as its owner said', () => {
  expect([allowsMany(habitOf()), timesADay(habitOf())]).toEqual([false, 1]);
  const many = habitOf({ frequency_config: { allowMultiplePerDay: true, timesPerDay: 3 } });
  expect([allowsMany(many), timesADay(many)]).toEqual([true, 3]);
  expect(timesADay(habitOf({ frequency_config: { allowMultiplePerDay: true } }))).toBe(1);
});

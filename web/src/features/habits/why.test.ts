import { expect, test } from 'vitest';
import { advanced, habitOf, unitOf } from './example-habit.ts';
import { whyLine } from './why.ts';

type Rhythm = Parameters<typeof habitOf>[0];
const week = habitOf({ frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 3 } }, { streak_unit: 'week' });
const interval = habitOf({ frequency_type: 'CUSTOM_INTERVAL', frequency_config: { intervalDays: 7 } } as Rhythm, {
  streak_unit: 'interval',
});
const rule = habitOf(advanced('RRULE', { rrule: 'FREQ=WEEKLY;BYDAY=MO' }), { streak_unit: 'occurrence' });
const month = habitOf({ frequency_type: 'MONTHLY', frequency_config: { timesPerMonth: 2 } }, { streak_unit: 'month' });
const many = habitOf({ frequency_config: { allowMultiplePerDay: true, timesPerDay: 3 } });
const ofWeek = { start: '2026-03-02', end: '2026-03-08', need: 3 };
const ofMarch = { start: '2026-03-01', end: '2026-03-31', need: 2 };
const MON = '2026-03-02';

test.each([
  ['a day', habitOf(), unitOf(MON, { outcome: 'met', have: 1, run: 4 }), 'Mon 2 Mar', 'Done.', '4 days'],
  [
    'a day of times',
    many,
    unitOf(MON, { outcome: 'met', need: 3, have: 3, run: 1 }),
    'Mon 2 Mar',
    'Done, 3 of 3.',
    '1 day',
  ],
  ['a day left out', habitOf(), unitOf(MON), 'Mon 2 Mar', 'A break. What comes next begins a new run.', null],
  [
    'some of its times',
    many,
    unitOf(MON, { need: 3, have: 1 }),
    'Mon 2 Mar',
    '1 of 3 done. What comes next begins a new run.',
    null,
  ],
  [
    'a bridge',
    habitOf(),
    unitOf(MON, { outcome: 'frozen', run: 4 }),
    'Mon 2 Mar',
    'Bridged from the reserve. The run goes on.',
    '4 days',
  ],
  [
    'a rest day',
    habitOf(),
    unitOf(MON, { outcome: 'transparent', rest: 'rest_day', run: 4 }),
    'Mon 2 Mar',
    'Rest. It neither counts nor breaks.',
    '4 days',
  ],
  [
    'a short day',
    habitOf(),
    unitOf(MON, { outcome: 'transparent', rest: 'short_day', run: 4 }),
    'Mon 2 Mar',
    'Travel made this day shorter than 12 hours. It neither counts nor breaks.',
    '4 days',
  ],
  ['today', habitOf(), unitOf(MON, { outcome: 'current', run: 4 }), 'Mon 2 Mar', 'Not over yet.', '4 days'],
  [
    'a week',
    week,
    unitOf(MON, { ...ofWeek, outcome: 'met', have: 4, run: 2 }),
    'Mon 2 Mar to Sun 8 Mar',
    '4 of 3 days done.',
    '2 weeks',
  ],
  [
    'a week that goes on',
    week,
    unitOf(MON, { ...ofWeek, outcome: 'current', have: 1, run: 2 }),
    'Mon 2 Mar to Sun 8 Mar',
    'Not over yet: 1 of 3 days.',
    '2 weeks',
  ],
  [
    'a first short week',
    week,
    unitOf(MON, { ...ofWeek, outcome: 'partial' }),
    'Mon 2 Mar to Sun 8 Mar',
    'It began before the habit did, so it neither counts nor breaks.',
    null,
  ],
  [
    'a month',
    month,
    unitOf('2026-03-01', { ...ofMarch, outcome: 'met', have: 2, run: 1 }),
    'March 2026',
    '2 of 2 days done.',
    '1 month',
  ],
  [
    'a first check-in',
    interval,
    unitOf(MON, { outcome: 'met', have: 1, run: 1 }),
    'Mon 2 Mar',
    'The first check-in.',
    '1 check-in',
  ],
  [
    'a check-in',
    interval,
    unitOf(MON, { outcome: 'met', have: 1, gap: 6, run: 2 }),
    'Mon 2 Mar',
    'A check-in, 6 days after the one before.',
    '2 check-ins',
  ],
  [
    'a long pause',
    interval,
    unitOf(MON, { gap: 8 }),
    'After Mon 2 Mar',
    'A pause of 8 days. The next check-in begins a new run.',
    null,
  ],
  [
    'a pause that goes on',
    interval,
    unitOf(MON, { outcome: 'current', gap: 1, run: 2 }),
    'After Mon 2 Mar',
    '1 day so far; day 7 is in time.',
    '2 check-ins',
  ],
  ['a date', rule, unitOf(MON, { outcome: 'met', have: 1, dates: [MON], run: 1 }), 'Mon 2 Mar', 'Done.', '1 time'],
  [
    'a date kept later',
    rule,
    unitOf(MON, { outcome: 'met', have: 1, dates: ['2026-03-04'], run: 1 }),
    'Mon 2 Mar',
    'Done on Wed 4 Mar.',
    '1 time',
  ],
  [
    'a date in its window',
    rule,
    unitOf(MON, { outcome: 'current', end: '2026-03-04', run: 1 }),
    'Mon 2 Mar',
    'Not over yet: it counts until Wed 4 Mar.',
    '1 time',
  ],
] as const)('%s', (_name, habit, unit, title, says, run) => {
  expect(whyLine(habit, unit)).toEqual({ outcome: unit.outcome, title, says, run });
});

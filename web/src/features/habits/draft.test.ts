import { describe, expect, test } from 'vitest';
import type { HabitView } from '#core/contract/habits.ts';
import { bodyOf, draftOf, emptyDraft, isSound, KINDS, type Draft } from './draft.ts';
import { advanced, habitOf } from './example-habit.ts';

const TODAY = '2026-03-06';
type Rhythm = Parameters<typeof habitOf>[0];
const plain = (frequency_type: string, frequency_config: object) => ({ frequency_type, frequency_config }) as Rhythm;
const bodyWith = (changes: Partial<Draft>) => bodyOf({ ...emptyDraft(TODAY), ...changes });

describe('a habit that is opened and saved as it is', () => {
  test.each([
    plain('DAILY', { allowMultiplePerDay: false }),
    plain('DAILY', { allowMultiplePerDay: true, timesPerDay: 3 }),
    plain('WEEKLY', { timesPerWeek: 4 }),
    plain('WEEKLY', { timesPerWeek: 2, specificDays: ['MON', 'WED', 'FRI'] }),
    plain('CUSTOM_INTERVAL', { intervalDays: 5 }),
    plain('MONTHLY', { timesPerMonth: 6 }),
    advanced('WEEKDAYS_ONLY', { excludeDays: ['WED', 'SUN'] }),
    advanced('WEEKDAYS_ONLY', { excludeDays: ['SAT', 'SUN'], timesPerWeek: 4 }),
    advanced('CYCLE', { on: 4, off: 2, anchor: '2026-02-01' }),
    advanced('RRULE', { rrule: 'FREQ=DAILY;WKST=MO' }),
    advanced('RRULE', { rrule: 'FREQ=MONTHLY;BYDAY=1MO;WKST=MO', earlyDays: 1, graceDays: 2 }),
  ])('stays the same: %o', (rhythm) => {
    const habit: HabitView = habitOf(rhythm);
    expect(bodyOf(draftOf(habit, TODAY))).toEqual({
      title: habit.title,
      starts_on: habit.starts_on,
      freeze_policy: habit.freeze_policy,
      category_id: null,
      frequency_type: habit.frequency_type,
      frequency_config: habit.frequency_config,
    });
  });
});

test('days go out in the order of the week, and no category is none', () => {
  const body = bodyWith({ kind: 'weekly', isFixed: true, fixedDays: ['SUN', 'MON'], category: 'c', bridges: true });
  expect(body).toMatchObject({
    frequency_config: { timesPerWeek: 3, specificDays: ['MON', 'SUN'] },
    category_id: 'c',
    freeze_policy: 'auto',
  });
});

describe('dates are worked out', () => {
  test('for every kind as it is offered', () => {
    for (const kind of KINDS) expect([kind, isSound(bodyWith({ kind }))]).toEqual([kind, true]);
  });

  test.each([
    ['half a number', { kind: 'interval', every: '' }],
    ['nothing', { kind: 'interval', every: '0' }],
    ['letters', { kind: 'weekly', daysAWeek: 'three' }],
    ['too much', { kind: 'interval', every: '9999' }],
    ['a cycle without a first day', { kind: 'cycle', anchor: '' }],
    ['no first day', { startsOn: '' }],
  ] as const)('but not for %s', (_name, changes) => expect(isSound(bodyWith(changes))).toBe(false));
});

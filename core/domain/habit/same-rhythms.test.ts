/** Different ways to say the same rhythm are judged alike. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../time/dates.ts';
import { FIRST, RUNS, date, facts } from './arbitrary-habit.ts';
import { checkRhythm } from './check-rhythm.ts';
import { judgeHabit } from './judge-habit.ts';
import type { Frequency, Rhythm } from './rhythm.ts';

describe('rhythms that say the same', () => {
  const policy = fc.constantFrom('off', 'auto') as fc.Arbitrary<Rhythm['freezePolicy']>;
  const same = (
    one: Frequency,
    other: Frequency,
    /** Whether history before `starts_on` is judged by both. */
    before: boolean,
    pick: (stats: ReturnType<typeof judgeHabit>) => unknown,
  ) => {
    fc.assert(
      fc.property(policy, facts, date, fc.integer({ min: 0, max: 40 }), (freezePolicy, all, today, starts) => {
        const startsOn = addDays(FIRST, starts);
        const known = before ? all : { ...all, completions: all.completions.filter((row) => row.date >= startsOn) };
        const judged = [one, other].map((of) =>
          pick(judgeHabit(checkRhythm({ ...of, startsOn, freezePolicy, weekStart: 1 }), known, today)),
        );
        expect(judged[1]).toEqual(judged[0]);
      }),
      RUNS,
    );
  };
  const daily: Frequency = { type: 'DAILY', config: { allowMultiplePerDay: false } };
  const weekdays: Frequency = { type: 'ADVANCED', config: { pattern: 'WEEKDAYS_ONLY', rules: {} } };
  const rruleOf = (text: string): Frequency => ({
    type: 'ADVANCED',
    config: { pattern: 'RRULE', rules: { rrule: text } },
  });
  const cycle = (on: number, off: number, anchor: string): Frequency => ({
    type: 'ADVANCED',
    config: { pattern: 'CYCLE', rules: { on, off, anchor } },
  });

  test('DAILY, no day excluded, and a rule of every day: strength too, since both forms are one', () => {
    const noneExcluded: Frequency = {
      type: 'ADVANCED',
      config: { pattern: 'WEEKDAYS_ONLY', rules: { excludeDays: [] } },
    };
    same(daily, noneExcluded, true, (stats) => stats);
    same(daily, rruleOf('FREQ=DAILY'), false, (stats) => ({ ...stats, streakUnit: null }));
  });

  test('weekdays, five days on and two off from a Monday, and a rule of Monday to Friday', () => {
    same(weekdays, cycle(5, 2, '2026-03-02'), true, (stats) => stats);
    same(weekdays, rruleOf('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'), false, (stats) => ({
      ...stats,
      streakUnit: null,
      // The rule counts its first year by the calendar: 261 of 365 is not 5 of 7.
      strength: null,
    }));
  });

  test('three weekdays a week, in both ways to say it', () => {
    const specificDays = ['MON', 'TUE', 'WED', 'THU', 'FRI'] as const;
    const weekForm: Frequency = { type: 'ADVANCED', config: { pattern: 'WEEKDAYS_ONLY', rules: { timesPerWeek: 3 } } };
    same({ type: 'WEEKLY', config: { timesPerWeek: 3, specificDays } }, weekForm, true, (stats) => stats);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RUNS, date, facts, rhythm } from './arbitrary-habit.ts';
import { explainStreak } from './explain-streak.ts';
import type { HabitFacts } from './history.ts';
import { judgeHabit } from './judge-habit.ts';
import type { Frequency } from './rhythm.ts';

describe('every explanation', () => {
  test('tells the same streaks and freezes as the judgement, unit by unit', () => {
    fc.assert(
      fc.property(rhythm, facts, date, (given, all, today) => {
        const stats = judgeHabit(given, all, today);
        const units = explainStreak(given, all, today);
        expect(units[0]?.run ?? 0).toBe(stats.currentStreak);
        expect(Math.max(0, ...units.map(({ run }) => run))).toBe(stats.longestStreak);
        const frozen = units.flatMap(({ outcome, on }) => (outcome === 'frozen' ? [on] : []));
        expect(frozen.reverse()).toEqual(stats.frozen);
        // One expectation a history: there are a hundred units in each.
        const wrong = units.filter((unit, index) => {
          const { kind, start, end, need, have, outcome, rest, run, dates } = unit;
          const before = units[index + 1];
          const runBefore = before?.run ?? 0;
          const holds =
            run === (outcome === 'met' ? runBefore + 1 : outcome === 'missed' ? 0 : runBefore) &&
            (before === undefined || before.end < start) &&
            kind === stats.streakUnit &&
            start <= end &&
            start <= today &&
            (outcome === 'met') === have >= Math.max(1, need) &&
            (outcome === 'transparent') === (rest !== null) &&
            (outcome !== 'partial' || before === undefined) &&
            (outcome !== 'current' || end >= today) &&
            (kind === 'day' ? dates.length === Math.min(1, have) : dates.length === have) &&
            dates.every((day) => start <= day && day <= end && day <= today);
          return !holds;
        });
        expect(wrong).toEqual([]);
      }),
      RUNS,
    );
  });

  test('can be cut off', () => {
    fc.assert(
      fc.property(rhythm, facts, date, date, (given, all, today, from) => {
        const units = explainStreak(given, all, today);
        expect(explainStreak(given, all, today, { from })).toEqual(units.filter(({ end }) => end >= from));
      }),
      RUNS,
    );
  });
});

describe('for example', () => {
  const explained = (frequency: Frequency, startsOn: string, today: string, given: Partial<HabitFacts>, auto = false) =>
    explainStreak(
      { ...frequency, startsOn, freezePolicy: auto ? 'auto' : 'off', weekStart: 1 },
      { completions: [], restDays: [], shortDays: [], ...given },
      today,
    );
  const on = (...dates: readonly string[]) => dates.map((day) => ({ date: `2026-03-${day}`, time: null }));
  const daily: Frequency = { type: 'DAILY', config: { allowMultiplePerDay: false } };

  test('days: rest the user chose and a day that travel made short are told apart', () => {
    const given = { completions: on('01', '05'), restDays: ['2026-03-02'], shortDays: ['2026-03-02', '2026-03-03'] };
    const units = explained(daily, '2026-03-01', '2026-03-06', given, true);
    expect(units.map(({ on: day, outcome, rest, run }) => [day.slice(8), outcome, rest, run])).toEqual([
      ['06', 'current', null, 2],
      ['05', 'met', null, 2],
      ['04', 'frozen', null, 1],
      ['03', 'transparent', 'short_day', 1],
      ['02', 'transparent', 'rest_day', 1],
      ['01', 'met', null, 1],
    ]);
  });

  test('weeks: the first may be partial, and only days that count are listed', () => {
    const frequency: Frequency = { type: 'WEEKLY', config: { timesPerWeek: 2, specificDays: ['MON', 'TUE', 'SUN'] } };
    const given = { completions: on('08', '10', '11', '15', '16'), restDays: ['2026-03-17', '2026-03-22'] };
    const [current, met, partial, ...older] = explained(frequency, '2026-03-05', '2026-03-18', given);
    expect(older).toEqual([]);
    expect(partial).toEqual({
      kind: 'week',
      start: '2026-03-02',
      end: '2026-03-08',
      on: '2026-03-02',
      need: 2,
      have: 1,
      outcome: 'partial',
      rest: null,
      gap: null,
      run: 0,
      dates: ['2026-03-08'],
    });
    expect(met).toMatchObject({ outcome: 'met', have: 2, run: 1, dates: ['2026-03-10', '2026-03-15'] });
    expect(current).toMatchObject({ outcome: 'met', need: 1, have: 1, run: 2, end: '2026-03-22' });
  });

  test('intervals: check-ins with their gaps, gaps that were too long, and the days since', () => {
    const frequency: Frequency = { type: 'CUSTOM_INTERVAL', config: { intervalDays: 3 } };
    const given = { completions: on('01', '04', '09', '19'), restDays: ['2026-03-20'] };
    const units = explained(frequency, '2026-03-01', '2026-03-21', given, true);
    expect(units.map(({ start, end, on: day, outcome, gap, run }) => [start, end, day, outcome, gap, run])).toEqual([
      ['2026-03-20', '2026-03-21', '2026-03-19', 'current', 1, 1],
      ['2026-03-19', '2026-03-19', '2026-03-19', 'met', 10, 1],
      ['2026-03-10', '2026-03-18', '2026-03-09', 'missed', 10, 0],
      ['2026-03-09', '2026-03-09', '2026-03-09', 'met', 5, 3],
      ['2026-03-05', '2026-03-08', '2026-03-04', 'frozen', 5, 2],
      ['2026-03-04', '2026-03-04', '2026-03-04', 'met', 3, 2],
      ['2026-03-01', '2026-03-01', '2026-03-01', 'met', null, 1],
    ]);
    expect(units[1]?.dates).toEqual(['2026-03-19']);
    expect(units[2]?.dates).toEqual([]);
  });

  test('occurrences are named by their date and span their window', () => {
    const rules = { rrule: 'FREQ=WEEKLY;BYDAY=MO;WKST=MO', earlyDays: 1, graceDays: 2 };
    const frequency: Frequency = { type: 'ADVANCED', config: { pattern: 'RRULE', rules } };
    const [second, first] = explained(frequency, '2026-03-02', '2026-03-09', { completions: on('03') });
    expect(first).toMatchObject({ start: '2026-03-01', end: '2026-03-04', on: '2026-03-02', dates: ['2026-03-03'] });
    expect(second).toMatchObject({ start: '2026-03-08', end: '2026-03-11', on: '2026-03-09', outcome: 'current' });
  });

  test('a habit that has not begun has nothing to explain', () => {
    expect(explained(daily, '2026-03-05', '2026-03-04', {})).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../time/dates.ts';
import { RUNS, date, done, facts, rhythm, through } from './arbitrary-habit.ts';
import { checkRhythm } from './check-rhythm.ts';
import { isoWeekday, toDay } from './day-number.ts';
import type { HabitFacts } from './history.ts';
import { judgeHabit } from './judge-habit.ts';
import { nextDueDates, type Due } from './next-due.ts';
import { WEEKDAYS, type Frequency, type Rhythm, type RruleRules } from './rhythm.ts';

describe('whatever is due next', () => {
  /** Days of a due on which a completion counts, free ones first. */
  const usable = ({ type, config }: Rhythm, { from, to }: Due, all: HabitFacts, today: string): readonly string[] => {
    const eligible = (day: string) => {
      const name = WEEKDAYS[isoWeekday(toDay(day)) - 1] ?? 'MON';
      if (type === 'WEEKLY') return config.specificDays?.includes(name) ?? true;
      if (type === 'ADVANCED' && config.pattern === 'WEEKDAYS_ONLY') {
        return !(config.rules.excludeDays ?? ['SAT', 'SUN']).includes(name);
      }
      return true;
    };
    const span = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
    const taken = new Set(through(all, today).completions.map((row) => row.date));
    return span.filter((day) => eligible(day) && (type === 'DAILY' || !taken.has(day)));
  };

  test('is ascending, not before today, and due when its time comes', () => {
    fc.assert(
      fc.property(rhythm, facts, date, fc.integer({ min: 1, max: 3 }), (given, all, today, count) => {
        const known = through(all, today);
        const due = nextDueDates(given, all, today, count);
        expect(due.length).toBeLessThanOrEqual(count);
        due.forEach(({ from, to, on, need }, index) => {
          expect(from >= today && from <= to && need >= 1).toBe(true);
          expect(from > (due[index - 1]?.to ?? '')).toBe(true);
          // An occurrence may be over while its grace lasts; a later check-in is due only after the one before it.
          if (on !== null && given.type !== 'ADVANCED') expect([from, to]).toEqual([on, on]);
          if (given.type !== 'CUSTOM_INTERVAL' || index === 0) expect(judgeHabit(given, known, from).state).toBe('due');
        });
        const state = judgeHabit(given, known, today).state;
        if (due[0] && due.length === count) expect(state === 'due').toBe(due[0].from === today);
      }),
      RUNS,
    );
  });

  test('is done once it is completed, one after the other', () => {
    let completed = 0;
    fc.assert(
      fc.property(rhythm, facts, date, (given, all, today) => {
        let known = through(all, today);
        for (const due of nextDueDates(given, all, today, 3)) {
          const { need, from } = due;
          const free = usable(given, due, known, today);
          const times = given.type === 'DAILY' ? 1 : need;
          // A week that has too few days left is still due, and cannot be met any more.
          if (free.length < times) continue;
          const chosen = free.slice(0, times);
          const last = chosen.at(-1) ?? from;
          const rows = chosen.flatMap((day) =>
            Array.from({ length: given.type === 'DAILY' ? need : 1 }, (_, n) => ({ date: day, time: `12:00:0${n}` })),
          );
          if (given.type === 'DAILY' && need > 1) {
            expect(judgeHabit(given, done(known, ...rows.slice(1)), last).state).toBe('due');
          }
          known = done(known, ...rows);
          expect(judgeHabit(given, known, last).state).toBe('done');
          completed += 1;
        }
      }),
      RUNS,
    );
    expect(completed).toBeGreaterThan(3000);
  });
});

describe('for example', () => {
  const next = (frequency: Frequency, startsOn: string, today: string, given: Partial<HabitFacts> = {}, count = 3) =>
    nextDueDates(
      checkRhythm({ ...frequency, startsOn, freezePolicy: 'off', weekStart: 1 }),
      { completions: [], restDays: [], shortDays: [], ...given },
      today,
      count,
    );
  const on = (...dates: readonly string[]) => dates.map((day) => ({ date: `2026-03-${day}`, time: null }));
  const rule = (rules: RruleRules): Frequency => ({ type: 'ADVANCED', config: { pattern: 'RRULE', rules } });

  test('days leave out what is done and what is rest', () => {
    const daily: Frequency = { type: 'DAILY', config: { allowMultiplePerDay: false } };
    const given = { completions: on('02'), restDays: ['2026-03-04'], shortDays: ['2026-03-05'] };
    expect(next(daily, '2026-03-01', '2026-03-02', given, 2)).toEqual([
      { from: '2026-03-03', to: '2026-03-03', on: '2026-03-03', need: 1 },
      { from: '2026-03-06', to: '2026-03-06', on: '2026-03-06', need: 1 },
    ]);
    const twice: Frequency = { type: 'DAILY', config: { allowMultiplePerDay: true, timesPerDay: 2 } };
    expect(next(twice, '2026-03-01', '2026-03-02', given, 2).map(({ need }) => need)).toEqual([1, 2]);
  });

  test('a week has what is left of it, and a week of rest is none', () => {
    const weekly: Frequency = { type: 'WEEKLY', config: { timesPerWeek: 2, specificDays: ['MON', 'WED', 'FRI'] } };
    const given = { completions: on('02', '03'), restDays: ['2026-03-09', '2026-03-11', '2026-03-13', '2026-03-18'] };
    expect(next(weekly, '2026-03-01', '2026-03-04', given, 2)).toEqual([
      { from: '2026-03-04', to: '2026-03-08', on: null, need: 1 },
      { from: '2026-03-16', to: '2026-03-22', on: null, need: 2 },
    ]);
  });

  test('months begin with their first', () => {
    expect(next({ type: 'MONTHLY', config: { timesPerMonth: 31 } }, '2026-01-20', '2026-01-25', {}, 2)).toEqual([
      { from: '2026-01-25', to: '2026-01-31', on: null, need: 31 },
      { from: '2026-02-01', to: '2026-02-28', on: null, need: 28 },
    ]);
  });

  test('every n days: rest days buy time, and what is overdue is due today', () => {
    const every3: Frequency = { type: 'CUSTOM_INTERVAL', config: { intervalDays: 3 } };
    const dates = (today: string, given: Partial<HabitFacts>) =>
      next(every3, '2026-03-10', today, given).map((due) => due.on?.slice(8));
    expect(dates('2026-03-02', {})).toEqual(['10', '13', '16']);
    expect(dates('2026-03-12', {})).toEqual(['12', '15', '18']);
    expect(dates('2026-03-12', { completions: on('12') })).toEqual(['15', '18', '21']);
    expect(dates('2026-03-20', { completions: on('12') })).toEqual(['20', '23', '26']);
    expect(dates('2026-03-12', { completions: on('12'), restDays: ['2026-03-15'] })).toEqual(['16', '19', '22']);
    expect(dates('2026-03-12', { completions: on('11'), restDays: ['2026-03-13', '2026-03-14'] })).toEqual([
      '16',
      '19',
      '22',
    ]);
  });

  test('an occurrence in its grace is due from today, with its own date', () => {
    const mondays = rule({ rrule: 'FREQ=WEEKLY;BYDAY=MO', graceDays: 2, earlyDays: 1 });
    expect(next(mondays, '2026-03-02', '2026-03-03', {}, 2)).toEqual([
      { from: '2026-03-03', to: '2026-03-04', on: '2026-03-02', need: 1 },
      { from: '2026-03-08', to: '2026-03-11', on: '2026-03-09', need: 1 },
    ]);
  });

  test('a rule without occurrences has none, and one that ends gives what is left', () => {
    const dates = (rrule: string, today: string) => next(rule({ rrule }), '2026-03-02', today).map((due) => due.on);
    expect(dates('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-03-02')).toEqual([]);
    expect(dates('FREQ=WEEKLY;COUNT=4', '2026-03-10')).toEqual(['2026-03-16', '2026-03-23']);
    expect(dates('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2026-03-02')).toEqual([
      '2028-02-29',
      '2032-02-29',
      '2036-02-29',
    ]);
    expect(dates('FREQ=DAILY', '2026-02-27')).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
  });
});

import { describe, expect, test } from 'vitest';
import type { HabitDays } from '../../state/habit-days.svelte.ts';
import { cellOf } from './day-cell.ts';
import { advanced, habitOf, rowOn, unitOf } from './example-habit.ts';
import { cellWords, shapeWords } from './words.ts';

const TODAY = '2026-03-06';
const daysOf = (
  more: Partial<HabitDays> & { units?: ReturnType<typeof unitOf>[]; rest?: string[] } = {},
): HabitDays => ({
  from: '2026-03-01',
  rows: more.rows ?? [],
  story: { units: more.units ?? [], rest: more.rest ?? [], notes: {}, short: ['2026-03-04'] },
  ...(more.from !== undefined && { from: more.from }),
});
const kindOn = (date: string, habit = habitOf(), days: HabitDays | undefined = daysOf()) =>
  cellOf(habit, days, date, TODAY).kind;

describe('a day', () => {
  test('that was done is done, and more often than once by its count', () => {
    expect(cellOf(habitOf(), daysOf({ rows: [rowOn('2026-03-02')] }), '2026-03-02', TODAY)).toEqual({
      kind: 'done',
      count: 1,
      need: 1,
    });
    const many = habitOf({ frequency_config: { allowMultiplePerDay: true, timesPerDay: 3 } });
    const rows = [rowOn('2026-03-02', '07:00:00'), rowOn('2026-03-02', '12:00:00')];
    expect(cellOf(many, daysOf({ rows }), '2026-03-02', TODAY)).toEqual({ kind: 'part', count: 2, need: 3 });
    rows.push(rowOn('2026-03-02', '19:00:00'));
    expect(cellOf(many, daysOf({ rows }), '2026-03-02', TODAY).kind).toBe('done');
  });

  test('is told by its unit when it is over', () => {
    const units = [unitOf('2026-03-02'), unitOf('2026-03-03', { outcome: 'frozen' })];
    const days = daysOf({ units });
    expect([2, 3, 5].map((day) => kindOn(`2026-03-0${day}`, habitOf(), days))).toEqual(['open', 'bridged', 'free']);
  });

  test('rests when its owner or a journey says so, and counts all the same when it was done', () => {
    const days = daysOf({ rest: ['2026-03-02', '2026-03-09'], rows: [rowOn('2026-03-02')] });
    expect(['2026-03-02', '2026-03-04', '2026-03-09'].map((date) => kindOn(date, habitOf(), days))).toEqual([
      'done',
      'short',
      'rest',
    ]);
  });

  test('today is due when the habit is and today counts', () => {
    expect(kindOn(TODAY)).toBe('due');
    expect(kindOn(TODAY, habitOf({}, { state: 'done' }))).toBe('free');
    const mondays = habitOf({ frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 1, specificDays: ['MON'] } });
    expect(kindOn(TODAY, mondays)).toBe('free');
    expect(kindOn(TODAY, habitOf(advanced('WEEKDAYS_ONLY', {})))).toBe('due');
  });

  test('to come is to come, and one that was not read is not guessed', () => {
    expect(kindOn('2026-03-07')).toBe('later');
    expect(kindOn('2026-02-27')).toBe('unread');
    expect(cellOf(habitOf(), undefined, '2026-03-02', TODAY).kind).toBe('unread');
    expect(cellOf(habitOf(), undefined, '2026-03-07', TODAY).kind).toBe('later');
  });

  test('of a week or a pause between check-ins asks for nothing by itself', () => {
    const units = [unitOf('2026-03-02', { end: '2026-03-08' })];
    expect(kindOn('2026-03-02', habitOf({}, { streak_unit: 'week' }), daysOf({ units }))).toBe('free');
    expect(kindOn('2026-03-02', habitOf({}, { streak_unit: 'interval' }), daysOf({ units }))).toBe('free');
  });
});

test('every shape has a word, and no two the same', () => {
  const kinds = ['done', 'part', 'rest', 'short', 'due', 'open', 'bridged', 'free', 'later', 'unread'] as const;
  const said = kinds.map((kind) => cellWords({ kind, count: 1, need: 1 }));
  expect(new Set(said).size).toBe(kinds.length);
  expect(cellWords({ kind: 'done', count: 3, need: 3 })).toBe('done, 3 of 3');
  expect(cellWords({ kind: 'due', count: 0, need: 3 })).toBe('due, 0 of 3');
  for (const { kind } of shapeWords.shapes) expect(kinds).toContain(kind);
});

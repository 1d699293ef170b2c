import { describe, expect, test } from 'vitest';
import { habitOf } from '../habits/example-habit.ts';
import { doneOf, todayItem } from './today.ts';

const TODAY = '2026-03-06';
const kindOf = (habit: ReturnType<typeof habitOf>, count = 0) => todayItem(habit, count, TODAY)?.kind ?? null;
const week = { frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 3 } } as const;

describe('a habit on Home', () => {
  test('is due, done or resting; one that asks for nothing is left out', () => {
    expect(kindOf(habitOf())).toBe('due');
    expect(kindOf(habitOf(), 1)).toBe('done');
    expect(kindOf(habitOf({}, { state: 'rest' }))).toBe('rest');
    expect(kindOf(habitOf({}, { state: 'rest' }), 1)).toBe('done');
    expect(kindOf(habitOf({}, { state: 'not_due' }))).toBeNull();
  });

  test('of a week is ticked by today alone, and complete when the week is', () => {
    expect(kindOf(habitOf(week, { streak_unit: 'week' }))).toBe('due');
    expect(kindOf(habitOf(week, { streak_unit: 'week' }), 1)).toBe('done');
    expect(kindOf(habitOf(week, { streak_unit: 'week', state: 'done' }))).toBe('met');
    const mondays = { ...week, frequency_config: { timesPerWeek: 1, specificDays: ['MON' as const] } };
    expect(kindOf(habitOf(mondays, { streak_unit: 'week' }))).toBeNull();
  });

  test('that was taken back a moment ago is due before the server says so', () => {
    expect(kindOf(habitOf({}, { state: 'done' }))).toBe('due');
  });

  test('of several times counts them', () => {
    const many = habitOf({ frequency_config: { allowMultiplePerDay: true, timesPerDay: 3 } });
    expect(todayItem(many, 2, TODAY)).toMatchObject({ kind: 'due', count: 2, need: 3 });
    expect(kindOf(many, 3)).toBe('done');
  });
});

test('a rest day is not counted among what is to do', () => {
  const items = [
    todayItem(habitOf(), 1, TODAY),
    todayItem(habitOf(), 0, TODAY),
    todayItem(habitOf({}, { state: 'rest' }), 0, TODAY),
  ];
  expect(doneOf(items.filter((item) => item !== null))).toEqual({ done: 1, all: 2 });
});

import { expect, test } from 'vitest';
import { rowOn } from './example-habit.ts';
import { daysOf, monthsOf } from './year.ts';

test('a year has every day with its completions, and months count days', () => {
  const rows = [rowOn('2026-02-28'), rowOn('2026-03-01', '07:00'), rowOn('2026-03-01', '19:00'), rowOn('2025-01-01')];
  const days = daysOf(rows, '2026-02-27', '2026-03-02');
  expect(days.map(({ value }) => value)).toEqual([0, 1, 2, 0]);
  expect(monthsOf(days)).toEqual([
    { month: '2026-03-01', days: 1 },
    { month: '2026-02-01', days: 1 },
  ]);
});

import { expect, test } from 'vitest';
import { habitCompletedValue } from './streak-bonus.ts';

test.each([
  [0, 10],
  [2, 10],
  [3, 11],
  [6, 11],
  [7, 12],
  [13, 12],
  [14, 13],
  [29, 13],
  [30, 14],
  [99, 14],
  [100, 15],
  [4000, 15],
])('a streak of %i is worth %i', (streak, value) => {
  expect(habitCompletedValue(streak)).toBe(value);
});

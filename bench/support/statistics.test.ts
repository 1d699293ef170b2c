import { expect, test } from 'vitest';
import { median, medianRatio, percentile } from './statistics.ts';

test('percentiles are values that were there', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('the median of an even number lies between', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('ratios are taken within a round', () => {
  expect(medianRatio([10, 30, 5], [20, 60, 5])).toBe(0.5);
  expect(medianRatio([1, 2], [0, 4])).toBe(0.5);
});

import { expect, test } from 'vitest';
import { domainOf } from './plot.ts';

test('a plot holds its values and the edges of its band, with air', () => {
  expect(domainOf([90, null, 92], { from: null, to: 88, label: '' }, false)).toEqual([87.4, 92.6]);
  expect(domainOf([2, 3], null, true)).toEqual([0, 3.15]);
  expect(domainOf([], null, false)).toEqual([0, 1]);
  expect(domainOf([5], null, false)).toEqual([4.5, 5.5]);
});

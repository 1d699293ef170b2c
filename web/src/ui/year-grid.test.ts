import { expect, test } from 'vitest';
import { heatOf, weeksOf } from './year-grid.ts';

test('heat has five steps and no XP has none', () => {
  expect([0, 1, 25, 26, 75, 100].map((xp) => heatOf(xp, 100))).toEqual([0, 1, 1, 2, 3, 4]);
  expect(heatOf(0, 0)).toBe(0);
});

test.each([
  [1, [null, '2026-03-03', '2026-03-04']],
  [7, [null, null, '2026-03-03', '2026-03-04']],
])('weeks begin on day %i', (weekStart, first) => {
  // 3 March 2026 is a Tuesday.
  const [week] = weeksOf([{ date: '2026-03-03' }, { date: '2026-03-04' }], weekStart);
  expect(week?.map((day) => day?.date ?? null)).toEqual(first);
});

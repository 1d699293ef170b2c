import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWithin, dayList, daysWithin } from './day-list.ts';

test('a list is ascending and distinct, and a stretch of it is what a filter gives', () => {
  const day = fc.integer({ min: -30, max: 30 });
  fc.assert(
    fc.property(fc.array(day), day, day, (given, from, to) => {
      const days = dayList(given);
      expect([...days]).toEqual([...new Set(given)].sort((a, b) => a - b));
      const expected = days.filter((n) => from <= n && n <= to);
      expect(daysWithin(days, from, to)).toEqual(expected);
      expect(countWithin(days, from, to)).toBe(expected.length);
    }),
    { numRuns: 2000 },
  );
});

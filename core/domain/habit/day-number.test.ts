import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floorMod, isoWeekday, monthStartOf, toDate, toDay, weekStartOf } from './day-number.ts';

test('days, weeks and months are those of the calendar', () => {
  const day = fc.integer({ min: toDay('0001-01-10'), max: toDay('9999-12-20') });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 7 }), (n, weekStart) => {
      const date = Temporal.PlainDate.from(toDate(n));
      expect(toDay(date.toString())).toBe(n);
      expect(isoWeekday(n)).toBe(date.dayOfWeek);
      expect(toDate(monthStartOf(n))).toBe(date.with({ day: 1 }).toString());
      const start = weekStartOf(n, weekStart);
      expect(isoWeekday(start)).toBe(weekStart);
      expect(n - start >= 0 && n - start < 7).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [-1, 4, 3],
  [-4, 4, 0],
  [5, 4, 1],
])('%i modulo %i is %i', (n, size, rest) => {
  expect(floorMod(n, size)).toBe(rest);
});

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { addUnits, dateOf, roughUnits, unitStart, type CalendarUnit } from './calendar-units.ts';

const RUNS = { numRuns: 2500 };
const DAY_MS = 86_400_000;
const unit = fc.constantFrom<CalendarUnit[]>('d', 'w', 'm', 'y');
/** Ends of months are likely. Years 1 to 2999. */
const date = fc
  .tuple(fc.integer({ min: 1, max: 2999 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 15, 28, 29, 30, 31))
  .map(([year, month, day]) => Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' }));
const dayOf = (given: Temporal.PlainDate): number => given.toZonedDateTime('UTC').epochMilliseconds / DAY_MS;
const durations = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const;

test('units are added as Temporal adds them, and counted within one', () => {
  fc.assert(
    fc.property(date, unit, fc.integer({ min: -400, max: 400 }), (from, of, count) => {
      fc.pre(of !== 'y' || Math.abs(from.year + count - 5000) < 4990);
      fc.pre(from.year + count / 12 > 1);
      const sum = from.add({ [durations[of]]: count });
      expect(addUnits(dayOf(from), count, of)).toBe(dayOf(sum));
      expect(Math.abs(roughUnits(dayOf(from), dayOf(sum), of) - count)).toBeLessThan(1);
      if (sum.year >= 1) expect(dateOf(dayOf(sum))).toBe(sum.toString());
    }),
    RUNS,
  );
});

test('a unit starts at or before its day, less than a unit ago', () => {
  fc.assert(
    fc.property(date, unit, fc.integer({ min: 1, max: 7 }), (given, of, weekStart) => {
      const [day, start] = [dayOf(given), unitStart(dayOf(given), of, weekStart)];
      expect(start).toBeLessThanOrEqual(day);
      expect(addUnits(start, 1, of)).toBeGreaterThan(day);
      const first = Temporal.PlainDate.from(dateOf(start));
      if (of === 'w') expect(first.dayOfWeek).toBe(weekStart);
      if (of === 'm' || of === 'y') expect(first.day).toBe(1);
      if (of === 'y') expect(first.month).toBe(1);
    }),
    RUNS,
  );
});

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayStartMs } from '../time/day.ts';
import { dateOf } from './calendar-units.ts';
import { dayStartOf, instantOf, wallClock } from './zone-clock.ts';

const RUNS = { numRuns: 2000 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
const [FIRST, LAST] = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('2039-12-31T00:00:00Z')];

const instantsOf = (timezone: string) =>
  fc
    .record({
      any: fc.integer({ min: FIRST, max: LAST }),
      near: fc.boolean(),
      off: fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }),
    })
    .map(({ any, near, off }) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(any).toZonedDateTimeISO(timezone);
      const change = near ? zoned.getTimeZoneTransition('previous') : null;
      if (change === null) return { timezone, at: any, wall: any };
      const before = change.subtract({ milliseconds: 1 }).offsetNanoseconds / 1e6;
      return { timezone, at: change.epochMilliseconds + off, wall: change.epochMilliseconds + before + off };
    });

/** An instant and a wall time: half of them within three hours of a change of the zone's clocks. */
const zoneAndTimes = zone.chain(instantsOf);

test('the wall clock is that of Temporal', () => {
  fc.assert(
    fc.property(zoneAndTimes, ({ timezone, at }) => {
      const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDateTime();
      expect(wallClock(at, timezone)).toBe(shown.toZonedDateTime('UTC').epochMilliseconds);
    }),
    RUNS,
  );
});

test('a time that the clocks skip or show twice is what Temporal calls compatible', () => {
  let odd = 0;
  fc.assert(
    fc.property(zoneAndTimes, ({ timezone, wall }) => {
      const shown = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
      const [first, last] = (['compatible', 'later'] as const).map(
        (disambiguation) => shown.toZonedDateTime(timezone, { disambiguation }).epochMilliseconds,
      );
      expect(instantOf(wall, timezone, 'forward')).toBe(first);
      odd += Number(first !== last || wallClock(first ?? NaN, timezone) !== wall);
    }),
    RUNS,
  );
  expect(odd).toBeGreaterThan(RUNS.numRuns / 20);
});

test('a logical day starts when core/domain/time says', () => {
  fc.assert(
    fc.property(zoneAndTimes, fc.integer({ min: 0, max: 12 }), ({ timezone, at }, hour) => {
      const day = Math.floor(at / DAY_MS);
      expect(dayStartOf(day, timezone, hour)).toBe(dayStartMs(dateOf(day), timezone, hour));
    }),
    RUNS,
  );
});

test.each([
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  // Clocks went from 23:30 to 00:30: midnight lies within the gap.
  ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00.000Z'],
  ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00.000Z'],
])('%s: %s starts at %s', (timezone, date, instant) => {
  expect(new Date(dayStartOf(Date.parse(date) / DAY_MS, timezone, 0)).toISOString()).toBe(instant);
});

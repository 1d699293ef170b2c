import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayStartMs } from '../../time/day.ts';
import { dateOf } from './calendar-units.ts';
import { dayStartOf, instantOf, wallClock } from './zone-clock.ts';

const RUNS = { numRuns: 4000 };
const DAY_MS = 86_400_000;
const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
const [FIRST, LAST] = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('2039-12-31T00:00:00Z')];

/** Half of them within two days of a change of the zone's clocks. */
const zoneAndInstant = zone.chain((timezone) =>
  fc
    .record({
      any: fc.integer({ min: FIRST, max: LAST }),
      near: fc.boolean(),
      off: fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }),
    })
    .map(({ any, near, off }) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(any).toZonedDateTimeISO(timezone);
      const change = near ? zoned.getTimeZoneTransition('previous')?.epochMilliseconds : undefined;
      return { timezone, at: change === undefined ? any : change + off, nearChange: change !== undefined };
    }),
);

test('the wall clock is that of Temporal', () => {
  let nearChange = 0;
  fc.assert(
    fc.property(zoneAndInstant, ({ timezone, at, nearChange: near }) => {
      const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDateTime();
      expect(wallClock(at, timezone)).toBe(shown.toZonedDateTime('UTC').epochMilliseconds);
      nearChange += Number(near);
    }),
    RUNS,
  );
  expect(nearChange).toBeGreaterThan(RUNS.numRuns / 4);
});

test('a time that the clocks skip or show twice is what Temporal calls compatible', () => {
  let odd = 0;
  fc.assert(
    fc.property(zoneAndInstant, ({ timezone, at }) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDateTime();
      const instant = instantOf(at, timezone, 'forward');
      expect(instant).toBe(wall.toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds);
      odd += Number(wall.toZonedDateTime(timezone, { disambiguation: 'later' }).epochMilliseconds !== instant);
    }),
    { ...RUNS, numRuns: 20_000 },
  );
  expect(odd).toBeGreaterThan(20);
});

test('a logical day starts when core/domain/time says', () => {
  fc.assert(
    fc.property(zoneAndInstant, fc.integer({ min: 0, max: 12 }), ({ timezone, at }, hour) => {
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
  ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00.000Z'],
])('%s: %s starts at %s', (timezone, date, instant) => {
  expect(new Date(dayStartOf(Date.parse(date) / DAY_MS, timezone, 0)).toISOString()).toBe(instant);
});

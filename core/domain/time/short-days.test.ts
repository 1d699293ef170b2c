import fc from 'fast-check';
import { expect, test } from 'vitest';
import { realHours, type Calendar } from './calendar.ts';
import { addDays } from './dates.ts';
import { shortDays } from './short-days.ts';

const segment = (effectiveAt: string | null, timezone: string, dayStartHour = 0) => ({
  effectiveAt,
  timezone,
  dayStartHour,
  weekStart: 1,
});

test('flying west to east over the date line makes a short day, the way back a long one', () => {
  const there = [segment(null, 'America/Los_Angeles'), segment('2026-05-10T08:00:00.000Z', 'Pacific/Auckland')];
  expect(shortDays(there, '2026-01-01', '2026-12-31')).toEqual(['2026-05-10']);
  const back = [segment(null, 'Pacific/Auckland'), segment('2026-05-20T06:00:00.000Z', 'America/Los_Angeles')];
  expect(shortDays(back, '2026-01-01', '2026-12-31')).toEqual([]);
});

test('a date that a zone skipped is short', () => {
  expect(shortDays([segment(null, 'Pacific/Apia')], '2011-01-01', '2012-12-31')).toEqual(['2011-12-30']);
  expect(shortDays([segment(null, 'Pacific/Apia', 4)], '2011-01-01', '2012-12-31')).toEqual(['2011-12-30']);
});

test('ranges that are empty or end with time itself have none', () => {
  expect(shortDays([segment(null, 'UTC')], '2026-02-01', '2026-01-01')).toEqual([]);
  expect(shortDays([segment(null, 'UTC')], '2026-02-01', '9999-12-31')).toEqual([]);
});

const zone = fc.constantFrom('America/Los_Angeles', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Asia/Tokyo', 'UTC');
const calendars: fc.Arbitrary<Calendar> = fc
  .tuple(
    fc.record({ timezone: zone, dayStartHour: fc.integer({ min: 0, max: 12 }) }),
    fc.array(
      fc.record({
        hour: fc.integer({ min: 0, max: 24 * 40 }),
        timezone: zone,
        dayStartHour: fc.integer({ min: 0, max: 12 }),
      }),
      { maxLength: 5 },
    ),
  )
  .map(([first, changes]) => [
    segment(null, first.timezone, first.dayStartHour),
    ...changes
      .sort((a, b) => a.hour - b.hour)
      .map(({ hour, timezone, dayStartHour }) =>
        segment(new Date(Date.UTC(2026, 2, 1, hour)).toISOString(), timezone, dayStartHour),
      ),
  ]);

test('no short day is overlooked', () => {
  let found = 0;
  fc.assert(
    fc.property(calendars, (calendar) => {
      const days = Array.from({ length: 50 }, (_, n) => addDays('2026-02-25', n));
      const expected = days.filter((date) => realHours(calendar, date) < 12);
      found += expected.length;
      expect(shortDays(calendar, '2026-02-25', days.at(-1) ?? '')).toEqual(expected);
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(50);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../test/vectors/habits.json' with { type: 'json' };
import { logicalDate, realHours, segmentAt, type Calendar } from './calendar.ts';
import { addDays, dayStart, daysBetween, isTimezone } from './day.ts';

const calendarOf = (segs: readonly { from: string | null; tz: string }[], dayStartHour: number): Calendar =>
  segs.map(({ from, tz }) => ({ effectiveAt: from, timezone: tz, dayStartHour, weekStart: 1 }));

test('the vectors are there', () => {
  expect(vectors.todays.length).toBe(7);
  expect(vectors.real_hours.length).toBe(6);
});

test.each(vectors.todays)('$id: $note', ({ segs, now, day_start_hour, today }) => {
  expect(logicalDate(calendarOf(segs, day_start_hour), now)).toBe(today);
});

test.each(vectors.real_hours)('$id: $date has $hours hours', ({ segs, date, hours }) => {
  expect(realHours(calendarOf(segs, 0), date)).toBe(hours);
});

test('Apia skipped a date: with days that start at 4, noon of the 30th in UTC is still the 29th', () => {
  expect(logicalDate(calendarOf([{ from: null, tz: 'Pacific/Apia' }], 4), '2011-12-30T12:00:00.000Z')).toBe(
    '2011-12-29',
  );
});

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Pacific/Kiritimati',
] as const;

test.each([0, 4, 12])('every instant lies within its logical day, day start %i', (dayStartHour) => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2037-12-31T00:00:00Z'), noInvalidDate: true }),
      (timezone, date) => {
        const calendar = calendarOf([{ from: null, tz: timezone }], dayStartHour);
        const at = date.toISOString();
        const day = logicalDate(calendar, at);
        expect(dayStart(day, timezone, dayStartHour) <= at).toBe(true);
        expect(
          at < dayStart(addDays(day, 1), timezone, dayStartHour) ||
            dayStart(addDays(day, 1), timezone, dayStartHour) === dayStart(day, timezone, dayStartHour),
        ).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the segment in force is the last that began', () => {
  const calendar = calendarOf(
    [
      { from: null, tz: 'UTC' },
      { from: '2026-01-01T00:00:00.000Z', tz: 'Asia/Tokyo' },
    ],
    0,
  );
  expect(segmentAt(calendar, '2025-12-31T23:59:59.999Z').timezone).toBe('UTC');
  expect(segmentAt(calendar, '2026-01-01T00:00:00.000Z').timezone).toBe('Asia/Tokyo');
  expect(() => segmentAt([], '2026-01-01T00:00:00.000Z')).toThrow();
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['+02:00', false],
  ['', false],
])('zone %s: %s', (name, known) => {
  expect(isTimezone(name)).toBe(known);
});

test('days count across a leap day', () => {
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1);
});

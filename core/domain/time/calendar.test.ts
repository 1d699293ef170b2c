import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../test/vectors/habits.json' with { type: 'json' };
import trackers from '../../../test/vectors/tracker_goals.json' with { type: 'json' };
import { logicalDate, realHours, segmentAt, type Calendar } from './calendar.ts';
import { addDays, daysBetween } from './dates.ts';
import { dayStart, isTimezone, logicalDateIn } from './day.ts';

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

/** Days of tracker goals over which a clock changed: their rows say when each day starts and ends (spec 0.4). */
interface DayRow {
  readonly label: string;
  readonly start: string;
  /** `null`: a single window that never ends. */
  readonly end: string | null;
  readonly partial: boolean;
}
interface DayCase {
  readonly name: string;
  readonly goal: { readonly timezone: string; readonly day_start_hour?: number };
  readonly logs: readonly { readonly at: string }[];
  readonly expect: readonly DayRow[];
}
const cases: readonly DayCase[] = trackers.cases;
const named = (ids: readonly string[]) => cases.filter(({ name }) => ids.includes(name.split(' ')[0] ?? ''));
const changedDays = named(['G5', 'G23', 'G24', 'G55']);
const ms = (given: string | null) => new Date(given ?? NaN).toISOString();

test('the days over which a clock changed are there', () => {
  expect(changedDays.length).toBe(4);
  expect(changedDays.every(({ logs, expect: rows }) => logs.length > 0 && rows.length > 0)).toBe(true);
  expect(changedDays.flatMap(({ expect: rows }) => rows).every(({ end }) => end !== null)).toBe(true);
});

test.each(changedDays)('$name', ({ goal, logs, expect: rows }) => {
  const { timezone, day_start_hour: hour = 0 } = goal;
  const calendar = calendarOf([{ from: null, tz: timezone }], hour);
  for (const { label, start, end, partial } of rows) {
    expect(dayStart(addDays(label, 1), timezone, hour)).toBe(ms(end));
    if (!partial) expect(dayStart(label, timezone, hour)).toBe(ms(start));
    expect(logicalDate(calendar, start)).toBe(label);
    for (const { at } of logs) {
      const within = ms(start) <= ms(at) && ms(at) < ms(end);
      // A partial day began before its row.
      if (within || !partial) expect(logicalDate(calendar, at) === label).toBe(within);
    }
  }
});

test('G25: the boundaries of a skipped date fall on one instant, and no instant has its name', () => {
  const [anchored] = named(['G25']);
  const calendar = calendarOf([{ from: null, tz: 'Pacific/Apia' }], 0);
  expect(anchored?.expect.map(({ start }) => logicalDate(calendar, start))).toEqual(['2011-12-29', '2011-12-31']);
  expect(dayStart('2011-12-30', 'Pacific/Apia', 0)).toBe(dayStart('2011-12-31', 'Pacific/Apia', 0));
});

const zones = Intl.supportedValuesOf('timeZone');
const instant = fc
  .integer({ min: Date.parse('1995-01-01T00:00:00Z'), max: Date.parse('2037-12-31T00:00:00Z') })
  .map((at) => new Date(at).toISOString());

test.each([0, 4, 12])('every instant of every zone lies within its logical day, day start %i', (dayStartHour) => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (timezone, at) => {
      const day = logicalDate(calendarOf([{ from: null, tz: timezone }], dayStartHour), at);
      expect(dayStart(day, timezone, dayStartHour) <= at).toBe(true);
      expect(at < dayStart(addDays(day, 1), timezone, dayStartHour)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('what was asked before changes no answer', () => {
  const steps = fc.array(fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.constantFrom(0, 4, 12), instant, steps, (timezone, hour, at, moves) => {
      const calendar = calendarOf([{ from: null, tz: timezone }], hour);
      for (const move of [0, ...moves, 0]) {
        const moved = Date.parse(at) + move;
        expect(logicalDate(calendar, new Date(moved).toISOString())).toBe(logicalDateIn(moved, timezone, hour));
      }
    }),
    { numRuns: 1000 },
  );
});

test('real hours of a few days in a row are the time between their starts, also on a journey', () => {
  const journey = fc.record({
    from: fc.constantFrom(...zones),
    to: fc.constantFrom(...zones),
    at: instant,
    hour: fc.constantFrom(0, 4, 12),
  });
  fc.assert(
    fc.property(journey, ({ from, to, at, hour }) => {
      const calendar = calendarOf(
        [
          { from: null, tz: from },
          { from: at, tz: to },
        ],
        hour,
      );
      const home = logicalDate(calendarOf([{ from: null, tz: from }], hour), at);
      const [first, last] = [addDays(home, -3), addDays(home, 3)];
      let hours = 0;
      for (let date = first; date <= last; date = addDays(date, 1)) hours += realHours(calendar, date);
      const span = Date.parse(dayStart(addDays(last, 1), to, hour)) - Date.parse(dayStart(first, from, hour));
      expect(hours * 3_600_000).toBeCloseTo(span, 0);
    }),
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

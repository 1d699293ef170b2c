/** Whether what we accept can be expanded, and is expanded right. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../time/dates.ts';
import { isoWeekday, toDate, toDay } from './day-number.ts';
import { occurrenceFrequency, occurrenceWindows } from './occurrence-windows.ts';
import { readRrule } from './rrule-text.ts';
import { occurrencesWithin } from './rrule.ts';

const START = toDay('2024-01-01');
const startsOn = fc.integer({ min: 0, max: 1200 }).map((days) => addDays('2024-01-01', days));

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 4 }).map((items) => items.join(','));
const signed = (max: number) => fc.integer({ min: 1, max }).chain((n) => fc.constantFrom(`${n}`, `+${n}`, `-${n}`));
const weekday = fc.constantFrom(...DAYS);
const part = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.option(value, { nil: null, freq: 2 }).map((given) => (given === null ? [] : [`${name}=${String(given)}`]));
const small = fc.integer({ min: 1, max: 5 });

const INTERVAL = part('INTERVAL', small);
const END = fc.oneof(
  fc.constant([]),
  part('COUNT', fc.integer({ min: 1, max: 60 })),
  part(
    'UNTIL',
    startsOn.map((date) => date.replaceAll('-', '')),
  ),
);
const WKST = part('WKST', weekday);
const BYMONTH = part('BYMONTH', list(fc.integer({ min: 1, max: 12 })));
const BYDAY = part('BYDAY', list(weekday));
const NUMBERED = part(
  'BYDAY',
  list(fc.tuple(fc.oneof(fc.constant(''), signed(5)), weekday).map((parts) => parts.join(''))),
);
const BYMONTHDAY = part('BYMONTHDAY', list(signed(31)));
const BYYEARDAY = part('BYYEARDAY', list(signed(366)));
const BYWEEKNO = part('BYWEEKNO', list(signed(53)));

const ruleOf = (freq: string, ...parts: readonly fc.Arbitrary<readonly string[]>[]) =>
  fc.tuple(fc.constant([`FREQ=${freq}`]), ...parts, END, WKST, fc.boolean(), signed(3)).map((given) => {
    const position = `BYSETPOS=${String(given.at(-1))}`;
    const texts = given.flatMap((texts) => (Array.isArray(texts) ? (texts as string[]) : []));
    const selects = texts.some((text) => text.startsWith('BY'));
    return [...texts, ...(given.at(-2) === true && selects ? [position] : [])].join(';');
  });

const rule = fc.oneof(
  ruleOf('DAILY', INTERVAL, BYMONTH, BYDAY, BYMONTHDAY),
  ruleOf('WEEKLY', INTERVAL, BYMONTH, BYDAY),
  ruleOf('MONTHLY', INTERVAL, BYMONTH, NUMBERED, BYMONTHDAY),
  ruleOf('YEARLY', INTERVAL, BYMONTH, NUMBERED, BYMONTHDAY, BYYEARDAY),
  ruleOf('YEARLY', INTERVAL, BYMONTH, BYDAY, BYWEEKNO),
);

test('every rule that is accepted can be stored again, and is read in either case', () => {
  fc.assert(
    fc.property(rule, fc.integer({ min: 1, max: 7 }), (text, weekStart) => {
      const stored = readRrule(text, weekStart);
      expect(stored).toContain('WKST=');
      expect(readRrule(stored, 8 - weekStart)).toBe(stored);
      expect(readRrule(text.toLowerCase(), weekStart)).toBe(stored);
    }),
    { numRuns: 2000 },
  );
});

test('every rule that is accepted can be expanded: ascending, from its start on, the same for a shorter stretch', () => {
  fc.assert(
    fc.property(rule, startsOn, fc.nat(500), fc.nat(400), (text, start, after, length) => {
      const stored = readRrule(text, 1);
      const from = toDay(start) - 50 + after;
      const days = occurrencesWithin(stored, start, from, from + length);
      const inOrder = days.every((day, index) => day > (days[index - 1] ?? -Infinity));
      const inside = days.every((day) => day >= Math.max(from, toDay(start)) && day <= from + length);
      expect([inOrder, inside]).toEqual([true, true]);
      const [later, earlier] = [from + (length >> 2), from + (length >> 1)];
      expect(occurrencesWithin(stored, start, later, earlier)).toEqual(
        days.filter((day) => day >= later && day <= earlier),
      );
    }),
    { numRuns: 2000 },
  );
});

test('the weekday of a week number is that of the start, wherever one looks (rrule-temporal 2.2.8 forgets it)', () => {
  const mondays = ['2024-01-01', '2024-12-30', '2025-12-29'].map(toDay);
  const [first = 0, second = 0, third = 0] = mondays;
  const rrule = 'FREQ=YEARLY;BYWEEKNO=1;WKST=MO';
  expect(occurrencesWithin(rrule, '2024-01-01', first, third)).toEqual(mondays);
  expect(occurrencesWithin(rrule, '2024-01-01', second + 1, third + 30)).toEqual([third]);
});

test('days and weeks of a rule are those a calendar gives', () => {
  const days = fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(startsOn, small, days, weekday, fc.boolean(), (start, interval, byday, wkst, weekly) => {
      const first = toDay(start);
      const rrule = `FREQ=${weekly ? 'WEEKLY' : 'DAILY'};INTERVAL=${interval};BYDAY=${byday.join(',')};WKST=${wkst}`;
      const weekOf = (day: number) => Math.floor((day - isoWeekday(START) + 1 - DAYS.indexOf(wkst)) / 7);
      const expected: number[] = [];
      for (let day = first; day <= first + 200; day += 1) {
        // START is a Monday.
        const shifted = weekOf(day - START + isoWeekday(START) - 1) - weekOf(first - START + isoWeekday(START) - 1);
        const step = weekly ? shifted : day - first;
        if (step % interval === 0 && byday.includes(DAYS[isoWeekday(day) - 1] ?? '')) expected.push(day);
      }
      expect(occurrencesWithin(rrule, start, first - 50, first + 200)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

describe('bounds', () => {
  test.each([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;WKST=MO'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3;WKST=MO'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=9;WKST=MO'],
    ['FREQ=DAILY;UNTIL=20251231;WKST=MO'],
    ['FREQ=YEARLY;INTERVAL=9999;BYMONTH=1;BYMONTHDAY=1;WKST=MO'],
    ['FREQ=MONTHLY;BYDAY=6MO;WKST=MO'],
  ])('%s has no occurrence, and says so', (rrule) => {
    const first = toDay('2026-03-02');
    expect(occurrencesWithin(rrule, '2026-03-02', first, first + 40 * 366)).toEqual([]);
  });

  test('UNTIL includes its date, and both ends of a stretch belong to it', () => {
    const days = occurrencesWithin('FREQ=DAILY;UNTIL=20260305;WKST=MO', '2026-03-02', toDay('2026-03-03'), 30_000);
    expect(days.map(toDate)).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    const [from, to] = [toDay('2026-03-02'), toDay('2026-03-03')];
    expect(occurrencesWithin('FREQ=DAILY;WKST=MO', '2026-03-02', from, to)).toEqual([from, to]);
  });

  test('a daily rule of thirty years does not run out', () => {
    const [first, last] = [toDay('1996-03-01'), toDay('2026-03-01')];
    expect(occurrencesWithin('FREQ=DAILY;WKST=MO', '1996-03-01', first, last).length).toBe(last - first + 1);
    expect(occurrencesWithin('FREQ=DAILY;COUNT=9999;WKST=MO', '1996-03-01', last - 3_600, last).length).toBe(2642);
  });
});

test('windows never overlap, contain their occurrence and lie within early and grace days', () => {
  const reach = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(rule, startsOn, reach, reach, (text, start, earlyDays, graceDays) => {
      const stored = readRrule(text, 1);
      const from = toDay(start);
      const windows = occurrenceWindows({ rrule: stored, earlyDays, graceDays }, start, from - 40, from + 200);
      windows.forEach(({ start: first, on, end }, index) => {
        expect(first).toBeGreaterThan(windows[index - 1]?.end ?? -Infinity);
        expect(first <= on && on <= end && first >= on - earlyDays && end <= on + graceDays).toBe(true);
      });
      // A stretch in the middle sees the same windows.
      const [a, b] = [from + 30, from + 120];
      expect(occurrenceWindows({ rrule: stored, earlyDays, graceDays }, start, a, b)).toEqual(
        windows.filter(({ start: first, end }) => end >= a && first <= b),
      );
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['FREQ=DAILY;WKST=MO', 365, 365],
  ['FREQ=WEEKLY;BYDAY=MO;WKST=MO', 53, 365],
  ['FREQ=DAILY;COUNT=30;WKST=MO', 30, 30],
  ['FREQ=WEEKLY;COUNT=2;WKST=MO', 2, 8],
  ['FREQ=WEEKLY;UNTIL=20260331;WKST=MO', 5, 30],
  ['FREQ=WEEKLY;UNTIL=20360331;WKST=MO', 53, 365],
  ['FREQ=WEEKLY;COUNT=53;WKST=MO', 53, 365],
  ['FREQ=DAILY;UNTIL=20250101;WKST=MO', 1, 365],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;WKST=MO', 1, 365],
])('%s comes %i times in %i days', (rrule, num, den) => {
  expect(occurrenceFrequency(rrule, '2026-03-02')).toEqual({ num, den });
});

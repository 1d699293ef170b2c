import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { logicalDate, segmentAt, type Calendar } from '#core/domain/time/calendar.ts';
import { offsetSpans } from './moment-offsets.ts';

const RUNS = { numRuns: 1000 };
const ZONES = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Auckland'];
const HOUR_MS = 3_600_000;

const instant = fc
  .integer({ min: Date.parse('2009-01-01') / HOUR_MS, max: Date.parse('2028-01-01') / HOUR_MS })
  .map((hours) => new Date(hours * HOUR_MS).toISOString());
const segment = (effectiveAt: string | null) =>
  fc.record({
    effectiveAt: fc.constant(effectiveAt),
    timezone: fc.constantFrom(...ZONES),
    dayStartHour: fc.integer({ min: 0, max: 12 }),
    weekStart: fc.constant(1),
  });
const calendar: fc.Arbitrary<Calendar> = fc
  .uniqueArray(instant, { maxLength: 3 })
  .chain((changes) => fc.tuple(...[null, ...changes.sort()].map(segment)));

test('every instant of a day lies in the one span that tells its zone’s offset', () => {
  fc.assert(
    fc.property(calendar, instant, fc.integer({ min: 0, max: 365 }), (segments, at, days) => {
      const day = logicalDate(segments, at);
      const from = new Date(Date.parse(day) - days * 24 * HOUR_MS).toISOString().slice(0, 10);
      const holding = offsetSpans(segments, from, day).filter((span) => span.from <= at && at < span.until);
      const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(segmentAt(segments, at).timezone);
      expect(holding.map(({ seconds }) => seconds)).toEqual([zoned.offsetNanoseconds / 1e9]);
    }),
    RUNS,
  );
});

test('spans follow each other without gaps', () => {
  fc.assert(
    fc.property(calendar, (segments) => {
      const spans = offsetSpans(segments, '2024-01-01', '2024-12-31');
      expect(spans.at(0)?.from).toBe('2023-12-29T00:00:00.000Z');
      expect(spans.at(-1)?.until).toBe('2025-01-03T00:00:00.000Z');
      spans.slice(1).forEach((span, index) => expect(span.from).toBe(spans[index]?.until));
    }),
    RUNS,
  );
});

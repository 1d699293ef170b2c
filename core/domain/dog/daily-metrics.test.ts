import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from 'decimal.js';
import vectors from '../../../test/vectors/dog.json' with { type: 'json' };
import { addDays } from '../time/dates.ts';
import { averageIntensity, dailyMetrics, everyDay, type CountedMoment, type DailyMetrics } from './daily-metrics.ts';
import { VALENCES, type Valence } from './moment.ts';

const RUNS = { numRuns: 1000 };

const asVector = ({ date, positiveCount, negativeCount, avgIntensity }: DailyMetrics) => ({
  date,
  positive_count: positiveCount,
  negative_count: negativeCount,
  avg_intensity: avgIntensity,
});

test('the vectors are there', () => {
  expect(vectors.daily_metrics.length).toBe(4);
});

test.each(vectors.daily_metrics)('$name', ({ events, expect: expected }) => {
  const moments = events.map(({ local_date: localDate, valence, intensity }) => ({
    localDate,
    valence: valence as Valence,
    intensity,
  }));
  expect(dailyMetrics(moments).map(asVector)).toEqual(expected);
});

const moment: fc.Arbitrary<CountedMoment> = fc.record({
  localDate: fc.integer({ min: 0, max: 9 }).map((days) => addDays('2026-02-25', days)),
  valence: fc.constantFrom(...VALENCES),
  intensity: fc.integer({ min: 1, max: 5 }),
});
const moments = fc.array(moment, { maxLength: 40, size: 'max' });

test('every moment is counted on its own date, and dates ascend', () => {
  fc.assert(
    fc.property(moments, (all) => {
      const rows = dailyMetrics(all);
      expect(rows.map(({ date }) => date)).toEqual([...new Set(all.map(({ localDate }) => localDate))].sort());
      for (const { date, positiveCount, negativeCount } of rows) {
        const those = all.filter(({ localDate }) => localDate === date);
        expect(positiveCount).toBe(those.filter(({ valence }) => valence === 'positive').length);
        expect(negativeCount).toBe(those.filter(({ valence }) => valence === 'negative').length);
      }
    }),
    RUNS,
  );
});

test('moments come in any order', () => {
  const mixed = moments.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
  );
  fc.assert(
    fc.property(mixed, ([all, shuffled]) => {
      expect(dailyMetrics(shuffled)).toEqual(dailyMetrics(all));
    }),
    RUNS,
  );
});

test('the average is that of decimal arithmetic, half away from zero', () => {
  const Exact = Decimal.clone({ precision: 50, rounding: Decimal.ROUND_HALF_UP });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 400 }), (intensities) => {
      expect(averageIntensity(intensities)).toBe(
        Exact.sum(...intensities)
          .div(intensities.length)
          .toFixed(2),
      );
    }),
    RUNS,
  );
});

describe('every day', () => {
  const rows = dailyMetrics([
    { localDate: '2026-02-28', valence: 'positive', intensity: 2 },
    { localDate: '2026-03-02', valence: 'negative', intensity: 5 },
  ]);

  test('gaps hold zeros and null', () => {
    expect(everyDay(rows, '2026-02-27', '2026-03-02').map(asVector)).toEqual([
      { date: '2026-02-27', positive_count: 0, negative_count: 0, avg_intensity: null },
      { date: '2026-02-28', positive_count: 1, negative_count: 0, avg_intensity: '2.00' },
      { date: '2026-03-01', positive_count: 0, negative_count: 0, avg_intensity: null },
      { date: '2026-03-02', positive_count: 0, negative_count: 1, avg_intensity: '5.00' },
    ]);
  });

  test('rows outside are left out', () => {
    expect(everyDay(rows, '2026-03-01', '2026-03-01').map(({ date }) => date)).toEqual(['2026-03-01']);
  });

  test('366 days are the most', () => {
    expect(everyDay([], '2024-01-01', '2024-12-31').length).toBe(366);
    expect(() => everyDay([], '2024-01-01', '2025-01-01')).toThrow(
      expect.objectContaining({ code: 'validation_failed', field: 'to' }) as Error,
    );
  });

  test('to does not lie before from', () => {
    expect(() => everyDay([], '2026-03-02', '2026-03-01')).toThrow(
      expect.objectContaining({ code: 'validation_failed', field: 'to' }) as Error,
    );
  });
});

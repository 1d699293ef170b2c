import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, fraction, median } from './fraction.ts';
import { medianSlope, type DayEnd } from './theil-sen.ts';

/** The definition, slowly: all pairs as exact fractions. */
const byDefinition = (points: readonly DayEnd[]) =>
  median(points.flatMap((a, i) => points.slice(i + 1).map((b) => fraction(b.sum - a.sum, BigInt(b.day - a.day)))));

const pointsOf = (bound: bigint) =>
  fc
    .uniqueArray(fc.record({ day: fc.integer({ min: 0, max: 4000 }), sum: fc.bigInt({ min: -bound, max: bound }) }), {
      minLength: 2,
      maxLength: 14,
      selector: ({ day }) => day,
    })
    .map((points) => points.sort((a, b) => a.day - b.day));

test.each([3n, 9_999_999_999n, 10n ** 20n])('is the exact median of all slopes, sums up to %s', (bound) => {
  fc.assert(
    fc.property(pointsOf(bound), (points) => {
      expect(compare(medianSlope(points), byDefinition(points))).toBe(0);
    }),
    { numRuns: 2000 },
  );
});

test('is exact for four years of one entry a day', () => {
  const points = Array.from({ length: 1500 }, (_, day) => ({ day, sum: BigInt(day * 13 + ((day * 7919) % 11)) }));
  expect(compare(medianSlope(points), fraction(13n, 1n))).toBe(0);
});

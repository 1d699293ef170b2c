import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, hasCome } from './backoff.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-02T08:00:00Z');

test('it waits half a second to a second after the first failure, and twice as long after each one more', () => {
  expect([0, 0.5, 0.999999].map((random) => backoffMs(1, random))).toEqual([500, 750, 1000]);
  expect([1, 2, 3, 4, 5].map((failures) => backoffMs(failures, 0))).toEqual([500, 1000, 2000, 4000, 8000]);
});

test('it never waits longer than 5 minutes, never less than half of what it could, and more failures never shorten it', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), random, (failures, chance) => {
      const ms = backoffMs(failures, chance);
      expect(ms).toBeLessThanOrEqual(5 * MINUTE);
      expect(ms * 2).toBeGreaterThanOrEqual(Math.min(5 * MINUTE, 1_000 * 2 ** (failures - 1)));
      expect(backoffMs(failures + 1, chance)).toBeGreaterThanOrEqual(ms);
    }),
    { numRuns: 1_000 },
  );
});

test('an instant has come when it is past, or was set by a clock that was a day ahead', () => {
  expect(hasCome(NOW, NOW)).toBe(true);
  expect(hasCome(NOW + 1, NOW)).toBe(false);
  expect(hasCome(NOW + 10 * MINUTE, NOW)).toBe(false);
  expect(hasCome(NOW + 24 * 60 * MINUTE, NOW)).toBe(true);
});

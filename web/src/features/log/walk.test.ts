import fc from 'fast-check';
import { expect, test } from 'vitest';
import { momentAt } from './test-moments.ts';
import { byDay, walkMinutes, walkOf } from './walk.ts';

const NOW = '2026-03-14T15:00:00.000Z';
const minutesAgo = (minutes: number) => momentAt(new Date(Date.parse(NOW) - minutes * 60_000).toISOString());
const walkAt = (...minutes: number[]) => walkOf(minutes.map(minutesAgo), Date.parse(NOW)).length;

test.each([
  [[], 0],
  [[0], 1],
  [[90], 1],
  [[91], 0],
  [[10, 100], 2],
  [[10, 101, 102], 1],
  [[80, 160, 240, 331], 3],
  // A clock that runs ahead.
  [[-30, 50], 2],
  [[-30, 61], 2],
])('minutes ago %j: the walk has %i', (minutes, count) => {
  expect(walkAt(...minutes)).toBe(count);
});

test('no two neighbours of a walk are more than 90 minutes apart, and what comes next is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 12 }), (minutes) => {
      const sorted = minutes.toSorted((a, b) => a - b);
      const walk = sorted.slice(0, walkAt(...sorted));
      const gaps = walk.map((at, index) => at - (walk[index - 1] ?? 0));
      expect(gaps.every((gap) => gap <= 90)).toBe(true);
      const next = sorted[walk.length];
      if (next !== undefined) expect(next - (walk.at(-1) ?? 0)).toBeGreaterThan(90);
    }),
    { numRuns: 2_000 },
  );
});

test('a walk lasts from its first moment until now', () => {
  expect(walkMinutes([], Date.parse(NOW))).toBeNull();
  expect(walkMinutes([minutesAgo(3), minutesAgo(24)], Date.parse(NOW))).toBe(24);
  expect(walkMinutes([minutesAgo(-5)], Date.parse(NOW))).toBe(0);
});

test('days are those the server named, and else those of the zone and the start of the day', () => {
  const moments = [
    momentAt('2026-03-14T04:30:00Z'),
    momentAt('2026-03-14T00:30:00Z', { localDate: '2026-03-12' }),
    momentAt('2026-03-14T00:10:00Z'),
  ];
  const days = (zone: string, start: number) =>
    byDay(moments, zone, start).map(({ date, moments: of }) => [date, of.length]);
  expect(days('UTC', 0)).toEqual([
    ['2026-03-14', 2],
    ['2026-03-12', 1],
  ]);
  expect(days('UTC', 4)).toEqual([
    ['2026-03-14', 1],
    ['2026-03-12', 1],
    ['2026-03-13', 1],
  ]);
  expect(days('America/New_York', 0)[2]).toEqual(['2026-03-13', 1]);
});

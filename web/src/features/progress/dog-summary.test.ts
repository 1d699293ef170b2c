import { expect, test } from 'vitest';
import {
  everyHour,
  hardest,
  momentSpan,
  momentsIn,
  recoveryOf,
  runsOf,
  strengthOf,
  type DailyRow,
} from './dog-summary.ts';
import { dogWords } from './dog-words.ts';

const dayOf = (date: string, good: number, hard: number): DailyRow => ({
  date,
  positive_count: good,
  negative_count: hard,
  avg_intensity: good + hard === 0 ? null : '3.00',
});
const group = (key: string, good: number, hard: number) => ({
  key,
  positive_count: good,
  negative_count: hard,
  avg_intensity: '3.00',
});

const rows = [
  dayOf('2026-03-01', 1, 0),
  dayOf('2026-03-02', 2, 3),
  dayOf('2026-03-03', 0, 0),
  dayOf('2026-03-04', 0, 1),
];

test('a span counts its own days, and the ones with a moment', () => {
  expect(momentSpan(rows, '2026-03-02', '2026-03-04')).toEqual({ days: rows.slice(1), good: 2, hard: 4, logged: 2 });
  expect(momentSpan(rows, '2026-02-01', '2026-02-28')).toEqual({ days: [], good: 0, hard: 0, logged: 0 });
});

test('a day without a number is a gap, never a zero and never joined', () => {
  const points = strengthOf(rows);
  expect(points.map(({ date }) => date)).toEqual(['2026-03-01', '2026-03-02', '2026-03-04']);
  expect(runsOf(points).map((run) => run.map(({ date }) => date.slice(8)))).toEqual([['01', '02'], ['04']]);
  expect(runsOf([])).toEqual([]);
});

test('all hours have a place, and the one with the most hard moments is named', () => {
  const hours = everyHour([group('07', 2, 0), group('18', 1, 4)]);
  expect(hours).toHaveLength(24);
  expect(hours[7]).toMatchObject({ key: '07', positive_count: 2 });
  expect(hours[8]).toMatchObject({ key: '08', positive_count: 0 });
  expect(hardest(hours)?.key).toBe('18');
  expect(hardest([group('a', 0, 2), group('b', 0, 2)])?.key).toBe('a');
  expect(hardest([group('a', 3, 0)])).toBeNull();
  expect(momentsIn(hours)).toBe(7);
});

test('recovery is said in minutes', () => {
  expect(recoveryOf({ recovery: [{ date: '2026-03-02', seconds: 90, count: 2 }] })).toEqual([
    { date: '2026-03-02', value: 1.5, count: 2 },
  ]);
});

test('small samples are called small, and nothing is blamed', () => {
  expect(dogWords.daysSays(1, 2, 14, 13)).toBe(
    '1 good moment and 2 hard ones in 14 days. A small sample: treat it as a hunch.',
  );
  expect(dogWords.daysSays(63, 1, 14, 14)).toBe('63 good moments and 1 hard one in 14 days.');
  expect(dogWords.groupSays(group('other_dog', 1, 4), 5, (key) => key)).toBe('Most hard moments with “other_dog”: 4.');
  expect(dogWords.groupSays(null, 2, (key) => key)).toMatch(/none hard\. A small sample/);
  expect(dogWords.before(3, 5, 2)).toBe('2 fewer than before');
  expect(dogWords.before(3, 0, 0)).toBe('the first of their kind');
});

import { describe, expect, test } from 'vitest';
import type { ActivityDay } from '#core/contract/insight.ts';
import { levelsOver, spanOf } from './summary.ts';
import { dayTicks } from './ticks.ts';

const row = (over: Partial<ActivityDay>): ActivityDay => ({
  date: '2026-03-02',
  source: 'github',
  type: 'commit.push',
  count: 1,
  value: '1',
  xp: 10,
  ...over,
});

describe('a span of days', () => {
  const items = [
    row({ date: '2026-02-28', xp: 99 }),
    row({ date: '2026-03-01', count: 3, value: '3', xp: 30 }),
    row({ date: '2026-03-03', count: 1, value: '1', xp: 10 }),
    row({ date: '2026-03-03', type: 'review.submitted', xp: 20 }),
    row({ date: '2026-03-03', source: 'system', type: 'goal.completed', xp: 50 }),
    row({ date: '2026-03-03', source: 'gitlab', xp: 5 }),
  ];
  const span = spanOf(items, '2026-03-01', '2026-03-04');

  test('has every date, those without XP too, and none outside', () => {
    expect(span.days).toEqual([
      { date: '2026-03-01', xp: 30, parts: [{ key: 'dev github', xp: 30 }] },
      { date: '2026-03-02', xp: 0, parts: [] },
      {
        date: '2026-03-03',
        xp: 85,
        // In the order of the groups, which are told by XP over the whole span.
        parts: [
          { key: 'dev github', xp: 30 },
          { key: 'goals', xp: 50 },
          { key: 'dev gitlab', xp: 5 },
        ],
      },
      { date: '2026-03-04', xp: 0, parts: [] },
    ]);
    expect(span).toMatchObject({ xp: 115, activeDays: 2, best: { date: '2026-03-03', xp: 85 } });
  });

  test('tells code by where it came from, and goals as goals', () => {
    expect(span.groups.map(({ label, units, xp }) => [label, units, xp])).toEqual([
      ['GitHub', '4 commits, 1 review', 60],
      ['Goals', '1 goal reached', 50],
      ['gitlab', '1 commit', 5],
    ]);
  });

  test('without anything has no best day', () => {
    expect(spanOf([], '2026-03-01', '2026-03-01')).toMatchObject({ xp: 0, activeDays: 0, best: null, groups: [] });
  });
});

test('levels follow from the XP before and of each day', () => {
  const days = [
    { date: '2026-03-01', xp: 9 },
    { date: '2026-03-02', xp: 1 },
    { date: '2026-03-03', xp: 150 },
  ];
  expect(levelsOver(days, 90).map(({ level }) => level)).toEqual([1, 2, 3]);
});

test('an axis names today and a handful of days at even distances', () => {
  const dates = Array.from({ length: 14 }, (_, i) => `2026-03-${String(i + 1).padStart(2, '0')}`);
  const { dates: shown, label } = dayTicks(dates);
  expect(shown.map(label)).toEqual(['2', '5', '8', '11', 'Today']);
});

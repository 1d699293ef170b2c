import { expect, test } from 'vitest';
import { beforeAndAfter, dueWords, ruleExamples } from './editor-words.ts';
import { previewOf } from './preview.ts';

const nothing = { completions: [], restDays: [], shortDays: [] };
const next = (config: object, type = 'ADVANCED') =>
  previewOf(
    { type, config, startsOn: '2026-03-02', freezePolicy: 'off', weekStart: 1 } as Parameters<typeof previewOf>[0],
    nothing,
    '2026-03-06',
  );

test('the next dates read as dates, weeks and windows', () => {
  expect(next({ allowMultiplePerDay: true, timesPerDay: 2 }, 'DAILY').dues.map(dueWords)[0]).toBe('Fri 6 Mar: 2 times');
  expect(next({ intervalDays: 3 }, 'CUSTOM_INTERVAL').dues.map(dueWords).slice(0, 2)).toEqual([
    'Fri 6 Mar',
    'Mon 9 Mar',
  ]);
  expect(next({ timesPerWeek: 1 }, 'WEEKLY').dues.map(dueWords)[1]).toBe('Mon 9 Mar to Sun 15 Mar: 1 day');
  const rules = { rrule: 'FREQ=MONTHLY;BYDAY=1MO', earlyDays: 1, graceDays: 2 };
  expect(next({ pattern: 'RRULE', rules }).dues.map(dueWords)[0]).toBe('Mon 6 Apr, counts from Sun 5 Apr to Wed 8 Apr');
});

test('every example has dates to come, and a rule that is none says why', () => {
  for (const { rrule } of ruleExamples) expect(next({ pattern: 'RRULE', rules: { rrule } }).dues).toHaveLength(5);
  expect(next({ pattern: 'RRULE', rules: { rrule: 'COUNT=3' } })).toEqual({ dues: [], fault: 'A rule needs FREQ.' });
});

test('a change tells the streak before and after, with what each counts', () => {
  const before = { current_streak: 12, longest_streak: 44, streak_unit: 'day' } as const;
  const after = { current_streak: 1, longest_streak: 6, streak_unit: 'week' } as const;
  expect(beforeAndAfter(before, after)).toBe(
    'Your streak reads 12 days, the longest 44 days. By this rhythm it reads 1 week, the longest 6 weeks.',
  );
});

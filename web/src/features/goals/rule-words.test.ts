import { expect, test } from 'vitest';
import type { RuleView } from '#core/contract/goals.ts';
import { periodWords, nowWords, valueWords } from './period-words.ts';
import { asksWords, ruleSentence } from './rule-words.ts';
import { goalOf, ruleOf } from './test-goals.ts';

const says = (rule: Partial<RuleView>, tracker = 'Run', unit: string | null = 'km') =>
  ruleSentence(ruleOf(rule), tracker, unit, '2026-11-27');

test('how often, in a sentence', () => {
  expect(says({ threshold_type: 'gte', threshold: '5' })).toBe('Run, 5 km or more, 3 times each week');
  expect(says({ frequency: 1, interval_unit: 'd' })).toBe('Run, once each day');
  expect(says({ frequency: 2, interval_value: 2 })).toBe('Run, twice every 2 weeks');
  expect(says({ direction: 'down', frequency: 4 }, 'Coffee', null)).toBe('Coffee, at most 4 times each week');
  expect(says({ period_mode: 'rolling', interval_unit: 'd', interval_value: 7 })).toBe('Run, 3 times in any 7 days');
  expect(says({ agg_method: 'sum', threshold_type: 'gte', threshold: '8000', frequency: 5 }, 'Steps', null)).toBe(
    'Steps: 8,000 or more in a day, added up, on 5 days each week',
  );
});

test('a change, in a sentence', () => {
  const delta = { measure_type: 'delta', direction: 'down', delta_goal: '0.5', frequency: null } as const;
  expect(says(delta, 'Weight', 'kg')).toBe('Weight down by 0.5 kg or more each week');
  expect(says({ ...delta, threshold_type: 'gte', threshold: '60' }, 'Weight', 'kg')).toBe(
    'Weight down by 0.5 kg or more each week, while it stays at 60 kg or more',
  );
  expect(says({ ...delta, goal_start_point: '92.4' }, 'Weight', 'kg')).toBe(
    'Weight 0.5 kg or more below 92.4 kg each week',
  );
});

test('a value to reach, in a sentence', () => {
  const target = { measure_type: 'target', direction: 'down', goal_end_point: '90', frequency: null } as const;
  const once = { ...target, interval_unit: null, interval_value: null } as const;
  expect(says(once, 'Weight', 'kg')).toBe('Weight down to 90 kg');
  expect(says({ ...once, ends_at: '2027-01-01T00:00:00.000Z' }, 'Weight', 'kg')).toBe(
    'Weight down to 90 kg by Thu 31 Dec',
  );
  expect(says({ ...once, direction: 'up', agg_method: 'sum' }, 'Savings', '€')).toBe('Savings: 90 € in all');
  expect(says(target, 'Weight', 'kg')).toBe('Weight at 90 kg or less each week');
  const band = { threshold_type: 'between', threshold_min: '70', threshold_max: '72', goal_end_point: '71' } as const;
  expect(says({ ...once, ...band }, 'Weight', 'kg')).toBe('Weight between 70 and 72 kg');
  expect(says({ ...target, ...band }, 'Weight', 'kg')).toBe('Weight between 70 and 72 kg each week');
});

test('amounts and events, in a sentence', () => {
  const filter = { types: ['commit.push', 'review.submitted'] };
  const target = { target_value: '10.00', start_date: '2026-11-01', event_filter: filter };
  expect(asksWords(goalOf({ kind: 'event_count', target }), undefined, '2026-11-27')).toBe('10 commits or reviews');
  const amount = { target_value: '5000.00', start_date: null, event_filter: null };
  expect(asksWords(goalOf({ target: amount, unit: '€', target_date: '2027-03-01' }), undefined, '2026-11-27')).toBe(
    '5,000 € by Mon 1 Mar 2027',
  );
  const counter = { target_value: null, start_date: null, event_filter: null };
  expect(asksWords(goalOf({ target: counter, unit: 'days' }), undefined, '2026-11-27')).toBe(
    'Counts days, without an end',
  );
});

const span = (start: string, end: string | null, partial = false) => ({
  period_label: '',
  period_start: start,
  period_end: end,
  partial,
});

test('a period is called by when it is', () => {
  const today = '2026-11-27';
  const week = span('2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z');
  expect(periodWords(ruleOf({}), week, today)).toBe('Mon 23 Nov to Sun 29 Nov');
  const day = span('2026-11-27T00:00:00.000Z', '2026-11-28T00:00:00.000Z');
  expect(periodWords(ruleOf({ interval_unit: 'd' }), day, today)).toBe('Fri 27 Nov');
  const month = span('2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z');
  expect(periodWords(ruleOf({ interval_unit: 'm' }), month, today)).toBe('November 2026');
  expect(periodWords(ruleOf({ interval_unit: null }), span('2026-01-01T00:00:00.000Z', null), today)).toBe(
    'since Thu 1 Jan',
  );
  const hour = span('2026-11-27T09:00:00.000Z', '2026-11-27T10:00:00.000Z');
  expect(periodWords(ruleOf({ interval_unit: 'h' }), hour, today)).toBe('Fri 27 Nov, 09:00 to 10:00');
  expect(nowWords(ruleOf({ interval_value: 2 }))).toBe('these 2 weeks');
});

test('what was measured stands beside what is asked', () => {
  const row = (value: string | null) => ({ value, baseline: null, met: false });
  expect(valueWords(ruleOf({}), row('2'), 'km')).toBe('2 of 3');
  expect(valueWords(ruleOf({ direction: 'down' }), row('2'), null)).toBe('2 of at most 3');
  const delta = ruleOf({ measure_type: 'delta', direction: 'down', delta_goal: '0.5', frequency: null });
  expect(valueWords(delta, row('-0.3'), 'kg')).toBe('−0.3 of −0.5 kg');
  expect(valueWords(delta, row(null), 'kg')).toBe('nothing to compare yet');
  const target = ruleOf({ measure_type: 'target', direction: 'down', goal_end_point: '90', frequency: null });
  expect(valueWords(target, row('91.3'), 'kg')).toBe('91.3 kg, goal 90 kg');
});

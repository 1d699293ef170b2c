import { expect, test } from 'vitest';
import type { GoalView, PaceView } from '#core/contract/goals.ts';
import type { z } from 'zod';
import { shareOf, stateOf } from './goal-state.ts';
import { forecastWords, numberWords, paceWords, sideWords } from './progress-words.ts';
import { goalOf, ruleOf } from './test-goals.ts';

type Pace = z.output<typeof PaceView>;
const pace = (given: Partial<Pace>): Pace => ({
  state: 'on_track',
  days_left: 185,
  needed_per_day: '14.87',
  expected: '2479.45',
  remaining: '2750.00',
  avg_per_day: '12.4309',
  linear_date: '2027-02-07',
  slope: '15.924907',
  usual_pace_date: '2026-12-20',
  ...given,
});
const now = Date.parse('2026-06-30T12:00:00Z');
const today = '2026-06-30';
const withPace = (given: Partial<Pace>, goal: Partial<GoalView> = {}) =>
  goalOf({
    unit: '€',
    target_date: '2026-12-31',
    target: { target_value: '5000.00', start_date: null, event_filter: null },
    ...goal,
    progress: { ...goalOf({}).progress, current_value: '2250.00', progress: '0.4500', pace: pace(given) },
  });

test('pace is said kindly', () => {
  expect(paceWords(withPace({}), today)).toBe('On track');
  expect(paceWords(withPace({ state: 'behind', needed_per_day: '15.20' }), today)).toBe(
    '15.20 € a day would do it by Thu 31 Dec',
  );
  expect(paceWords(withPace({ state: 'behind', needed_per_day: '999.99', days_left: 1 }), today)).toBe(
    '999.99 € today would do it',
  );
  for (const state of ['completed', 'overdue', 'no_data', 'open_ended', 'ahead', 'on_track', 'behind'] as const)
    expect(paceWords(withPace({ state }), today)).not.toMatch(/fail|behind|late|miss|only|just|!/i);
});

test('both forecasts say what they are made from', () => {
  expect(forecastWords(withPace({}), today)).toEqual([
    'At your average of 12.43 € a day: Sun 7 Feb 2027.',
    'At your usual pace, 15.92 € a day: Sun 20 Dec.',
  ]);
  expect(forecastWords(withPace({ state: 'completed' }), today)).toEqual([]);
});

test('the number of a goal', () => {
  expect(numberWords(withPace({}))).toBe('2,250 of 5,000 €');
  const period = {
    period_label: '2026-06-29',
    period_start: '2026-06-29T00:00:00.000Z',
    period_end: '2026-07-06T00:00:00.000Z',
    value: '2',
    baseline: null,
    data_points: 2,
    met: false,
    final: false,
    met_at: null,
    progress: '0.6667',
    status: 'open',
    partial: false,
    revision: 1,
  } as const;
  const weekly = goalOf({ kind: 'tracker', rule: ruleOf({}), progress: { ...goalOf({}).progress, period } });
  expect(numberWords(weekly)).toBe('2 of 3 this week');
  expect(shareOf(weekly)).toBeCloseTo(0.6667);
  const limit = { ...weekly, rule: ruleOf({ direction: 'down', frequency: 4 }) };
  expect(numberWords(limit)).toBe('2 of at most 4 this week');
  expect(shareOf(limit)).toBe(0.5);
  expect(shareOf(goalOf({ kind: 'continuous_counter' }))).toBe(null);
});

test('the state of a goal', () => {
  const chained = (chain_state: NonNullable<GoalView['progress']['chain_state']>) =>
    goalOf({ progress: { ...goalOf({}).progress, chain_state } });
  expect(['locked', 'active', 'completed', 'expired'].map((state) => stateOf(chained(state as 'locked'), now))).toEqual(
    ['locked', 'active', 'completed', 'over'],
  );
  expect(stateOf(goalOf({ rule: ruleOf({ ends_at: '2026-06-01T00:00:00.000Z' }) }), now)).toBe('over');
  expect(sideWords(goalOf({ status: 'paused' }), now, today)).toBe('Paused');
});

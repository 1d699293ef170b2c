import { expect, test } from 'vitest';
import vectors from '../../../test/vectors/tracker_goals.json' with { type: 'json' };
import { DomainError } from '../errors.ts';
import { checkInGroup, checkRule } from './check-rule.ts';
import type { GoalRule } from './rule.ts';
import { BLANK_RULE, ruleOf, type VectorGoal } from './vector-rules.ts';

const faultOf = (check: () => void): string | null => {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'validation_failed') throw error;
    return error.field ?? '';
  }
};

const weekly = { intervalValue: 1, intervalUnit: 'w' } as const;
const frequency: GoalRule = { ...BLANK_RULE, frequency: 3, ...weekly };
const delta: GoalRule = { ...BLANK_RULE, measureType: 'delta', deltaGoal: '0.5', ...weekly };
const target: GoalRule = { ...BLANK_RULE, measureType: 'target', goalEndPoint: '90' };
const between = { thresholdType: 'between', thresholdMin: '89', thresholdMax: '91' } as const;
const gte = { thresholdType: 'gte', threshold: '5' } as const;

test.each<readonly [string, GoalRule]>([
  ['a frequency goal', frequency],
  ['with a threshold', { ...frequency, ...gte }],
  ['of days', { ...frequency, ...gte, aggMethod: 'sum' }],
  ['rolling', { ...frequency, periodMode: 'rolling' }],
  ['hourly', { ...frequency, intervalUnit: 'h', intervalValue: 6 }],
  ['a delta goal', delta],
  ['from a fixed start, with a guard', { ...delta, goalStartPoint: '-0.5', ...between }],
  ['a target', target],
  ['a periodic one', { ...target, ...weekly, aggMethod: 'avg' }],
  ['an average with an end', { ...target, aggMethod: 'avg', endsAt: '2026-02-01T00:00:00.000Z' }],
  ['a range', { ...target, ...between }],
  ['with its own end point as threshold', { ...target, thresholdType: 'gte', threshold: '90.00' }],
  ['downwards', { ...target, direction: 'down', thresholdType: 'lte' }],
  ['exactly', { ...target, thresholdType: 'eq' }],
])('%s is fine', (_, rule) => {
  expect(faultOf(() => checkRule(rule))).toBeNull();
});

test.each<readonly [string, string, GoalRule]>([
  ['a frequency goal without frequency', 'frequency', { ...frequency, frequency: null }],
  ['no times a week', 'frequency', { ...frequency, frequency: 0 }],
  ['half a time a week', 'frequency', { ...frequency, frequency: 0.5 }],
  ['more than an int', 'frequency', { ...frequency, frequency: 2_147_483_648 }],
  ['frequency of a delta goal', 'frequency', { ...delta, frequency: 3 }],
  ['frequency without interval', 'interval_unit', { ...frequency, intervalValue: null, intervalUnit: null }],
  ['delta without interval', 'interval_unit', { ...delta, intervalValue: null, intervalUnit: null }],
  ['a unit without its number', 'interval_unit', { ...frequency, intervalValue: null }],
  ['a number without its unit', 'interval_unit', { ...target, intervalValue: 1 }],
  ['an interval of 0', 'interval_value', { ...frequency, intervalValue: 0 }],
  ['periods of more than a century', 'interval_value', { ...frequency, intervalUnit: 'y', intervalValue: 101 }],
  ['an end before the start', 'ends_at', { ...frequency, endsAt: '2026-01-01T00:00:00.000Z' }],
  ['an end at the start', 'ends_at', { ...frequency, endsAt: frequency.startsAt }],
  ['an average without end', 'ends_at', { ...target, aggMethod: 'avg' }],
  ['a change of 0', 'delta_goal', { ...delta, deltaGoal: '0.00' }],
  ['a negative change', 'delta_goal', { ...delta, deltaGoal: '-1' }],
  ['a delta goal without change', 'delta_goal', { ...delta, deltaGoal: null }],
  ['a change of a frequency goal', 'delta_goal', { ...frequency, deltaGoal: '1' }],
  ['a target without end point', 'goal_end_point', { ...target, goalEndPoint: null }],
  ['an end point of a delta goal', 'goal_end_point', { ...delta, goalEndPoint: '90' }],
  ['a start point of a frequency goal', 'goal_start_point', { ...frequency, goalStartPoint: '1' }],
  ['rolling delta', 'period_mode', { ...delta, periodMode: 'rolling' }],
  ['rolling hours', 'period_mode', { ...frequency, periodMode: 'rolling', intervalUnit: 'h' }],
  ['a rolling single window', 'period_mode', { ...target, periodMode: 'rolling' }],
  ['days without a threshold', 'agg_method', { ...frequency, aggMethod: 'sum' }],
  ['days in hours', 'agg_method', { ...frequency, ...gte, aggMethod: 'sum', intervalUnit: 'h' }],
  ['a threshold without type', 'threshold_type', { ...frequency, threshold: '5' }],
  ['a bound without type', 'threshold_type', { ...frequency, thresholdMin: '5' }],
  ['a type without threshold', 'threshold', { ...frequency, thresholdType: 'gte' }],
  ['between without an end', 'threshold_min', { ...frequency, ...between, thresholdMax: null }],
  ['between the wrong way round', 'threshold_min', { ...frequency, ...between, thresholdMin: '91.01' }],
  ['between with a threshold', 'threshold', { ...frequency, ...between, threshold: '90' }],
  ['bounds of another type', 'threshold_min', { ...frequency, ...gte, thresholdMin: '1' }],
  ['a threshold that is not the end point', 'threshold', { ...target, thresholdType: 'gte', threshold: '90.01' }],
  ['an end point out of its range', 'goal_end_point', { ...target, ...between, goalEndPoint: '91.5' }],
  ['up to at most', 'threshold_type', { ...target, thresholdType: 'lte' }],
  ['down to at least', 'threshold_type', { ...target, direction: 'down', thresholdType: 'gte' }],
  ['a week that starts on day 0', 'week_start', { ...frequency, weekStart: 0 }],
  ['a week that starts on day 8', 'week_start', { ...frequency, weekStart: 8 }],
  ['a day that starts at 13', 'day_start_hour', { ...frequency, dayStartHour: 13 }],
  ['a day that starts at -1', 'day_start_hour', { ...frequency, dayStartHour: -1 }],
  ['a threshold that is no decimal', 'threshold', { ...frequency, ...gte, threshold: '1e3' }],
  ['a start point that is no decimal', 'goal_start_point', { ...delta, goalStartPoint: 'NaN' }],
])('%s is refused by %s', (_, field, rule) => {
  expect(faultOf(() => checkRule(rule))).toBe(field);
});

test('every goal of the vectors is fine', () => {
  const goals = [...vectors.cases.map(({ goal }) => goal), ...vectors.chain.goals] as readonly VectorGoal[];
  expect(goals.length).toBeGreaterThan(60);
  for (const goal of goals) expect(faultOf(() => checkRule(ruleOf(goal)))).toBeNull();
});

test('a rolling goal cannot join a group', () => {
  expect(faultOf(() => checkInGroup({ ...frequency, periodMode: 'rolling' }))).toBe('period_mode');
  expect(faultOf(() => checkInGroup(frequency))).toBeNull();
});

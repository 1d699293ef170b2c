import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { GoalRule, Log } from './rule.ts';
import { BLANK_RULE } from './vector-rules.ts';

const rule: GoalRule = {
  ...BLANK_RULE,
  measureType: 'delta',
  deltaGoal: '0.1',
  aggMethod: 'avg',
  intervalValue: 1,
  intervalUnit: 'w',
  goalStartPoint: '0.5',
};
const log = (day: string, value: string): Log => ({ id: day, at: `2026-01-${day}T08:00:00.000Z`, value });
const week = [log('05', '1'), log('06', '1'), log('07', '0')];

test('the guard looks at the rounded level, as every comparison does: 2/3 is at least 0.666667', () => {
  const guarded = { ...rule, thresholdType: 'gte', threshold: '0.666667' } as const;
  expect(evaluate(guarded, week, '2026-01-12T00:00:00.000Z')[0]).toMatchObject({ value: '0.166667', met: true });
});

test('a fixed baseline with more decimals than are stored is exact in the difference', () => {
  const fine = { ...rule, goalStartPoint: '0.5000004', deltaGoal: '0.1666663' };
  expect(evaluate(fine, week, '2026-01-12T00:00:00.000Z')[0]).toMatchObject({
    baseline: '0.5',
    value: '0.166666',
    met: false,
  });
});

import { expect, test } from 'vitest';
import { bandOf } from './goal-band.ts';
import { ruleOf } from './test-goals.ts';

test('a band lies where a goal is met', () => {
  expect(bandOf(ruleOf({}), null)).toEqual({ from: 3, to: null, label: 'Goal: 3 or more' });
  expect(bandOf(ruleOf({ direction: 'down' }), null)).toEqual({ from: 0, to: 3, label: 'Goal: 3 or less' });
  const delta = ruleOf({ measure_type: 'delta', direction: 'down', delta_goal: '0.5' });
  expect(bandOf(delta, 'kg')).toEqual({ from: null, to: -0.5, label: 'Goal: −0.5 kg or further' });
  const target = ruleOf({ measure_type: 'target', direction: 'down', goal_end_point: '90' });
  expect(bandOf(target, 'kg')).toEqual({ from: null, to: 90, label: 'Goal: 90 kg or less' });
  const between = { ...target, threshold_type: 'between', threshold_min: '70', threshold_max: '72' } as const;
  expect(bandOf(between, 'kg')).toEqual({ from: 70, to: 72, label: 'Goal: 70 to 72 kg' });
});

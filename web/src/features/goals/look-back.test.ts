import { expect, test } from 'vitest';
import { lookBack } from './look-back.ts';
import { ruleOf } from './test-goals.ts';

const now = Date.parse('2026-11-27T12:00:00.000Z');

test('a screenful of periods is read at a time', () => {
  expect(lookBack(ruleOf({}), now, 1)).toBe('2026-05-29T12:00:00.000Z');
  expect(lookBack(ruleOf({ interval_unit: 'd' }), now, 2)).toBe('2026-10-06T12:00:00.000Z');
  expect(lookBack(ruleOf({ interval_unit: 'd', interval_value: 7, period_mode: 'rolling' }), now, 1)).toBe(
    '2026-10-25T12:00:00.000Z',
  );
  expect(lookBack(ruleOf({ interval_unit: null, interval_value: null }), now, 1)).toBe(null);
});

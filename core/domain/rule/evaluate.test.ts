import { expect, test } from 'vitest';
import vectors from '../../../test/vectors/tracker_goals.json' with { type: 'json' };
import { evaluate } from './evaluate.ts';
import { referenceRows } from './reference.ts';
import { ruleOf, rowOfVector, type VectorCase } from './vector-rules.ts';

const cases = vectors.cases as readonly VectorCase[];

test('the vectors are there', () => {
  expect(cases.length).toBe(59);
});

test.each(cases)('$name', ({ goal, logs, now, expect: rows }) => {
  const rule = ruleOf(goal);
  const rolling = rule.periodMode === 'rolling';
  const expected = rows.map((row) => rowOfVector(row, rolling));
  expect(evaluate(rule, logs, now)).toEqual(expected);
  expect(referenceRows(rule, logs, now)).toEqual(expected);
});

import { expect, test } from 'vitest';
import vectors from '../../../test/vectors/tracker_goals.json' with { type: 'json' };
import { evaluateChain } from './chain.ts';
import type { GoalRule, Log } from './rule.ts';
import { BLANK_RULE, instantOrNull, rowOfVector, ruleOf, type VectorGoal, type VectorMember } from './vector-rules.ts';

interface VectorChain {
  readonly name: string;
  readonly goals: readonly VectorGoal[];
  readonly logs: readonly Log[];
  readonly now: string;
  readonly expect: readonly VectorMember[];
}
const { goals, logs, at_2026_03_15T12, at_2026_03_16T00 } = vectors.chain as unknown as VectorChain & {
  readonly at_2026_03_15T12: readonly VectorMember[];
  readonly at_2026_03_16T00: readonly VectorMember[];
};
const chains: readonly VectorChain[] = [
  { name: 'chain, Sunday', goals, logs, now: '2026-03-15T12:00:00Z', expect: at_2026_03_15T12 },
  { name: 'chain, Monday', goals, logs, now: '2026-03-16T00:00:00Z', expect: at_2026_03_16T00 },
  ...(vectors.chains as unknown as readonly VectorChain[]),
];

test('the vectors are there', () => {
  expect(chains.length).toBe(13);
  expect(chains.every(({ expect: members }) => members.length >= 2)).toBe(true);
});

test.each(chains)('$name', ({ goals: members, logs: given, now, expect: expected }) => {
  expect(evaluateChain(members.map(ruleOf), new Map([['w', given]]), now)).toEqual(
    expected.map(({ id, state, activated_at, met_at, rows }) => ({
      goalId: id,
      state,
      activatedAt: instantOrNull(activated_at),
      reachedAt: instantOrNull(met_at),
      rows: rows.map((row) => rowOfVector(row)),
    })),
  );
});

test('a member that was completed stays so when its end passes', () => {
  const rule: GoalRule = {
    ...BLANK_RULE,
    measureType: 'target',
    goalEndPoint: '5',
    endsAt: '2026-02-01T00:00:00.000Z',
  };
  const log = (at: string): Log => ({ id: at, at, value: '5' });
  const stateAt = (now: string, logs: readonly Log[]) => evaluateChain([rule], new Map([['w', logs]]), now)[0]?.state;
  expect(stateAt('2026-03-01T00:00:00.000Z', [log('2026-01-06T00:00:00.000Z')])).toBe('completed');
  expect(stateAt('2026-03-01T00:00:00.000Z', [log('2026-02-01T00:00:00.000Z')])).toBe('expired');
  expect(stateAt('2026-01-31T00:00:00.000Z', [])).toBe('active');
  expect(stateAt('2026-01-01T00:00:00.000Z', [])).toBe('locked');
});

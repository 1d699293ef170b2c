import { expect, test } from 'vitest';
import { sectionsOf } from './sections.ts';
import { goalOf } from './test-goals.ts';

const now = Date.parse('2026-06-30T12:00:00Z');
const inChain = (id: string, index: number, chain_state: 'locked' | 'active' | 'completed') =>
  goalOf({
    id,
    goal_group_id: 'chain',
    sequence_index: index,
    progress: { ...goalOf({}).progress, chain_state },
  });

test('goals lie by state, the active ones first, and chains in order', () => {
  const goals = [
    inChain('second', 1, 'active'),
    goalOf({ id: 'rests', status: 'paused' }),
    inChain('first', 0, 'completed'),
    goalOf({ id: 'done', status: 'completed' }),
    goalOf({ id: 'on' }),
  ];
  const sections = sectionsOf(goals, [{ id: 'chain', title: 'Chain' }], now);
  expect(sections.map(({ state, goals: own }) => [state, ...own.map(({ id }) => id)])).toEqual([
    ['active', 'on'],
    ['completed', 'done'],
    ['paused', 'rests'],
  ]);
  expect(sections[0]?.chains[0]?.members.map(({ id }) => id)).toEqual(['first', 'second']);
});

test('a chain that its goals have left can still be seen', () => {
  const [section] = sectionsOf([], [{ id: 'chain', title: 'Chain' }], now);
  expect(section).toMatchObject({ state: 'active', chains: [{ title: 'Chain', members: [] }] });
});

test('a chain that is all reached is with the reached', () => {
  const [section] = sectionsOf([inChain('first', 0, 'completed')], [{ id: 'chain', title: 'Chain' }], now);
  expect(section?.state).toBe('completed');
});

import { expect, test } from 'vitest';
import { stepOf, threeSteps, trainingGoal } from '../training/test-steps.ts';
import { shareOf, stateOf } from './goal-state.ts';
import { numberWords, sideWords } from './progress-words.ts';
import { asksWords } from './rule-words.ts';
import { sectionsOf } from './sections.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const today = '2026-03-10';

test('a training goal counts its steps, and those that were skipped are asked no more', () => {
  const goal = trainingGoal([...threeSteps({ status: 'done' }), stepOf('s', { status: 'skipped', step_order: 3 })]);
  expect([numberWords(goal), shareOf(goal)]).toEqual(['1 of 3 steps', 1 / 3]);
  expect([numberWords(trainingGoal([])), shareOf(trainingGoal([]))]).toEqual(['No steps yet', 0]);
  expect(numberWords(trainingGoal([stepOf('a')]))).toBe('0 of 1 step');
});

test('a draft lies in a section of its own, and says so', () => {
  const draft = trainingGoal([], { status: 'draft' });
  expect(stateOf(draft, now)).toBe('draft');
  expect(sideWords(draft, now, today)).toBe('Not begun');
  expect(sectionsOf([draft, trainingGoal([], { id: 'on' })], [], now).map(({ state }) => state)).toEqual([
    'active',
    'draft',
  ]);
});

test('what it asks is how its owner will know', () => {
  const known = { success_criteria: 'Comes back past dogs', description: 'For the park' };
  expect(asksWords(trainingGoal([], known), undefined, today)).toBe('Comes back past dogs');
  expect(asksWords(trainingGoal([], { description: 'For the park' }), undefined, today)).toBe('For the park');
  expect(asksWords(trainingGoal([]), undefined, today)).toBe('Trained step by step');
});

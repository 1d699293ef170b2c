import { expect, test } from 'vitest';
import { easierIn, hasOpenParts, nextStepOf, nowOf, rungOf, rungsOf, stepBefore } from './ladder.ts';
import { shareOfSteps } from './step-share.ts';
import { stepOf, threeSteps, trainingGoal } from './test-steps.ts';

const withParts = [
  ...threeSteps({ status: 'done' }),
  stepOf('b2', { parent_step_id: 'b', step_order: 1 }),
  stepOf('b1', { parent_step_id: 'b', status: 'done' }),
].map((step) => (step.id === 'b' ? { ...step, status: 'in_progress' as const } : step));

test('steps are numbered in order, and parts by letters', () => {
  const rungs = rungsOf(withParts.toReversed());
  expect(rungs.map(({ number, step, parts }) => [number, step.id, parts.map((part) => part.number)])).toEqual([
    ['1', 'a', []],
    ['2', 'b', ['2a', '2b']],
    ['3', 'c', []],
  ]);
  expect(rungOf(rungs, 'b2')?.number).toBe('2b');
  expect(rungOf(rungs, null)).toBeNull();
});

test('the step that is on is the open part of the first one in progress', () => {
  expect(nowOf(trainingGoal(withParts))?.id).toBe('b2');
  expect(nowOf(trainingGoal([]))).toBeNull();
});

test('Home shows the newest active goal that has a step', () => {
  const paused = trainingGoal(threeSteps(), { id: 'paused', status: 'paused' });
  const empty = trainingGoal([], { id: 'empty' });
  expect(nextStepOf([paused, empty, trainingGoal(withParts)])).toMatchObject({
    goal: { id: 'goal' },
    step: { id: 'b2' },
    rung: { number: '2b' },
  });
  expect(nextStepOf([paused, empty])).toBeNull();
});

test('a step before is one of its like', () => {
  const [a, b] = withParts;
  expect(a && stepBefore(withParts, a)).toBeNull();
  expect(b && stepBefore(withParts, b)?.id).toBe('a');
  expect(stepBefore(withParts, stepOf('b2', { parent_step_id: 'b' }))?.id).toBe('b1');
});

test('attempts go to parts while one of them is open', () => {
  expect(hasOpenParts(withParts, stepOf('b'))).toBe(true);
  expect(hasOpenParts(withParts, stepOf('a'))).toBe(false);
});

test('skipped steps are asked no more, and parts are no steps of their own', () => {
  expect(shareOfSteps(withParts)).toEqual({ done: 1, all: 3 });
  expect(shareOfSteps([stepOf('x', { status: 'skipped' }), stepOf('y', { status: 'done' })])).toEqual({
    done: 1,
    all: 1,
  });
});

test('a part says in what it is easier than its step', () => {
  const whole = stepOf('w', { levels: [2, 1, 0], estimated_minutes: 10 });
  const part = (step: object) =>
    stepOf('p', { parent_step_id: 'w', levels: [2, 1, 0], estimated_minutes: 10, ...step });
  expect(easierIn([whole], part({ levels: [2, 0, 0] }))).toBe('duration');
  expect(easierIn([whole], part({ estimated_minutes: 5 }))).toBe('minutes');
  expect(easierIn([whole], part({ estimated_minutes: null }))).toBeNull();
  expect(easierIn([whole], part({}))).toBeNull();
  expect(easierIn([whole], whole)).toBeNull();
});

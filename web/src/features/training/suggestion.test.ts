import { expect, test } from 'vitest';
import { adviceOf, reasonsOf } from './suggestion.ts';
import { attemptOf, stepOf, threeSteps } from './test-steps.ts';

const at = (minute: number) => `2026-03-02T10:0${minute}:00.000Z`;

test('each suggestion has the one thing to do about it', () => {
  const steps = threeSteps({ status: 'done' });
  const b = stepOf('b', { step_order: 1, status: 'in_progress' });
  expect(adviceOf({ ...b, suggestion: 'push' }, steps)).toEqual({ kind: 'finish' });
  expect(adviceOf({ ...b, suggestion: 'stick' }, steps)).toBeNull();
  expect(adviceOf({ ...b, suggestion: 'drop' }, steps)).toMatchObject({ kind: 'reopen', step: { id: 'a' } });
  expect(adviceOf({ ...b, suggestion: 'split' }, steps)).toEqual({ kind: 'split' });
  expect(adviceOf({ ...b, status: 'done', suggestion: 'refresh' }, steps)).toMatchObject({ step: { id: 'b' } });
  expect(adviceOf(b, steps)).toBeNull();
});

test('a step back needs one that is done, and only a whole step can be split', () => {
  const steps = threeSteps();
  expect(adviceOf(stepOf('b', { step_order: 1, suggestion: 'drop' }), steps)).toBeNull();
  const part = stepOf('a1', { parent_step_id: 'a', suggestion: 'split' });
  expect(adviceOf(part, [...steps, part])).toBeNull();
  expect(adviceOf(stepOf('a', { suggestion: 'split' }), [...steps, part])).toBeNull();
});

test('the attempts behind it are the run, or the last five that say something', () => {
  const outcomes = ['pass', 'pass', 'needs_work', 'neutral', 'needs_work', 'needs_work', 'pass'] as const;
  const newest = outcomes.map((outcome, i) => attemptOf(`x${i}`, { outcome, created_at: at(i) })).toReversed();
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const five = { suggestion: 'stick', needs_work_run: 0, reopened_at: null } as const;
  expect(ids(reasonsOf(five, newest))).toEqual(['x1', 'x2', 'x4', 'x5', 'x6']);
  const split = { suggestion: 'split', needs_work_run: 3, reopened_at: null } as const;
  expect(ids(reasonsOf(split, newest.slice(1)))).toEqual(['x2', 'x4', 'x5']);
  const reopened = { ...five, reopened_at: at(5) };
  expect(ids(reasonsOf(reopened, newest))).toEqual(['x5', 'x6']);
  const voided = newest.map((one) => (one.id === 'x6' ? { ...one, voided_at: at(9) } : one));
  expect(ids(reasonsOf(five, voided))).toEqual(['x0', 'x1', 'x2', 'x4', 'x5']);
  expect(reasonsOf({ ...five, suggestion: null }, newest)).toEqual([]);
});

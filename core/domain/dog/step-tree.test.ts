import { describe, expect, test } from 'vitest';
import { newStep } from './arbitrary-training.ts';
import {
  areAchieved,
  changedSteps,
  childrenOf,
  currentStep,
  findStep,
  isFirstStep,
  type Step,
  type StepStatus,
  type TrainingGoal,
} from './step-tree.ts';

const step = (id: string, order: number, status: StepStatus, parentId: string | null = null): Step => ({
  ...newStep(id, order, parentId),
  status,
});
const goal = (...steps: readonly Step[]): TrainingGoal => ({ status: 'active', steps });
const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);

const tree = goal(
  step('b', 1, 'in_progress'),
  step('b.1', 1, 'pending', 'b'),
  step('a', 0, 'done'),
  step('b.0', 0, 'done', 'b'),
  step('c', 2, 'in_progress'),
);

test('children are those of one parent, in their order', () => {
  expect(ids(childrenOf(tree.steps, null))).toEqual(['a', 'b', 'c']);
  expect(ids(childrenOf(tree.steps, 'b'))).toEqual(['b.0', 'b.1']);
  expect(ids(childrenOf(tree.steps, 'a'))).toEqual([]);
});

test('the first step is the first top-level one, done or not', () => {
  expect(['a', 'b', 'b.0'].filter((id) => isFirstStep(tree, id))).toEqual(['a']);
});

test('a step that is not there is not found', () => {
  expect(findStep(tree, 'b.1').order).toBe(1);
  expect(() => findStep(tree, 'x')).toThrow(expect.objectContaining({ code: 'not_found' }) as Error);
});

describe('the step now', () => {
  test('is the next open part of the first one in progress', () => {
    expect(currentStep(tree)?.id).toBe('b.1');
  });
  test('is the part in progress before the one that is next', () => {
    const { steps } = tree;
    expect(currentStep(goal(...steps, step('b.2', 2, 'in_progress', 'b')))?.id).toBe('b.2');
  });
  test('is the step itself when its parts are over', () => {
    expect(currentStep(goal(step('a', 0, 'in_progress'), step('a.0', 0, 'skipped', 'a')))?.id).toBe('a');
  });
  test('is none when none is in progress', () => {
    expect(currentStep(goal(step('a', 0, 'done'), step('b', 1, 'pending')))).toBeNull();
  });
});

test.each<readonly [boolean, readonly StepStatus[]]>([
  [false, []],
  [true, ['done']],
  [true, ['skipped', 'done', 'skipped']],
  [false, ['skipped', 'skipped']],
  [false, ['done', 'pending']],
  [false, ['done', 'in_progress']],
])('achieved is %s for %j', (achieved, all) => {
  expect(areAchieved(all.map((status, order) => step(`s${order}`, order, status)))).toBe(achieved);
});

test('changed steps are those that are new or other objects', () => {
  const [first, ...rest] = tree.steps;
  if (!first) throw new Error('there are steps');
  const after = goal({ ...first, status: 'done' }, ...rest, step('d', 3, 'pending'));
  expect(ids(changedSteps(tree, after))).toEqual(['b', 'd']);
  expect(changedSteps(tree, tree)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { newStep } from './arbitrary-training.ts';
import { activateGoal, moveGoal } from './goal-lifecycle.ts';
import { GOAL_STATUSES, type GoalStatus, type Step, type StepStatus, type TrainingGoal } from './step-tree.ts';

const NOW = '2026-03-02T10:00:00.000Z';
const step = (id: string, order: number, status: StepStatus): Step => ({
  ...newStep(id, order),
  status,
  completedAt: status === 'done' ? NOW : null,
});
const goal = (status: GoalStatus, ...steps: readonly Step[]): TrainingGoal => ({ status, steps });
const statuses = ({ steps }: TrainingGoal) => steps.map((one) => `${one.id} ${one.status}`);
const code = (name: string) => expect.objectContaining({ code: name }) as Error;

/** Spec 5.3, the rows of the table. */
const allowed: Readonly<Record<GoalStatus, readonly GoalStatus[]>> = {
  draft: [],
  active: ['paused', 'completed', 'archived'],
  paused: ['active', 'archived', 'completed'],
  completed: ['active', 'archived'],
  archived: ['active'],
};

describe.each(GOAL_STATUSES)('from %s', (from) => {
  test.each(GOAL_STATUSES)('to %s', (to) => {
    const move = () => moveGoal(goal(from, step('a', 0, 'in_progress')), to);
    if (allowed[from].includes(to)) expect(move().status).toBe(to);
    else expect(move).toThrow(code('invalid_transition'));
  });

  test('activating', () => {
    const activate = () => activateGoal(goal(from, step('a', 0, 'pending')));
    if (from === 'draft') expect(activate().status).toBe('active');
    else expect(activate).toThrow(code('invalid_transition'));
  });
});

test('a draft without steps is not activated', () => {
  expect(() => activateGoal(goal('draft'))).toThrow(code('no_steps'));
});

describe('activating starts', () => {
  test('the first pending step by its order, whatever order they are given in', () => {
    const active = activateGoal(
      goal('draft', step('c', 2, 'pending'), step('b', 1, 'pending'), step('a', 0, 'skipped')),
    );
    expect(statuses(active)).toEqual(['c pending', 'b in_progress', 'a skipped']);
  });

  test('none beside one that was begun in the draft', () => {
    const active = activateGoal(goal('draft', step('a', 0, 'pending'), step('b', 1, 'in_progress')));
    expect(statuses(active)).toEqual(['a pending', 'b in_progress']);
  });

  test('a top-level step, not a part of one', () => {
    const part = { ...step('a.0', 0, 'pending'), parentId: 'a' };
    expect(statuses(activateGoal(goal('draft', part, step('a', 1, 'pending'))))).toEqual([
      'a.0 pending',
      'a in_progress',
    ]);
  });
});

test('a draft whose steps are all over is complete when it is activated', () => {
  expect(activateGoal(goal('draft', step('a', 0, 'done'), step('b', 1, 'skipped'))).status).toBe('completed');
  expect(activateGoal(goal('draft', step('a', 0, 'skipped'))).status).toBe('active');
});

test.each<GoalStatus>(['paused', 'completed', 'archived'])('from %s it goes on with its next step', (from) => {
  const again = moveGoal(goal(from, step('a', 0, 'done'), step('b', 1, 'pending'), step('c', 2, 'pending')), 'active');
  expect(statuses(again)).toEqual(['a done', 'b in_progress', 'c pending']);
});

test('a reopened goal stays open although its steps are all over', () => {
  expect(moveGoal(goal('completed', step('a', 0, 'done')), 'active').status).toBe('active');
});

test('pausing and archiving leave the steps as they are', () => {
  const before = goal('active', step('a', 0, 'done'), step('b', 1, 'pending'));
  for (const to of ['paused', 'archived', 'completed'] as const) expect(moveGoal(before, to).steps).toBe(before.steps);
});

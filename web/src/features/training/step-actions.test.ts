import { expect, test } from 'vitest';
import { actionsOf } from './step-actions.ts';
import { newStepOf, stepChangesOf, stepDraft } from './step-draft.ts';
import { stepOf, threeSteps, trainingGoal } from './test-steps.ts';

test('what may be done with a step follows its state and its place', () => {
  const steps = threeSteps();
  const goal = trainingGoal(steps);
  const [a, b, c] = steps;
  expect(a && actionsOf(goal, a)).toEqual(['done', 'skip', 'split', 'addPart', 'down']);
  expect(b && actionsOf(goal, b)).toEqual(['start', 'split', 'addPart', 'up', 'down']);
  expect(c && actionsOf(goal, c)).toEqual(['start', 'split', 'addPart', 'up']);
  expect(a && actionsOf({ ...goal, status: 'draft' }, a)).toEqual(['split', 'addPart', 'down']);
  const done = stepOf('a', { status: 'done' });
  expect(actionsOf(trainingGoal([done]), done)).toEqual(['reopen']);
  const skipped = stepOf('a', { status: 'skipped' });
  expect(actionsOf(trainingGoal([skipped]), skipped)).toEqual(['unskip']);
});

test('a step with open parts is ended by them, and its parts have none of their own', () => {
  const part = stepOf('a1', { parent_step_id: 'a', status: 'in_progress' });
  const steps = [...threeSteps(), part];
  const [a] = steps;
  expect(a && actionsOf(trainingGoal(steps), a)).toEqual(['skip', 'addPart', 'down']);
  expect(actionsOf(trainingGoal(steps), part)).toEqual(['done', 'skip']);
  const done = { ...stepOf('a'), status: 'done' as const };
  expect(actionsOf(trainingGoal([done, { ...part, status: 'done' }]), done)).toEqual([]);
});

test('a step is sent as it is typed, and only what was changed', () => {
  const before = stepDraft(stepOf('a', { title: 'Sit', estimated_minutes: 5 }));
  expect(stepChangesOf(before, { ...before })).toEqual({});
  const now = { ...before, title: ' Sit down ', minutes: '', day: '2026-03-09', notes: 'Well done' };
  expect(stepChangesOf(before, now)).toEqual({
    title: 'Sit down',
    estimated_minutes: null,
    scheduled_for: '2026-03-09',
    completion_notes: 'Well done',
  });
  expect(newStepOf({ ...stepDraft(), title: 'Stay', passes: '4' }, 'a')).toEqual({
    title: 'Stay',
    details: null,
    success_criteria: null,
    required_passes: 4,
    estimated_minutes: null,
    scheduled_for: null,
    parent_step_id: 'a',
  });
});

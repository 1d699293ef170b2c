/** Steps and training goals for tests, with what a test says in place of it. */
import type { GoalView } from '#core/contract/goals.ts';
import type { AttemptView, StepView } from '#core/contract/steps.ts';
import { goalOf } from '../goals/test-goals.ts';

const AT = '2026-03-02T09:00:00.000Z';

export const stepOf = (id: string, step: Partial<StepView> = {}): StepView => ({
  id,
  goal_id: 'goal',
  parent_step_id: null,
  title: `Step ${id}`,
  details: null,
  success_criteria: null,
  step_order: 0,
  status: 'pending',
  scheduled_for: null,
  estimated_minutes: null,
  required_passes: 3,
  raises: null,
  levels: null,
  ai_generated: false,
  ai_run_id: null,
  completion_notes: null,
  reopened_at: null,
  completed_at: null,
  pass_count: 0,
  needs_work_count: 0,
  neutral_count: 0,
  consecutive_passes: 0,
  needs_work_run: 0,
  suggestion: null,
  event_ids: [],
  created_at: AT,
  updated_at: AT,
  ...step,
});

/** Three steps, the first of them in progress. */
export const threeSteps = (first: Partial<StepView> = {}): readonly StepView[] => [
  stepOf('a', { status: 'in_progress', ...first }),
  stepOf('b', { step_order: 1 }),
  stepOf('c', { step_order: 2 }),
];

export const trainingGoal = (steps: readonly StepView[], goal: Partial<GoalView> = {}): GoalView =>
  goalOf({ id: 'goal', kind: 'training', steps: [...steps], ...goal });

export const attemptOf = (id: string, attempt: Partial<AttemptView> = {}): AttemptView => ({
  id,
  goal_step_id: 'a',
  outcome: 'pass',
  duration_seconds: 0,
  note: null,
  occurred_at: AT,
  client_attempt_id: null,
  voided_at: null,
  created_at: AT,
  ...attempt,
});

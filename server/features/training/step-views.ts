/** Steps and attempts in the shapes of api.md. */
import type { AttemptView, StepView } from '#core/contract/steps.ts';
import { isOver } from '#core/domain/dog/step-tree.ts';
import { fraction, toFixed } from '#core/domain/goal/fraction.ts';
import type { AttemptOverview, StepOverview } from '#infra/views/step-view.ts';

/**
 * What its attempts suggest, where that can still be done: a step that has parts was split, and one that is over can only be
 * refreshed.
 */
const suggestionOf = (step: StepOverview): StepView['suggestion'] => {
  if (step.hasParts || step.status === 'skipped') return null;
  return isOver(step) && step.suggestion !== 'refresh' ? null : step.suggestion;
};

export const stepView = (step: StepOverview): StepView => ({
  id: step.id,
  goal_id: step.goalId,
  parent_step_id: step.parentId,
  title: step.title,
  details: step.details,
  success_criteria: step.successCriteria,
  step_order: step.order,
  status: step.status,
  scheduled_for: step.scheduledFor,
  estimated_minutes: step.estimatedMinutes,
  required_passes: step.requiredPasses,
  raises: step.raises,
  levels: step.levels && [...step.levels],
  ai_generated: step.aiGenerated,
  ai_run_id: step.aiRunId,
  completion_notes: step.completionNotes,
  reopened_at: step.reopenedAt,
  completed_at: step.completedAt,
  pass_count: step.passCount,
  needs_work_count: step.needsWorkCount,
  neutral_count: step.neutralCount,
  consecutive_passes: step.consecutivePasses,
  needs_work_run: step.needsWorkRun,
  suggestion: suggestionOf(step),
  event_ids: [...step.eventIds],
  created_at: step.createdAt,
  updated_at: step.updatedAt,
});

export const attemptView = (attempt: AttemptOverview): AttemptView => ({
  id: attempt.id,
  goal_step_id: attempt.stepId,
  outcome: attempt.outcome,
  duration_seconds: attempt.durationSeconds,
  note: attempt.note,
  occurred_at: attempt.occurredAt,
  client_attempt_id: attempt.clientAttemptId,
  voided_at: attempt.voidedAt,
  created_at: attempt.createdAt,
});

/** Top-level steps that are done, of all there are: four decimals; `null` without steps. */
export const doneShare = (steps: readonly StepOverview[]): string | null => {
  const top = steps.filter(({ parentId }) => parentId === null);
  const done = top.filter(({ status }) => status === 'done');
  return top.length === 0 ? null : toFixed(fraction(BigInt(done.length), BigInt(top.length)), 4);
};

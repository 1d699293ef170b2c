/** Goals in the shapes of api.md. */
import type { GoalToday } from '#app/goals/goal-control.ts';
import type { GoalView } from '#core/contract/goals.ts';
import { foldTarget } from '#core/domain/goal/target-goal.ts';
import type { EntryOverview } from '#infra/views/goal-view.ts';

const progressView = ({ goal, today }: GoalToday): GoalView['progress'] => {
  const { targetValue, chainState, activatedAt, reachedAt } = goal;
  const startDate = goal.startDate ?? goal.createdAt.slice(0, 10);
  const state = foldTarget({ targetValue, startDate, deadline: goal.targetDate }, goal.days, today);
  return {
    current_value: state.current_value,
    progress: state.progress,
    chain_state: chainState,
    activated_at: activatedAt,
    reached_at: reachedAt,
    pace:
      state.pace === null
        ? null
        : {
            state: state.pace,
            days_left: state.days_left,
            needed_per_day: state.pace_needed_per_day,
            expected: state.expected_today,
            remaining: state.remaining,
            avg_per_day: state.avg_per_day,
            linear_date: state.forecast_linear,
            slope: state.theil_sen_per_day,
            usual_pace_date: state.forecast_theil_sen,
          },
  };
};

export const goalView = (given: GoalToday): GoalView => {
  const { goal } = given;
  return {
    id: goal.id,
    kind: goal.kind,
    title: goal.title,
    description: goal.description,
    status: goal.status,
    priority: goal.priority,
    horizon: goal.horizon,
    target_date: goal.targetDate,
    unit: goal.unit,
    success_criteria: goal.successCriteria,
    category_id: goal.categoryId,
    goal_group_id: goal.goalGroupId,
    sequence_index: goal.sequenceIndex,
    completed_at: goal.completedAt,
    archived_at: goal.archivedAt,
    created_at: goal.createdAt,
    updated_at: goal.updatedAt,
    ...(goal.eventFilter && {
      target: {
        target_value: goal.targetValue,
        start_date: goal.startDate,
        event_filter: {
          types: [...goal.eventFilter.types],
          ...(goal.eventFilter.meta && { meta: { ...goal.eventFilter.meta } }),
        },
      },
    }),
    progress: progressView(given),
  };
};

export const entryView = (entry: EntryOverview) => ({
  id: entry.id,
  value: entry.value,
  entry_date: entry.entryDate,
  note: entry.note,
  source_event_id: entry.sourceEventId,
  created_at: entry.createdAt,
});

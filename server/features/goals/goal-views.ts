/** Goals in the shapes of api.md. */
import { currentCents, type GoalToday } from '#app/goals/goal-control.ts';
import type { GoalGroupView } from '#core/contract/goal-progress.ts';
import type { EvaluationView, GoalView, PaceView, RuleView } from '#core/contract/goals.ts';
import type { LocalDate } from '#core/domain/event.ts';
import { fromCents } from '#core/domain/goal/amount.ts';
import type { Fraction } from '#core/domain/goal/fraction.ts';
import { paceOf, type TargetPace } from '#core/domain/goal/target-pace.ts';
import { progressOf } from '#core/domain/goal/target-goal.ts';
import type { EvaluationRow, GoalRule } from '#core/domain/rule/rule.ts';
import type { StoredRow } from '#infra/stores/evaluation-store.ts';
import type { EntryOverview, GoalOverview, GroupOverview } from '#infra/views/goal-view.ts';
import type { StepOverview } from '#infra/views/step-view.ts';
import { doneShare, stepView } from '../training/step-views.ts';

/** A goal with what a tracker goal is told from, its usual pace if it has a target, its steps if it is trained. */
export interface ShownGoal extends GoalToday {
  readonly slope?: Fraction | null | undefined;
  readonly rule?: GoalRule | undefined;
  readonly period?: StoredRow | null | undefined;
  readonly steps?: readonly StepOverview[] | undefined;
}

export const evaluationView = (row: EvaluationRow & { readonly revision: number }): EvaluationView => ({
  period_label: row.label,
  period_start: row.start,
  period_end: row.end,
  value: row.value,
  baseline: row.baseline,
  data_points: row.dataPoints,
  met: row.met,
  final: row.final,
  met_at: row.metAt,
  progress: row.progress,
  status: row.status,
  partial: row.partial,
  revision: row.revision,
});

const ruleView = (rule: GoalRule): RuleView => ({
  tracker_id: rule.trackerId,
  measure_type: rule.measureType,
  direction: rule.direction ?? 'up',
  agg_method: rule.aggMethod,
  interval_value: rule.intervalValue,
  interval_unit: rule.intervalUnit,
  period_mode: rule.periodMode,
  frequency: rule.frequency,
  delta_goal: rule.deltaGoal,
  goal_end_point: rule.goalEndPoint,
  goal_start_point: rule.goalStartPoint,
  threshold_type: rule.thresholdType,
  threshold: rule.threshold,
  threshold_min: rule.thresholdMin,
  threshold_max: rule.thresholdMax,
  starts_at: rule.startsAt,
  ends_at: rule.endsAt,
  timezone: rule.timezone,
  week_start: rule.weekStart,
  day_start_hour: rule.dayStartHour,
});

/** The first day that counts for the pace of a goal. */
export const startOf = ({ startDate, createdAt }: Pick<GoalOverview, 'startDate' | 'createdAt'>): LocalDate =>
  startDate ?? createdAt.slice(0, 10);

const paceView = (pace: TargetPace): PaceView => ({
  state: pace.pace,
  days_left: pace.days_left,
  needed_per_day: pace.pace_needed_per_day,
  expected: pace.expected_today,
  remaining: pace.remaining,
  avg_per_day: pace.avg_per_day,
  linear_date: pace.forecast_linear,
  slope: pace.theil_sen_per_day,
  usual_pace_date: pace.forecast_theil_sen,
});

/** Progress of a goal that amounts move: its sum and its pace on the user's today. */
const amountsView = ({
  goal,
  today,
  slope = null,
}: ShownGoal): Pick<GoalView['progress'], 'current_value' | 'progress' | 'pace'> => {
  const current = fromCents(currentCents(goal));
  const { targetValue, targetDate: deadline, lastEntryDate: lastDate } = goal;
  if (targetValue === null) return { current_value: current, progress: null, pace: null };
  const pace = paceOf({ targetValue, startDate: startOf(goal), deadline }, { current, lastDate, slope }, today);
  return { current_value: current, progress: progressOf(current, targetValue), pace: paceView(pace) };
};

const reachedView = (given: ShownGoal): ReturnType<typeof amountsView> => {
  const { goal, rule, steps } = given;
  if (rule) return { current_value: goal.currentValue, progress: goal.progress, pace: null };
  return steps ? { current_value: null, progress: doneShare(steps), pace: null } : amountsView(given);
};

const progressView = (given: ShownGoal): GoalView['progress'] => {
  const { goal, period } = given;
  return {
    ...reachedView(given),
    chain_state: goal.chainState,
    activated_at: goal.activatedAt,
    reached_at: goal.reachedAt,
    period: period ? evaluationView(period) : null,
  };
};

export const goalView = (given: ShownGoal): GoalView => {
  const { goal, rule, steps } = given;
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
    ...(!rule &&
      !steps && {
        target: {
          target_value: goal.targetValue,
          start_date: goal.startDate,
          event_filter: goal.eventFilter && {
            types: [...goal.eventFilter.types],
            ...(goal.eventFilter.meta && { meta: { ...goal.eventFilter.meta } }),
          },
        },
      }),
    ...(rule && { rule: ruleView(rule) }),
    ...(steps && { steps: steps.map(stepView) }),
    progress: progressView(given),
  };
};

export const groupView = (group: GroupOverview, goals: readonly GoalView[]): GoalGroupView => ({
  id: group.id,
  title: group.title,
  goals: [...goals],
  created_at: group.createdAt,
  updated_at: group.updatedAt,
});

export const entryView = (entry: EntryOverview) => ({
  id: entry.id,
  value: entry.value,
  entry_date: entry.entryDate,
  note: entry.note,
  source_event_id: entry.sourceEventId,
  created_at: entry.createdAt,
});

/** The rule of a goal that is no goal yet, for its words. Pure. */
import type { RuleView } from '#core/contract/goals.ts';
import type { RuleBody } from './goal-body.ts';

const text = (value: string | number | null | undefined): string | null => (value == null ? null : String(value));

export const viewOf = (body: RuleBody): RuleView => ({
  tracker_id: body.tracker_id,
  measure_type: body.measure_type,
  direction: body.direction ?? 'up',
  agg_method: body.agg_method ?? null,
  interval_value: body.interval_value ?? null,
  interval_unit: body.interval_unit ?? null,
  period_mode: body.period_mode ?? 'calendar',
  frequency: body.measure_type === 'frequency' ? body.frequency : null,
  delta_goal: body.measure_type === 'delta' ? text(body.delta_goal) : null,
  goal_end_point: body.measure_type === 'target' ? text(body.goal_end_point) : null,
  goal_start_point: body.measure_type === 'frequency' ? null : text(body.goal_start_point),
  threshold_type: body.threshold_type ?? null,
  threshold: text(body.threshold),
  threshold_min: text(body.threshold_min),
  threshold_max: text(body.threshold_max),
  starts_at: body.starts_at ?? '',
  ends_at: body.ends_at ?? null,
  timezone: body.timezone ?? 'UTC',
  week_start: body.week_start ?? 1,
  day_start_hour: body.day_start_hour ?? 0,
});

/**
 * Which constraint of the schema means which error of the product: the only place that knows both names. A request is
 * checked before it reaches the database, by the same rules with the same codes; this is what is said when two requests
 * meet, or when a check was forgotten. `test/constraints.db.test.ts` goes through it.
 */
import type { ErrorCode } from '#core/domain/errors.ts';

export interface ConstraintError {
  readonly code: ErrorCode;
  readonly field?: string;
  /** A sentence for a person: what was wrong and what to do. */
  readonly detail: string;
}

const unknownCategory: ConstraintError = {
  code: 'category_unknown',
  field: 'category_id',
  detail: 'You have no such category.',
};
const invalid = (field: string, detail: string): ConstraintError => ({ code: 'validation_failed', field, detail });

const errors: Readonly<Record<string, ConstraintError>> = {
  users_email_key: {
    code: 'email_taken',
    field: 'email',
    detail: 'There is an account with this e-mail address already.',
  },
  pets_one_primary: { code: 'pet_exists', detail: 'You have a pet already.' },
  integrations_account_key: {
    code: 'conflict',
    field: 'account',
    detail: 'Another of your connections speaks for this account already.',
  },

  categories_name_key: { code: 'name_taken', field: 'name', detail: 'You have a category of this name already.' },
  categories_name_check: invalid('name', 'A category needs a name.'),
  categories_color_check: invalid('color', 'A colour looks like #10b981.'),

  trackers_name_key: { code: 'name_taken', field: 'name', detail: 'You have a tracker of this name already.' },
  trackers_source_key: {
    code: 'source_taken',
    field: 'source_key',
    detail: 'Another of your trackers is fed by this source already.',
  },
  trackers_value_kind_check: invalid('value_kind', 'A tracker logs a number, text or JSON.'),
  tracker_logs_check: invalid('value_number', 'A log has exactly one of value_number, value_text and value_json.'),
  tracker_logs_value_number_check: {
    code: 'amount_invalid',
    field: 'value_number',
    detail: 'value_number has at most 14 digits before the point.',
  },
  tracker_logs_user_id_client_log_id_key: {
    code: 'conflict',
    field: 'client_log_id',
    detail: 'Another log has this client_log_id already.',
  },

  habits_title_check: invalid('title', 'A habit needs a title.'),
  habits_config_shape: invalid('frequency_config', 'frequency_config does not fit its frequency_type.'),
  habits_freeze_policy_check: invalid('freeze_policy', 'freeze_policy is off or auto.'),
  habits_category_id_user_id_fkey: unknownCategory,
  habit_completions_habit_id_completion_date_completion_time_key: {
    code: 'conflict',
    field: 'completion_date',
    detail: 'The habit is completed there already.',
  },
  habit_completions_user_id_client_completion_id_key: {
    code: 'conflict',
    field: 'client_completion_id',
    detail: 'Another completion has this client_completion_id already.',
  },
  habit_completions_client_completion_id_check: invalid(
    'client_completion_id',
    'client_completion_id has 1 to 100 characters.',
  ),

  goals_title_check: invalid('title', 'A goal needs a title of 1 to 200 characters.'),
  goals_priority_check: invalid('priority', 'priority is 1 to 5.'),
  goals_sequence_index_check: invalid('sequence_index', 'sequence_index is 0 or more.'),
  goals_check: invalid('sequence_index', 'A goal in a chain needs its place, sequence_index.'),
  goals_check4: invalid('target_date', 'A goal with a target needs target_date and unit.'),
  goals_check5: invalid('target_date', 'A counter has a unit and no target_date.'),
  goals_check6: invalid('status', 'Only training goals can be drafts.'),
  goals_category_id_user_id_fkey: unknownCategory,
  goals_goal_group_id_user_id_fkey: {
    code: 'group_unknown',
    field: 'goal_group_id',
    detail: 'You have no such chain of goals.',
  },
  goals_goal_group_id_sequence_index_key: {
    code: 'place_taken',
    field: 'sequence_index',
    detail: 'Another goal has this place in the chain.',
  },
  goal_targets_target_value_check: {
    code: 'amount_invalid',
    field: 'target_value',
    detail: 'target_value must be above zero.',
  },
  goal_targets_check: invalid('target_value', 'A counter has no target_value; every other goal needs one.'),
  goal_targets_check1: invalid('event_filter', 'Only goals that count events have an event_filter, and they need one.'),
  goal_targets_event_filter_check: invalid('event_filter', 'event_filter needs types.'),

  goal_rules_tracker_id_user_id_fkey: {
    code: 'tracker_unknown',
    field: 'tracker_id',
    detail: 'You have no such tracker.',
  },
  goal_rules_measure_type_check: invalid('measure_type', 'measure_type is frequency, delta or target.'),
  goal_rules_direction_check: invalid('direction', 'direction is up or down.'),
  goal_rules_agg_method_check: invalid('agg_method', 'agg_method is min, max, avg, sum or last.'),
  goal_rules_period_mode_check: invalid('period_mode', 'period_mode is calendar, anchored or rolling.'),
  goal_rules_threshold_type_check: invalid('threshold_type', 'threshold_type is gte, lte, between or eq.'),
  goal_rules_interval_value_check: invalid('interval_value', 'interval_value is 1 or more.'),
  goal_rules_interval_unit_check: invalid('interval_unit', 'interval_unit is h, d, w, m or y.'),
  goal_rules_frequency_check: invalid('frequency', 'frequency is 1 or more.'),
  goal_rules_delta_goal_check: invalid('delta_goal', 'delta_goal is above zero.'),
  goal_rules_week_start_check: invalid('week_start', 'week_start is 1 to 7.'),
  goal_rules_day_start_hour_check: invalid('day_start_hour', 'day_start_hour is 0 to 12.'),
  goal_rules_check: invalid('interval_unit', 'interval_value and interval_unit go together.'),
  goal_rules_check1: invalid('ends_at', 'ends_at must lie after starts_at.'),
  goal_rules_check2: invalid('frequency', 'A frequency goal needs frequency and an interval.'),
  goal_rules_check3: invalid('delta_goal', 'A delta goal needs delta_goal and an interval that is not rolling.'),
  goal_rules_check4: invalid('goal_end_point', 'A target goal needs goal_end_point.'),
  goal_rules_check5: invalid('frequency', 'Only frequency goals have a frequency.'),
  goal_rules_check6: invalid('delta_goal', 'Only delta goals have a delta_goal.'),
  goal_rules_check7: invalid('goal_end_point', 'Only target goals have a goal_end_point.'),
  goal_rules_check8: invalid('goal_start_point', 'Frequency goals have no goal_start_point.'),
  goal_rules_check9: invalid('threshold_type', 'A threshold needs its threshold_type.'),
  goal_rules_check10: invalid('threshold_min', 'between needs threshold_min and threshold_max, in this order, alone.'),
  goal_rules_check11: invalid('threshold_min', 'threshold_min and threshold_max belong to between.'),
  goal_rules_check12: invalid('threshold', 'This threshold_type needs threshold.'),
  goal_rules_check13: invalid('threshold', 'The threshold of a target is its goal_end_point.'),
  goal_rules_check14: invalid('goal_end_point', 'goal_end_point must lie between threshold_min and threshold_max.'),
  goal_rules_check15: invalid('threshold_type', 'A target that goes up cannot be lte.'),
  goal_rules_check16: invalid('threshold_type', 'A target that goes down cannot be gte.'),
  goal_rules_check17: invalid('period_mode', 'A rolling window needs an interval of days, weeks, months or years.'),
  goal_rules_check18: invalid('interval_unit', 'Days cannot be counted in windows of hours.'),
  goal_rules_check19: invalid('threshold_type', 'Counting days by their aggregate needs a threshold.'),

  goal_rules_average_ends: invalid('ends_at', 'A target for an average needs ends_at.'),

  goal_steps_title_check: invalid('title', 'A step needs a title.'),
  goal_steps_estimated_minutes_check: invalid('estimated_minutes', 'estimated_minutes is 1 or more.'),
  goal_steps_required_passes_check: invalid('required_passes', 'required_passes is 1 to 20.'),
  goal_attempts_outcome_check: invalid('outcome', 'outcome is pass, needs_work or neutral.'),
  goal_attempts_duration_seconds_check: invalid('duration_seconds', 'duration_seconds is 0 or more.'),
  goal_attempts_user_id_client_attempt_id_key: {
    code: 'conflict',
    field: 'client_attempt_id',
    detail: 'Another attempt has this client_attempt_id already.',
  },

  progress_entries_value_check: { code: 'amount_zero', field: 'value', detail: 'value must not be zero.' },
  progress_entries_note_check: invalid('note', 'A note has at most 500 characters.'),
  progress_entries_user_id_client_entry_id_key: {
    code: 'conflict',
    field: 'client_entry_id',
    detail: 'Another entry has this client_entry_id already.',
  },
  progress_entries_client_entry_id_check: invalid('client_entry_id', 'client_entry_id has 1 to 100 characters.'),
};

export const errorOfConstraint = (name: string): ConstraintError | undefined =>
  Object.hasOwn(errors, name) ? errors[name] : undefined;

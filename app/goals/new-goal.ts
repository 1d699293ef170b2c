/** What a new goal of each kind becomes: checked by the core's rules, with the defaults of its user's calendar. Pure. */
import type { NewGoal, NewTrackerGoal, NewTrainingGoal } from '#core/contract/goal-input.ts';
import { templateListing } from '#core/domain/dog/plan/templates.ts';
import { normaliseTag } from '#core/domain/dog/tags.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import { parseAmount } from '#core/domain/goal/amount.ts';
import { assertDeadline } from '#core/domain/goal/target-goal.ts';
import { checkInGroup, checkRule } from '#core/domain/rule/check-rule.ts';
import { createGrid } from '#core/domain/rule/grid.ts';
import type { GoalRule } from '#core/domain/rule/rule.ts';
import { isTimezone, dayStart } from '#core/domain/time/day.ts';
import { segmentAt, type Calendar } from '#core/domain/time/calendar.ts';
import type { NewTarget } from '#infra/stores/goal-store.ts';

/** The user's calendar at the moment a goal is made or changed. */
export interface GoalMoment {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly calendar: Calendar;
}

/** A target is an amount above zero. @throws {DomainError} `amount_invalid`, `amount_zero` */
export const parseTarget = (sent: string | number): string => {
  const amount = parseAmount(sent, 'target_value');
  if (amount.startsWith('-')) {
    throw new DomainError('amount_invalid', { field: 'target_value', detail: 'target_value must be above zero.' });
  }
  return amount;
};

/** A deadline is in the future when it is set; later it may pass. @throws {DomainError} `deadline_passed` */
export const assertFuture = (targetDate: LocalDate | null | undefined, today: LocalDate): void => {
  if (targetDate != null && targetDate < today) {
    throw new DomainError('deadline_passed', { field: 'target_date', detail: `${targetDate} has passed.` });
  }
};

/** @throws {DomainError} `amount_invalid`, `amount_zero`, `deadline_passed`, `deadline_before_start` */
export const newTarget = (
  input: Exclude<NewGoal, NewTrackerGoal | NewTrainingGoal>,
  { today }: GoalMoment,
): NewTarget => {
  const startDate = input.start_date ?? today;
  const targetDate = input.target_date ?? null;
  assertFuture(targetDate, today);
  assertDeadline(startDate, targetDate);
  return {
    targetValue: input.target_value == null ? null : parseTarget(input.target_value),
    startDate,
    eventFilter: input.kind === 'event_count' ? input.event_filter : null,
  };
};

/** What only training goals are made with. @throws {DomainError} `deadline_passed`, `validation_failed` for no template */
export const newTraining = (input: NewTrainingGoal, { today }: GoalMoment) => {
  assertFuture(input.target_date, today);
  const { template_key: sent } = input;
  const templateKey = sent === undefined ? null : templateListing(normaliseTag(sent));
  if (sent !== undefined && templateKey === null) {
    throw new DomainError('validation_failed', { field: 'template_key', detail: 'There is no such plan.' });
  }
  return {
    priority: input.priority ?? null,
    successCriteria: input.success_criteria ?? null,
    templateKey,
    status: 'draft' as const,
  };
};

/** Periods from `starts_at` to now at most: an hour's grid from years ago would be computed for minutes. */
const PERIODS_MAX = 20_000;
const UNIT_MS = { h: 3_600_000, d: 86_400_000, w: 604_800_000, m: 2_419_200_000, y: 31_536_000_000 } as const;

const assertFewPeriods = ({ startsAt, intervalUnit, intervalValue, periodMode }: GoalRule, now: Instant): void => {
  if (intervalUnit === null) return;
  const length = periodMode === 'rolling' ? UNIT_MS.d : UNIT_MS[intervalUnit] * (intervalValue ?? 1);
  if ((Date.parse(now) - Date.parse(startsAt)) / length <= PERIODS_MAX) return;
  throw new DomainError('validation_failed', {
    field: 'starts_at',
    detail: `That would be more than ${PERIODS_MAX} periods. Start later, or make them longer.`,
  });
};

/** Decimals are kept as text. A number that JSON wrote with an exponent is refused by `checkRule`. */
const decimal = (given: string | number | null | undefined): string | null => (given == null ? null : String(given));

type NotOfTheRule = 'kind' | 'title' | 'description' | 'category_id' | 'unit' | 'goal_group_id' | 'sequence_index';
type RuleInput = Partial<Omit<NewTrackerGoal, NotOfTheRule>> & {
  readonly frequency?: number | undefined;
  readonly delta_goal?: string | number | undefined;
  readonly goal_end_point?: string | number | undefined;
  readonly goal_start_point?: string | number | null | undefined;
};
type Given = { readonly [K in keyof RuleInput]: RuleInput[K] | undefined };

const given = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value);

/** A rule with what was sent in place of what it was. */
export const changedRule = (rule: GoalRule, input: Given): GoalRule => ({
  ...rule,
  trackerId: given(input.tracker_id, rule.trackerId),
  measureType: given(input.measure_type, rule.measureType),
  direction: given(input.direction, rule.direction),
  aggMethod: given(input.agg_method, rule.aggMethod),
  intervalValue: given(input.interval_value, rule.intervalValue),
  intervalUnit: given(input.interval_unit, rule.intervalUnit),
  periodMode: given(input.period_mode, rule.periodMode),
  frequency: given(input.frequency, rule.frequency),
  deltaGoal: input.delta_goal === undefined ? rule.deltaGoal : decimal(input.delta_goal),
  goalEndPoint: input.goal_end_point === undefined ? rule.goalEndPoint : decimal(input.goal_end_point),
  goalStartPoint: input.goal_start_point === undefined ? rule.goalStartPoint : decimal(input.goal_start_point),
  thresholdType: given(input.threshold_type, rule.thresholdType),
  threshold: input.threshold === undefined ? rule.threshold : decimal(input.threshold),
  thresholdMin: input.threshold_min === undefined ? rule.thresholdMin : decimal(input.threshold_min),
  thresholdMax: input.threshold_max === undefined ? rule.thresholdMax : decimal(input.threshold_max),
  startsAt: input.starts_at === undefined ? rule.startsAt : new Date(input.starts_at).toISOString(),
  endsAt: input.ends_at == null ? given(input.ends_at, rule.endsAt) : new Date(input.ends_at).toISOString(),
  timezone: given(input.timezone, rule.timezone),
  weekStart: given(input.week_start, rule.weekStart),
  dayStartHour: given(input.day_start_hour, rule.dayStartHour),
});

/** @throws {DomainError} `validation_failed`, `timezone_invalid` */
export const assertRule = (rule: GoalRule, inGroup: boolean, now: Instant): void => {
  checkRule(rule);
  if (inGroup) checkInGroup(rule);
  if (!isTimezone(rule.timezone)) {
    throw new DomainError('timezone_invalid', { field: 'timezone', detail: `${rule.timezone} is no known time zone.` });
  }
  assertFewPeriods(rule, now);
  try {
    createGrid(rule)?.cellAt(Date.parse(rule.startsAt));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DomainError('validation_failed', { field: 'starts_at', detail: 'starts_at is out of the calendar.' });
  }
};

const EMPTY: Omit<
  GoalRule,
  'goalId' | 'trackerId' | 'measureType' | 'startsAt' | 'timezone' | 'weekStart' | 'dayStartHour'
> = {
  direction: 'up',
  aggMethod: null,
  intervalValue: null,
  intervalUnit: null,
  periodMode: 'calendar',
  frequency: null,
  deltaGoal: null,
  goalEndPoint: null,
  goalStartPoint: null,
  thresholdType: null,
  threshold: null,
  thresholdMin: null,
  thresholdMax: null,
  endsAt: null,
  pauses: [],
};

/**
 * The rule of a new tracker goal. It keeps the user's calendar of now for itself (spec 1.1) and starts with their day.
 * @throws {DomainError} `validation_failed`, `timezone_invalid`
 */
export const newRule = (goalId: string, input: NewTrackerGoal, { now, today, calendar }: GoalMoment): GoalRule => {
  const { timezone, weekStart, dayStartHour } = segmentAt(calendar, now);
  const own = {
    ...EMPTY,
    goalId,
    trackerId: input.tracker_id,
    measureType: input.measure_type,
    startsAt: dayStart(today, timezone, dayStartHour),
    timezone,
    weekStart,
    dayStartHour,
  };
  const rule = changedRule(own, input);
  assertRule(rule, input.goal_group_id != null, now);
  return rule;
};

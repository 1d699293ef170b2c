/** What a goal's rule may be: the check constraints of `goal_rules` as sentences (spec 1.2 to 1.6). */
import { compare } from '../goal/fraction.ts';
import { DomainError } from '../errors.ts';
import { exact } from './exact.ts';
import { isUp, type GoalRule } from './rule.ts';

interface Check {
  /** The column that is named in the answer. */
  readonly field: string;
  readonly detail: string;
  readonly holds: (rule: GoalRule) => boolean;
}

const INT_MAX = 2_147_483_647;
const isCount = (n: number | null): boolean => n === null || (Number.isInteger(n) && n >= 1 && n <= INT_MAX);
const isWholeWithin = (n: number, low: number, high: number): boolean => Number.isInteger(n) && n >= low && n <= high;
const ordered = (...decimals: readonly (string | null)[]): boolean =>
  decimals.every((decimal, index) => {
    const next = decimals[index + 1];
    return decimal === null || next == null || compare(exact(decimal), exact(next)) <= 0;
  });

const decimalColumns = {
  delta_goal: 'deltaGoal',
  goal_end_point: 'goalEndPoint',
  goal_start_point: 'goalStartPoint',
  threshold: 'threshold',
  threshold_min: 'thresholdMin',
  threshold_max: 'thresholdMax',
} as const satisfies Record<string, keyof GoalRule>;

/** A period of more years is a slip, and its end would leave the calendar. */
const MAX_YEARS = 100;
const UNITS_A_YEAR = { h: 8_784, d: 366, w: 53, m: 12, y: 1 } as const;

/** The columns one by one; later checks rely on them. */
const columnChecks: readonly Check[] = [
  ...Object.entries(decimalColumns).map(([field, key]) => ({
    field,
    detail: `${field} must be a decimal such as "92.4".`,
    holds: (rule: GoalRule) => rule[key] === null || /^-?\d+(\.\d+)?$/.test(rule[key]),
  })),
  {
    field: 'interval_value',
    detail: 'interval_value must be a whole number from 1 on.',
    holds: ({ intervalValue }) => isCount(intervalValue),
  },
  {
    field: 'frequency',
    detail: 'frequency must be a whole number from 1 on.',
    holds: ({ frequency }) => isCount(frequency),
  },
  {
    field: 'delta_goal',
    detail: 'delta_goal must be more than 0; direction says which way.',
    holds: ({ deltaGoal }) => deltaGoal === null || exact(deltaGoal).num > 0n,
  },
  {
    field: 'week_start',
    detail: 'week_start must be a day from 1 (Monday) to 7 (Sunday).',
    holds: ({ weekStart }) => isWholeWithin(weekStart, 1, 7),
  },
  {
    field: 'day_start_hour',
    detail: 'day_start_hour must be an hour from 0 to 12.',
    holds: ({ dayStartHour }) => isWholeWithin(dayStartHour, 0, 12),
  },
  {
    field: 'ends_at',
    detail: 'ends_at must lie after starts_at.',
    holds: ({ startsAt, endsAt }) => endsAt === null || Date.parse(endsAt) > Date.parse(startsAt),
  },
];

const periodChecks: readonly Check[] = [
  {
    field: 'interval_unit',
    detail: 'interval_value and interval_unit come together.',
    holds: ({ intervalValue, intervalUnit }) => (intervalValue === null) === (intervalUnit === null),
  },
  {
    field: 'interval_value',
    detail: `A period is at most ${MAX_YEARS} years long.`,
    holds: ({ intervalValue, intervalUnit }) =>
      intervalUnit === null || (intervalValue ?? 0) <= MAX_YEARS * UNITS_A_YEAR[intervalUnit],
  },
  {
    field: 'interval_unit',
    detail: 'A frequency or delta goal needs an interval.',
    holds: ({ measureType, intervalUnit }) => measureType === 'target' || intervalUnit !== null,
  },
  {
    field: 'period_mode',
    detail: 'A rolling window is not for delta goals: its windows overlap.',
    holds: ({ measureType, periodMode }) => measureType !== 'delta' || periodMode !== 'rolling',
  },
  {
    field: 'period_mode',
    detail: 'A rolling window needs an interval in days, weeks, months or years.',
    holds: ({ periodMode, intervalUnit }) =>
      periodMode !== 'rolling' || (intervalUnit !== null && intervalUnit !== 'h'),
  },
];

/** A column that one measure type needs and that makes no sense for others. */
const belongsTo = (
  field: string,
  key: 'frequency' | 'deltaGoal' | 'goalEndPoint',
  measureType: GoalRule['measureType'],
): Check => ({
  field,
  detail: `${field} is for ${measureType} goals, which need it.`,
  holds: (rule) => (rule[key] !== null) === (rule.measureType === measureType),
});

const measureChecks: readonly Check[] = [
  belongsTo('frequency', 'frequency', 'frequency'),
  belongsTo('delta_goal', 'deltaGoal', 'delta'),
  belongsTo('goal_end_point', 'goalEndPoint', 'target'),
  {
    field: 'goal_start_point',
    detail: 'goal_start_point is for delta and target goals.',
    holds: ({ goalStartPoint, measureType }) => goalStartPoint === null || measureType !== 'frequency',
  },
  {
    field: 'agg_method',
    detail: 'Days are counted by a threshold that they pass: agg_method of a frequency goal needs threshold_type.',
    holds: ({ measureType, aggMethod, thresholdType }) =>
      measureType !== 'frequency' || aggMethod === null || thresholdType !== null,
  },
  {
    field: 'agg_method',
    detail: 'Days cannot be counted in a period of hours.',
    holds: ({ measureType, aggMethod, intervalUnit }) =>
      measureType !== 'frequency' || aggMethod === null || intervalUnit !== 'h',
  },
  {
    field: 'ends_at',
    detail: 'A target for an average needs ends_at: before the end, an average is not reached.',
    holds: ({ measureType, intervalUnit, aggMethod, endsAt }) =>
      measureType !== 'target' || intervalUnit !== null || aggMethod !== 'avg' || endsAt !== null,
  },
];

const thresholdChecks: readonly Check[] = [
  {
    field: 'threshold_type',
    detail: 'A threshold needs threshold_type.',
    holds: ({ thresholdType, threshold, thresholdMin, thresholdMax }) =>
      thresholdType !== null || (threshold === null && thresholdMin === null && thresholdMax === null),
  },
  {
    field: 'threshold_min',
    detail: 'between needs threshold_min and threshold_max, in this order.',
    holds: ({ thresholdType, thresholdMin, thresholdMax }) =>
      thresholdType !== 'between' ||
      (thresholdMin !== null && thresholdMax !== null && ordered(thresholdMin, thresholdMax)),
  },
  {
    field: 'threshold',
    detail: 'between has threshold_min and threshold_max, and no threshold.',
    holds: ({ thresholdType, threshold }) => thresholdType !== 'between' || threshold === null,
  },
  {
    field: 'threshold_min',
    detail: 'threshold_min and threshold_max are for between.',
    holds: ({ thresholdType, thresholdMin, thresholdMax }) =>
      thresholdType === 'between' || (thresholdMin === null && thresholdMax === null),
  },
  {
    field: 'threshold',
    detail: 'This threshold_type needs a threshold.',
    holds: ({ measureType, thresholdType, threshold }) =>
      thresholdType === null || thresholdType === 'between' || measureType === 'target' || threshold !== null,
  },
  {
    field: 'threshold',
    detail: 'The threshold of a target goal is its goal_end_point; leave it out.',
    holds: ({ measureType, threshold, goalEndPoint }) =>
      measureType !== 'target' ||
      threshold === null ||
      (ordered(threshold, goalEndPoint) && ordered(goalEndPoint, threshold)),
  },
  {
    field: 'goal_end_point',
    detail: 'goal_end_point must lie between threshold_min and threshold_max.',
    holds: ({ measureType, thresholdType, thresholdMin, goalEndPoint, thresholdMax }) =>
      measureType !== 'target' || thresholdType !== 'between' || ordered(thresholdMin, goalEndPoint, thresholdMax),
  },
  {
    field: 'threshold_type',
    detail: 'threshold_type points the other way than direction.',
    holds: (rule) => rule.measureType !== 'target' || rule.thresholdType !== (isUp(rule) ? 'lte' : 'gte'),
  },
];

/** What holds for a rule that stands alone; `checkInGroup` says what a chain adds. */
const checks: readonly Check[] = [...columnChecks, ...periodChecks, ...measureChecks, ...thresholdChecks];

/**
 * Refuses what the check constraints of `goal_rules` refuse, text that is no decimal, an open-ended target for an average
 * (spec 1.6) and periods of more than 100 years. `timezone` is not looked at.
 * @throws {DomainError} `validation_failed` with the column as `field`
 */
export const checkRule = (rule: GoalRule): void => {
  const failed = checks.find(({ holds }) => !holds(rule));
  if (failed) throw new DomainError('validation_failed', { field: failed.field, detail: failed.detail });
};

/**
 * Refuses a rule that cannot be a member of a chain (spec 1.9).
 * @throws {DomainError} `validation_failed` for `period_mode`
 */
export const checkInGroup = (rule: GoalRule): void => {
  if (rule.periodMode === 'rolling') {
    throw new DomainError('validation_failed', {
      field: 'period_mode',
      detail: 'A goal in a group cannot have a rolling window: it would count logs twice.',
    });
  }
};

/** A goal as its editor holds it. Numbers are kept as they are typed. Pure. */
import type { GoalView, RuleView } from '#core/contract/goals.ts';
import { typedDecimal } from '../../ui/decimal.ts';
import { dayIn } from '../../ui/far-date.ts';

/** Goals as people think of them. */
export const KINDS = ['amount', 'counter', 'events', 'measure', 'training'] as const;
export type Kind = (typeof KINDS)[number];
export const MEASURES = ['frequency', 'delta', 'target'] as const;
export type Measure = RuleView['measure_type'];
export type Passes = 'any' | NonNullable<RuleView['threshold_type']>;

export interface GoalDraft {
  kind: Kind;
  title: string;
  description: string;
  /** `''`: none; so everywhere below. */
  category: string;
  unit: string;
  amount: string;
  deadline: string;
  countsFrom: string;
  events: string[];
  measure: Measure;
  tracker: string;
  direction: 'up' | 'down';
  agg: '' | NonNullable<RuleView['agg_method']>;
  every: string;
  unitOfTime: NonNullable<RuleView['interval_unit']>;
  mode: RuleView['period_mode'];
  times: string;
  isLimit: boolean;
  passes: Passes;
  threshold: string;
  low: string;
  high: string;
  /** How large a change has to be. */
  change: string;
  /** The value to reach. */
  end: string;
  /** A fixed baseline of a change, or where a target begins. */
  start: string;
  /** Of a target: judged in each period, for ever. */
  isPeriodic: boolean;
  /** First and last day. */
  from: string;
  until: string;
  timezone: string;
  weekStart: number;
  dayStart: number;
  /** Id of its chain, or `new`. */
  chain: string;
  chainTitle: string;
  /** The member it stands before; `''`: it comes last. */
  before: string;
  /** Of training: how its owner will know, and the plan it begins with; `other`: none. */
  criterion: string;
  plan: string;
}

interface Calendar {
  readonly timezone: string;
  readonly week_start: number;
  readonly day_start_hour: number;
}

export const emptyDraft = ({ timezone, week_start, day_start_hour }: Calendar): GoalDraft => ({
  kind: 'amount',
  title: '',
  description: '',
  category: '',
  unit: '',
  amount: '',
  deadline: '',
  countsFrom: '',
  events: ['commit.push'],
  measure: 'frequency',
  tracker: '',
  direction: 'up',
  agg: '',
  every: '1',
  unitOfTime: 'w',
  mode: 'calendar',
  times: '3',
  isLimit: false,
  passes: 'any',
  threshold: '',
  low: '',
  high: '',
  change: '',
  end: '',
  start: '',
  isPeriodic: false,
  from: '',
  until: '',
  timezone,
  weekStart: week_start,
  dayStart: day_start_hour,
  chain: '',
  chainTitle: '',
  before: '',
  criterion: '',
  plan: 'other',
});

const kinds: Readonly<Record<GoalView['kind'], Kind>> = {
  target_based: 'amount',
  plain: 'amount',
  training: 'training',
  continuous_counter: 'counter',
  event_count: 'events',
  tracker: 'measure',
};

/** Of a target, `gte` and `lte` say what its direction says. */
const passesOf = ({ measure_type, threshold_type }: RuleView): Passes =>
  measure_type === 'target' && (threshold_type === 'gte' || threshold_type === 'lte')
    ? 'any'
    : (threshold_type ?? 'any');

const ruleDraft = (rule: RuleView): Partial<GoalDraft> => ({
  measure: rule.measure_type,
  tracker: rule.tracker_id,
  direction: rule.direction,
  agg: rule.agg_method ?? '',
  every: String(rule.interval_value ?? 1),
  unitOfTime: rule.interval_unit ?? 'w',
  mode: rule.period_mode,
  times: String(rule.frequency ?? 1),
  isLimit: rule.measure_type === 'frequency' && rule.direction === 'down',
  passes: passesOf(rule),
  threshold: rule.threshold ?? '',
  low: rule.threshold_min ?? '',
  high: rule.threshold_max ?? '',
  change: rule.delta_goal ?? '',
  end: rule.goal_end_point ?? '',
  start: rule.goal_start_point ?? '',
  isPeriodic: rule.measure_type === 'target' && rule.interval_unit !== null,
  from: dayIn(rule.starts_at, rule.timezone, rule.day_start_hour),
  until: rule.ends_at === null ? '' : dayIn(Date.parse(rule.ends_at) - 1, rule.timezone, rule.day_start_hour),
  timezone: rule.timezone,
  weekStart: rule.week_start,
  dayStart: rule.day_start_hour,
});

/** `before`: the member that follows it in its chain. */
export const draftOf = (goal: GoalView, calendar: Calendar, before: string): GoalDraft => ({
  ...emptyDraft(calendar),
  kind: kinds[goal.kind],
  title: goal.title,
  description: goal.description ?? '',
  category: goal.category_id ?? '',
  unit: goal.unit ?? '',
  amount: (goal.target?.target_value ?? '').replace(/\.00$/, ''),
  deadline: goal.target_date ?? '',
  countsFrom: goal.target?.start_date ?? '',
  criterion: goal.success_criteria ?? '',
  ...(goal.target?.event_filter && { events: [...goal.target.event_filter.types] }),
  ...(goal.rule && ruleDraft(goal.rule)),
  chain: goal.goal_group_id ?? '',
  before,
});

const isDecimal = (text: string): boolean => /^\s*[-−+]?\d+([.,]\d+)?\s*$/.test(text);
const numberOf = (text: string): number => Number(typedDecimal(text));
const isCount = (text: string): boolean => /^\s*[1-9]\d{0,5}\s*$/.test(text);

const passesAreWhole = ({ passes, threshold, low, high }: GoalDraft): boolean =>
  passes === 'any' ||
  (passes === 'between' ? isDecimal(low) && isDecimal(high) && numberOf(low) <= numberOf(high) : isDecimal(threshold));

/** Whether its rule is filled in, so that a preview can be asked for. */
export const isRuleWhole = (draft: GoalDraft): boolean => {
  if (draft.tracker === '') return false;
  const periods = isCount(draft.every);
  switch (draft.measure) {
    case 'frequency':
      return periods && isCount(draft.times) && passesAreWhole(draft);
    case 'delta':
      return periods && isDecimal(draft.change) && numberOf(draft.change) > 0 && passesAreWhole(draft);
    case 'target':
      return (
        (periods || !draft.isPeriodic) && (draft.passes === 'between' ? passesAreWhole(draft) : isDecimal(draft.end))
      );
  }
};

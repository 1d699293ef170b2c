/** What a goal asks, in a sentence (spec 1.2 to 1.6, 3.1). Pure. */
import type { GoalView, RuleView } from '#core/contract/goals.ts';
import { plain, withUnit } from '../../ui/decimal.ts';
import { dayIn, farDateOf } from '../../ui/far-date.ts';
import { isLimit } from './goal-state.ts';
import { bandWords, lengthWords } from './period-words.ts';

/** Events that goals count, as people call them. */
export const eventNames: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'commit.push': ['commit', 'commits'],
  'pull_request.opened': ['opened pull request', 'opened pull requests'],
  'pull_request.merged': ['merged pull request', 'merged pull requests'],
  'review.submitted': ['review', 'reviews'],
  'issue.closed': ['closed issue', 'closed issues'],
  'release.published': ['release', 'releases'],
};

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

/** `each week`, `every 2 weeks`, `in any 7 days`; a single window has none. */
export const everyWords = ({ interval_unit: unit, interval_value: n, period_mode }: RuleView): string => {
  if (unit === null || n === null) return '';
  if (period_mode === 'rolling') return `in any ${n === 1 ? `1 ${lengthWords(1, unit)}` : lengthWords(n, unit)}`;
  return n === 1 ? `each ${lengthWords(1, unit)}` : `every ${lengthWords(n, unit)}`;
};

/** `of 5 km or more`, `between 70 and 72 kg`; `''`: every log passes. */
export const passWords = (rule: RuleView, unit: string | null): string => {
  const value = withUnit(rule.threshold ?? '0', unit);
  switch (rule.threshold_type) {
    case null:
      return '';
    case 'gte':
      return `${value} or more`;
    case 'lte':
      return `${value} or less`;
    case 'eq':
      return `exactly ${value}`;
    case 'between':
      return `between ${plain(rule.threshold_min ?? '0')} and ${withUnit(rule.threshold_max ?? '0', unit)}`;
  }
};

/** `at 5 km or more`, `between 5 and 6 km` */
const at = (level: string): string => (level.startsWith('between') ? level : `at ${level}`);

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);
const dayAggs: Readonly<Record<NonNullable<RuleView['agg_method']>, string>> = {
  sum: 'in a day, added up',
  avg: 'on a day’s average',
  min: 'at a day’s lowest',
  max: 'at a day’s highest',
  last: 'at a day’s last',
};

const frequencyWords = (rule: RuleView, tracker: string, unit: string | null): string => {
  const n = rule.frequency ?? 1;
  const passes = passWords(rule, unit);
  const most = isLimit(rule) ? 'at most ' : '';
  if (rule.agg_method !== null) {
    const days = n === 1 ? '1 day' : `${n} days`;
    return `${tracker}: ${passes} ${dayAggs[rule.agg_method]}, on ${most}${days} ${everyWords(rule)}`;
  }
  return `${tracker}${passes === '' ? '' : `, ${passes}`}, ${most}${times(n)} ${everyWords(rule)}`;
};

const periodAggs: Readonly<Record<NonNullable<RuleView['agg_method']>, string>> = {
  sum: ', all logs added up',
  avg: ', on average',
  min: ', at its lowest',
  max: ', at its highest',
  last: '',
};

const deltaWords = (rule: RuleView, tracker: string, unit: string | null): string => {
  const by = withUnit(rule.delta_goal ?? '0', unit);
  const agg = periodAggs[rule.agg_method ?? 'last'];
  const guard = rule.threshold_type === null ? '' : `, while it stays ${at(passWords(rule, unit))}`;
  if (rule.goal_start_point !== null) {
    const side = rule.direction === 'down' ? 'below' : 'above';
    return `${tracker} ${by} or more ${side} ${withUnit(rule.goal_start_point, unit)} ${everyWords(rule)}${agg}${guard}`;
  }
  return `${tracker} ${rule.direction} by ${by} or more ${everyWords(rule)}${agg}${guard}`;
};

const targetWords = (rule: RuleView, tracker: string, unit: string | null): string => {
  const agg = periodAggs[rule.agg_method ?? 'last'];
  const end = bandWords(rule, unit);
  if (rule.interval_unit === null) {
    if (rule.threshold_type === 'between') return `${tracker} between ${end}${agg}`.replace(' to ', ' and ');
    if (rule.threshold_type === 'eq') return `${tracker} at exactly ${end}${agg}`;
    return rule.agg_method === 'sum' ? `${tracker}: ${end} in all` : `${tracker} ${rule.direction} to ${end}${agg}`;
  }
  const side = rule.threshold_type ?? (rule.direction === 'down' ? 'lte' : 'gte');
  const level = passWords({ ...rule, threshold_type: side, threshold: rule.goal_end_point }, unit);
  return `${tracker} ${at(level)} ${everyWords(rule)}${agg}`;
};

/** `Run, 5 km or more, 3 times each week`. `tracker`: its name. */
export const ruleSentence = (rule: RuleView, tracker: string, unit: string | null, today: string): string => {
  const sentence = { frequency: frequencyWords, delta: deltaWords, target: targetWords }[rule.measure_type];
  const { ends_at: end, timezone, day_start_hour: hour } = rule;
  const until = end === null ? null : farDateOf(dayIn(Date.parse(end) - 1, timezone, hour), today);
  const asked = sentence(rule, tracker, unit);
  if (until === null) return asked;
  return rule.interval_unit === null ? `${asked} by ${until}` : `${asked}, until ${until}`;
};

const eventsSentence = (target: string, { types, meta }: { types: readonly string[]; meta?: unknown }): string => {
  const isOne = Number(target) === 1;
  const names = types.map((type) => eventNames[type]?.[isOne ? 0 : 1] ?? type);
  return `${plain(target)} ${listed(names)}${meta === undefined ? '' : ', with conditions of its own'}`;
};

/** What any goal asks. `tracker`: name and unit of its tracker; `undefined`: not known yet. */
export const asksWords = (
  goal: GoalView,
  tracker: { readonly name: string; readonly unit: string | null } | undefined,
  today: string,
): string => {
  if (goal.kind === 'training') {
    return goal.success_criteria ?? goal.description ?? 'Trained step by step';
  }
  if (goal.rule) return ruleSentence(goal.rule, tracker?.name ?? goal.title, tracker?.unit ?? goal.unit, today);
  const value = goal.target?.target_value ?? null;
  const by = goal.target_date === null ? '' : ` by ${farDateOf(goal.target_date, today)}`;
  if (value === null) return goal.unit === null ? 'Counts on without an end' : `Counts ${goal.unit}, without an end`;
  const filter = goal.target?.event_filter ?? null;
  return filter === null ? `${withUnit(value, goal.unit)}${by}` : `${eventsSentence(value, filter)}${by}`;
};

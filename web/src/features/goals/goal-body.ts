/** A goal as the API takes it, from what its editor holds. Pure. */
import type { CallOf } from '#core/contract/endpoint.ts';
import type { previewGoal } from '#core/contract/goal-progress.ts';
import { addDays } from '#core/domain/time/dates.ts';
import { dayStart } from '#core/domain/time/day.ts';
import type { GoalChange, NewGoalBody } from '../../state/goals.svelte.ts';
import { typedDecimal } from '../../ui/decimal.ts';
import type { GoalDraft } from './draft.ts';

export type RuleBody = CallOf<typeof previewGoal>['body'];
type Columns = Omit<
  RuleBody,
  'kind' | 'title' | 'tracker_id' | 'measure_type' | 'frequency' | 'delta_goal' | 'goal_end_point' | 'goal_start_point'
>;

const orNull = (text: string): string | null => (text.trim() === '' ? null : typedDecimal(text));

/** An instant on a date that is not one yet is the server's to refuse. */
const startOf = (date: string, { timezone, dayStart: hour }: GoalDraft): string => {
  try {
    return dayStart(date, timezone, hour);
  } catch {
    return date;
  }
};

const passColumns = ({ measure, passes, threshold, low, high }: GoalDraft): Columns => ({
  threshold_type: passes === 'any' ? null : passes,
  // The value of a target stands in `goal_end_point`.
  threshold: passes === 'any' || passes === 'between' || measure === 'target' ? null : orNull(threshold),
  threshold_min: passes === 'between' ? orNull(low) : null,
  threshold_max: passes === 'between' ? orNull(high) : null,
});

const columnsOf = (draft: GoalDraft): Columns => {
  const isPeriodic = draft.measure !== 'target' || draft.isPeriodic;
  return {
    direction: draft.measure === 'frequency' ? (draft.isLimit ? 'down' : 'up') : draft.direction,
    agg_method: draft.agg === '' ? null : draft.agg,
    interval_value: isPeriodic ? Number(draft.every) : null,
    interval_unit: isPeriodic ? draft.unitOfTime : null,
    period_mode: draft.mode,
    ...passColumns(draft),
    ...(draft.from !== '' && { starts_at: startOf(draft.from, draft) }),
    ends_at: draft.until === '' ? null : startOf(addDays(draft.until, 1), draft),
    timezone: draft.timezone,
    week_start: draft.weekStart,
    day_start_hour: draft.dayStart,
  };
};

/** What is measured and how it is judged. `title` is needed by the API alone. */
export const ruleBodyOf = (draft: GoalDraft, unit: string | null): RuleBody => {
  const title = draft.title.trim() === '' ? '…' : draft.title;
  const common = {
    kind: 'tracker',
    title,
    tracker_id: draft.tracker,
    ...(unit !== null && { unit }),
    ...columnsOf(draft),
  } as const;
  switch (draft.measure) {
    case 'frequency':
      return { ...common, measure_type: 'frequency', frequency: Number(draft.times) };
    case 'delta':
      return {
        ...common,
        measure_type: 'delta',
        delta_goal: typedDecimal(draft.change),
        goal_start_point: orNull(draft.start),
      };
    case 'target':
      return {
        ...common,
        measure_type: 'target',
        goal_end_point: typedDecimal(draft.passes === 'between' ? draft.low : draft.end),
        goal_start_point: orNull(draft.start),
      };
  }
};

export interface Place {
  readonly goal_group_id: string | null;
  readonly sequence_index: number | null;
}

const about = (draft: GoalDraft) => ({
  title: draft.title,
  ...(draft.description.trim() !== '' && { description: draft.description }),
  category_id: draft.category === '' ? null : draft.category,
});

/** `unit`: of its tracker. */
export const newGoalOf = (draft: GoalDraft, unit: string | null, place: Place): NewGoalBody => {
  const from = draft.countsFrom === '' ? {} : { start_date: draft.countsFrom };
  switch (draft.kind) {
    case 'amount':
      return {
        ...about(draft),
        kind: 'target_based',
        unit: draft.unit,
        target_value: typedDecimal(draft.amount),
        target_date: draft.deadline,
        ...from,
      };
    case 'counter':
      return { ...about(draft), kind: 'continuous_counter', unit: draft.unit, ...from };
    case 'events':
      return {
        ...about(draft),
        kind: 'event_count',
        target_value: typedDecimal(draft.amount),
        event_filter: { types: [...draft.events] },
        ...(draft.deadline !== '' && { target_date: draft.deadline }),
      };
    case 'measure':
      return { ...ruleBodyOf(draft, unit), ...about(draft), ...place };
    case 'training':
      return {
        ...about(draft),
        kind: 'training',
        ...(draft.criterion.trim() !== '' && { success_criteria: draft.criterion }),
        ...(draft.deadline !== '' && { target_date: draft.deadline }),
        ...(draft.plan !== 'other' && { template_key: draft.plan }),
      };
  }
};

/** Where `now` differs from `before`. */
const differences = (before: object, now: object): Record<string, unknown> => {
  const was = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(now).filter(([key, value]) => JSON.stringify(was[key]) !== JSON.stringify(value)),
  );
};

const changeBody = (draft: GoalDraft): object => {
  const { kind } = draft;
  const base = {
    title: draft.title,
    description: draft.description.trim() === '' ? null : draft.description,
    category_id: draft.category === '' ? null : draft.category,
  };
  if (kind === 'measure') {
    const {
      kind: _,
      title: _title,
      tracker_id: _tracker,
      measure_type: _measure,
      unit: _unit,
      ...rule
    } = ruleBodyOf(draft, null);
    return { ...rule, ...base };
  }
  if (kind === 'training') return { ...base, target_date: draft.deadline === '' ? null : draft.deadline };
  return {
    ...base,
    ...(kind !== 'events' && { unit: draft.unit }),
    ...(kind !== 'counter' && {
      target_value: typedDecimal(draft.amount),
      target_date: draft.deadline === '' ? null : draft.deadline,
    }),
  };
};

/** What was changed. */
export const changesOf = (before: GoalDraft, now: GoalDraft): GoalChange =>
  differences(changeBody(before), changeBody(now));

const ABOUT = ['title', 'description', 'category_id'];
/** Whether the periods are judged anew. */
export const changesRule = (changes: GoalChange): boolean => Object.keys(changes).some((key) => !ABOUT.includes(key));

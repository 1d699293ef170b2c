/** Goals: by events, by amounts, by what a tracker shows (spec 1, 3). Training and plain goals come with their issues. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { StepView } from './steps.ts';
import { DateString, DecimalString, Id, IdParams, InstantString, page, PageQuery } from './common.ts';
import {
  AmountInput,
  Decimal,
  EventFilter,
  Frequency,
  NewGoalInput,
  ruleColumns,
  Title,
  Unit,
  whole,
} from './goal-input.ts';

/** Canonical states and the seeds' spellings of them (api.md). */
export const GOAL_STATUSES = ['draft', 'active', 'paused', 'completed', 'archived'] as const;
const STATUS_SPELLINGS: Readonly<Record<string, (typeof GOAL_STATUSES)[number]>> = {
  achieved: 'completed',
  done: 'completed',
  COMPLETED: 'completed',
  ACTIVE: 'active',
};
const GoalStatusInput = z
  .preprocess((v) => (typeof v === 'string' ? (STATUS_SPELLINGS[v] ?? v) : v), z.enum(GOAL_STATUSES))
  .describe('State; achieved, done and COMPLETED are read as completed, ACTIVE as active');

export const PaceView = z
  .object({
    state: z
      .enum(['completed', 'overdue', 'no_data', 'open_ended', 'ahead', 'on_track', 'behind'])
      .describe('How it goes'),
    days_left: z.number().int().nullable().describe('Days to the deadline, today and the deadline counted'),
    needed_per_day: DecimalString.nullable().describe('What each day left needs'),
    expected: DecimalString.nullable().describe('What an even pace would have reached by today'),
    remaining: DecimalString.describe('What is left'),
    avg_per_day: DecimalString.nullable().describe('Average a day so far'),
    linear_date: DateString.nullable().describe('When the average gets there'),
    slope: DecimalString.nullable().describe('Usual gain a day (Theil–Sen)'),
    usual_pace_date: DateString.nullable().describe('When your usual pace gets there'),
  })
  .meta({ id: 'Pace' });
export type PaceView = z.output<typeof PaceView>;

export const EvaluationView = z
  .object({
    period_label: z.string().describe('Names the period: its first day, or its first instant'),
    period_start: InstantString,
    period_end: InstantString.nullable().describe('null: it has no end'),
    value: DecimalString.nullable().describe('What was measured'),
    baseline: DecimalString.nullable().describe('What it is compared with'),
    data_points: z.number().int().describe('Logs that took part'),
    met: z.boolean().describe('It was reached'),
    final: z.boolean().describe('It cannot change any more, unless its logs do'),
    met_at: InstantString.nullable(),
    progress: DecimalString.describe('0 to 1, 4 places'),
    status: z.enum(['open', 'closed']).describe('Whether it is over'),
    partial: z.boolean().describe('It can be met and never counts as missed'),
    revision: z.number().int().describe('How often it was computed anew'),
  })
  .meta({ id: 'Evaluation' });
export type EvaluationView = z.output<typeof EvaluationView>;

export const RuleView = z
  .object({
    tracker_id: Id,
    measure_type: z.enum(['frequency', 'delta', 'target']).describe('How often, how much change, or which value'),
    direction: z.enum(['up', 'down']).describe('More or less is better'),
    agg_method: z.enum(['min', 'max', 'avg', 'sum', 'last']).nullable().describe('How logs become one number'),
    interval_value: z.number().int().nullable().describe('Length of a period, in units'),
    interval_unit: z.enum(['h', 'd', 'w', 'm', 'y']).nullable().describe('Hours, days, weeks, months, years'),
    period_mode: z.enum(['calendar', 'anchored', 'rolling']).describe('How periods lie'),
    frequency: z.number().int().nullable().describe('How often in a period'),
    delta_goal: DecimalString.nullable(),
    goal_end_point: DecimalString.nullable(),
    goal_start_point: DecimalString.nullable(),
    threshold_type: z.enum(['gte', 'lte', 'between', 'eq']).nullable().describe('Which values pass'),
    threshold: DecimalString.nullable(),
    threshold_min: DecimalString.nullable(),
    threshold_max: DecimalString.nullable(),
    starts_at: InstantString,
    ends_at: InstantString.nullable(),
    timezone: z.string().describe('IANA zone of its periods'),
    week_start: z.number().int().describe('First day of its weeks, ISO'),
    day_start_hour: z.number().int().describe('Hour its days begin at'),
  })
  .meta({ id: 'GoalRule' });
export type RuleView = z.output<typeof RuleView>;

export const GoalView = z
  .object({
    id: Id,
    kind: z
      .enum(['plain', 'training', 'tracker', 'target_based', 'continuous_counter', 'event_count'])
      .describe('Kind of goal'),
    title: z.string().describe('What you want'),
    description: z.string().nullable().describe('More about it'),
    status: z.enum(GOAL_STATUSES).describe('State'),
    priority: z.number().int().nullable().describe('1 highest to 5'),
    horizon: z.string().nullable().describe('Planning horizon'),
    target_date: DateString.nullable().describe('Deadline'),
    unit: z.string().nullable().describe('Unit of the amounts'),
    success_criteria: z.string().nullable().describe('How you will know'),
    category_id: Id.nullable(),
    goal_group_id: Id.nullable(),
    sequence_index: z.number().int().nullable().describe('Place in its group'),
    completed_at: InstantString.nullable(),
    archived_at: InstantString.nullable(),
    created_at: InstantString,
    updated_at: InstantString,
    target: z
      .object({
        target_value: DecimalString.nullable().describe('Amount to reach'),
        start_date: DateString.nullable().describe('First day that counts for the pace'),
        event_filter: EventFilter.nullable(),
      })
      .optional()
      .describe('Target of target, counter and event-count goals'),
    rule: RuleView.optional().describe('Rule of tracker goals'),
    steps: z.array(StepView).optional().describe('Steps of a training goal, in order, parts after their step'),
    progress: z
      .object({
        current_value: DecimalString.nullable().describe('Amount so far'),
        progress: DecimalString.nullable().describe('Share of the target, 0 to 1, 4 places'),
        chain_state: z.enum(['locked', 'active', 'completed', 'expired']).nullable().describe('State in its chain'),
        activated_at: InstantString.nullable(),
        reached_at: InstantString.nullable().describe('When the target was reached'),
        period: EvaluationView.nullable().describe('Of tracker goals: the period we are in, or the last one'),
        pace: PaceView.nullable(),
      })
      .describe('How far it is'),
  })
  .meta({ id: 'Goal' });
export type GoalView = z.output<typeof GoalView>;

const GOAL_TYPES: Readonly<Record<string, string>> = {
  TARGET_BASED: 'target_based',
  CONTINUOUS_COUNTER: 'continuous_counter',
};
/** Seed 004 calls the kind `goalType` (api.md). */
const readGoalType = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || !('goalType' in body) || 'kind' in body) return body;
  const { goalType, ...rest } = body;
  return { kind: typeof goalType === 'string' ? (GOAL_TYPES[goalType] ?? goalType) : goalType, ...rest };
};

export const listGoals = endpoint({
  id: 'listGoals',
  method: 'get',
  path: '/v1/goals',
  summary: 'Your goals',
  tag: 'goals',
  access: ['read', 'log', 'manage'],
  query: PageQuery.extend({ status: z.enum(GOAL_STATUSES).optional().describe('Only those in this state') }),
  status: 200,
  response: page(GoalView),
});

export const createGoal = endpoint({
  id: 'createGoal',
  method: 'post',
  path: '/v1/goals',
  summary: 'Make a goal',
  tag: 'goals',
  access: ['manage'],
  spelling: readGoalType,
  body: NewGoalInput,
  status: 201,
  response: GoalView,
});

export const getGoal = endpoint({
  id: 'getGoal',
  method: 'get',
  path: '/v1/goals/:id',
  summary: 'One goal with its progress',
  tag: 'goals',
  access: ['read', 'log', 'manage'],
  params: IdParams,
  status: 200,
  response: GoalView,
});

export const updateGoal = endpoint({
  id: 'updateGoal',
  method: 'patch',
  path: '/v1/goals/:id',
  summary: 'Change a goal',
  tag: 'goals',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({
    title: Title.optional(),
    description: z.string().max(2000).nullable().optional().describe('More about it'),
    category_id: Id.nullable().optional(),
    unit: Unit.nullable().optional(),
    target_value: AmountInput.optional(),
    target_date: DateString.nullable().optional(),
    goal_group_id: Id.nullable().optional().describe('The chain it is part of'),
    sequence_index: whole(0, 10_000).nullable().optional().describe('Its place in the chain'),
    frequency: Frequency.optional(),
    delta_goal: Decimal.optional().describe('How large the change has to be'),
    goal_end_point: Decimal.optional().describe('The value to reach'),
    goal_start_point: Decimal.nullable().optional().describe('Where it starts from'),
    ...ruleColumns,
  }),
  status: 200,
  response: GoalView,
});

export const setGoalStatus = endpoint({
  id: 'setGoalStatus',
  method: 'patch',
  path: '/v1/goals/:id/status',
  summary: 'Pause, resume, complete, reopen or archive a goal',
  tag: 'goals',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({ status: GoalStatusInput }),
  status: 200,
  response: GoalView,
});

export const deleteGoal = endpoint({
  id: 'deleteGoal',
  method: 'delete',
  path: '/v1/goals/:id',
  summary: 'Archive a goal; what it earned stays',
  tag: 'goals',
  access: ['manage'],
  params: IdParams,
  status: 204,
});

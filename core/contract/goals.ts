/** Goals: by events, by amounts, by what a tracker shows (spec 1, 3). Training and plain goals come with their issues. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { DateString, DecimalString, Id, IdParams, InstantInput, InstantString, page, PageQuery } from './common.ts';

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

const Title = z.string().trim().min(1).max(200).describe('What you want');
const Unit = z.string().trim().min(1).max(50).describe('Unit of the amounts');
/** Checked by the amount rule of spec 3.2, which answers `amount_invalid`; here only the JSON type. */
export const AmountInput = z.union([z.string(), z.number()]).describe('Amount, a decimal with at most 2 places');

const EventFilter = z
  .strictObject({
    types: z
      .array(
        z
          .string()
          .regex(/^[a-z_]+(\.[a-z_]+)+$/)
          .max(100),
      )
      .min(1)
      .max(50)
      .describe('Event types that count'),
    meta: z.record(z.string(), z.unknown()).optional().describe('An event counts if its meta contains this'),
  })
  .describe('Which events count');

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

const Decimal = z.union([z.string(), z.number()]).describe('Exact decimal');
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

const newGoal = {
  title: Title,
  description: z.string().max(2000).optional().describe('More about it'),
  category_id: Id.nullable().optional(),
};

const EventCountGoal = z.strictObject({
  ...newGoal,
  kind: z.literal('event_count').describe('Counts events that match a filter'),
  unit: Unit.optional(),
  target_value: AmountInput,
  event_filter: EventFilter,
  target_date: DateString.optional(),
  start_date: DateString.optional(),
});

const TargetGoal = z.strictObject({
  ...newGoal,
  kind: z.literal('target_based').describe('An amount by a date'),
  unit: Unit,
  target_value: AmountInput,
  target_date: DateString.describe('Deadline'),
  start_date: DateString.optional(),
});

const CounterGoal = z.strictObject({
  ...newGoal,
  kind: z.literal('continuous_counter').describe('Counts on without an end'),
  unit: Unit,
  target_value: z.null().optional().describe('A counter has none'),
  target_date: z.null().optional().describe('A counter has none'),
  start_date: DateString.optional(),
});

/** Columns that every rule may have. Which combinations make sense is checked by `core/domain/rule/check-rule.ts`. */
const ruleColumns = {
  direction: z.enum(['up', 'down']).optional().describe('More or less is better'),
  agg_method: z.enum(['min', 'max', 'avg', 'sum', 'last']).nullable().optional().describe('How logs become one number'),
  interval_value: whole(1, 10_000).nullable().optional().describe('Length of a period, in units'),
  interval_unit: z.enum(['h', 'd', 'w', 'm', 'y']).nullable().optional().describe('Hours, days, weeks, months, years'),
  period_mode: z.enum(['calendar', 'anchored', 'rolling']).optional().describe('How periods lie'),
  threshold_type: z.enum(['gte', 'lte', 'between', 'eq']).nullable().optional().describe('Which values pass'),
  threshold: Decimal.nullable().optional().describe('What they are compared with'),
  threshold_min: Decimal.nullable().optional().describe('Lower end of between'),
  threshold_max: Decimal.nullable().optional().describe('Upper end of between'),
  starts_at: InstantInput.optional().describe('From when it counts; the start of your day unless given'),
  ends_at: InstantInput.nullable().optional().describe('Until when it counts'),
  timezone: z.string().min(1).max(64).optional().describe('IANA zone of its periods; yours unless given'),
  week_start: whole(1, 7).optional().describe('First day of its weeks, ISO; yours unless given'),
  day_start_hour: whole(0, 12).optional().describe('Hour its days begin at; yours unless given'),
};
const trackerGoal = {
  ...newGoal,
  kind: z.literal('tracker').describe('Judged by the logs of a tracker'),
  unit: Unit.optional(),
  tracker_id: Id.describe('Its tracker'),
  goal_group_id: Id.nullable().optional().describe('The chain it is part of'),
  sequence_index: whole(0, 10_000).nullable().optional().describe('Its place in the chain'),
  ...ruleColumns,
};
const Frequency = whole(1, 100_000).describe('How often in a period');
const TrackerGoal = z.discriminatedUnion('measure_type', [
  z.strictObject({
    ...trackerGoal,
    measure_type: z.literal('frequency').describe('How often something happens'),
    frequency: Frequency,
  }),
  z.strictObject({
    ...trackerGoal,
    measure_type: z.literal('delta').describe('A change from one period to the next'),
    delta_goal: Decimal.describe('How large the change has to be'),
    goal_start_point: Decimal.nullable().optional().describe('A fixed baseline for every period'),
  }),
  z.strictObject({
    ...trackerGoal,
    measure_type: z.literal('target').describe('A value to reach'),
    goal_end_point: Decimal.describe('The value to reach'),
    goal_start_point: Decimal.nullable().optional().describe('Where it starts from'),
  }),
]);
export type NewTrackerGoal = z.output<typeof TrackerGoal>;

export const NewGoalInput = z.discriminatedUnion('kind', [EventCountGoal, TargetGoal, CounterGoal, TrackerGoal]);
export type NewGoal = z.output<typeof NewGoalInput>;

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

export const ProgressEntryView = z
  .object({
    id: Id,
    value: DecimalString.describe('Amount'),
    entry_date: DateString,
    note: z.string().nullable().describe('Your note'),
    source_event_id: Id.nullable().describe('The event that made it'),
    created_at: InstantString,
  })
  .meta({ id: 'ProgressEntry' });

export const listProgress = endpoint({
  id: 'listProgress',
  method: 'get',
  path: '/v1/goals/:id/progress',
  summary: 'Entries of a goal, newest first',
  tag: 'goals',
  access: ['read', 'log', 'manage'],
  params: IdParams,
  query: PageQuery,
  status: 200,
  response: page(ProgressEntryView),
});

const EntryAnswer = z
  .object({ entry: ProgressEntryView, progress: GoalView.shape.progress })
  .meta({ id: 'EntryAnswer' });

export const createProgress = endpoint({
  id: 'createProgress',
  method: 'post',
  path: '/v1/goals/:id/progress',
  summary: 'Add an amount to a goal; a correction is a negative one',
  tag: 'goals',
  access: ['log', 'manage'],
  params: IdParams,
  body: z.strictObject({
    value: AmountInput,
    entry_date: DateString.optional().describe('The day; your today unless given'),
    note: z.string().trim().max(500).optional().describe('Your note'),
    client_entry_id: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Your own id: the same entry sent twice is stored once'),
  }),
  status: 201,
  response: EntryAnswer,
});

export const resetGoal = endpoint({
  id: 'resetGoal',
  method: 'post',
  path: '/v1/goals/:id/reset',
  summary: 'Start again from 0: adds the opposite of what is there; the past stays to be seen',
  tag: 'goals',
  access: ['log', 'manage'],
  params: IdParams,
  body: z.strictObject({ note: z.string().trim().max(500).optional().describe('Your note') }).optional(),
  status: 201,
  response: EntryAnswer,
});

export const listEvaluations = endpoint({
  id: 'listEvaluations',
  method: 'get',
  path: '/v1/goals/:id/evaluations',
  summary: 'Periods of a tracker goal, oldest first',
  tag: 'goals',
  access: ['read', 'log', 'manage'],
  params: IdParams,
  query: PageQuery.extend({
    from: InstantInput.optional().describe('Only periods that begin at this instant or later'),
    to: InstantInput.optional().describe('Only periods that begin before this instant'),
  }),
  status: 200,
  response: page(EvaluationView),
});

export const ExplainedLogView = z
  .object({
    id: Id,
    logged_at: InstantString,
    value: DecimalString.nullable().describe('Its number'),
    counted: z.boolean().describe('It counted'),
    why: z
      .enum([
        'counted',
        'decided',
        'day_counted',
        'day_failed',
        'not_last',
        'not_min',
        'not_max',
        'threshold_failed',
        'outside',
        'no_number',
      ])
      .describe('Why it counted, or did not'),
  })
  .meta({ id: 'ExplainedLog' });
export type ExplainedLogView = z.output<typeof ExplainedLogView>;

export const explainEvaluation = endpoint({
  id: 'explainEvaluation',
  method: 'get',
  path: '/v1/goals/:id/evaluations/:period_label',
  summary: 'One period, and which logs counted and why',
  tag: 'goals',
  access: ['read', 'log', 'manage'],
  params: IdParams.extend({ period_label: z.string().min(1).max(50).describe('Names the period') }),
  status: 200,
  response: z.object({
    evaluation: EvaluationView,
    logs: z.array(ExplainedLogView).describe('Logs of the period, oldest first'),
  }),
});

export const previewGoal = endpoint({
  id: 'previewGoal',
  method: 'post',
  path: '/v1/goals/preview',
  summary: 'What a tracker goal would have made of the last periods; nothing is written',
  tag: 'goals',
  access: ['manage'],
  body: TrackerGoal,
  status: 200,
  response: z.object({ items: z.array(EvaluationView).describe('Oldest first') }),
});

export const GoalGroupView = z
  .object({
    id: Id,
    title: z.string().describe('Name of the chain'),
    goals: z.array(GoalView).describe('Its members, in order'),
    created_at: InstantString,
    updated_at: InstantString,
  })
  .meta({ id: 'GoalGroup' });
export type GoalGroupView = z.output<typeof GoalGroupView>;

export const listGoalGroups = endpoint({
  id: 'listGoalGroups',
  method: 'get',
  path: '/v1/goal-groups',
  summary: 'Your chains of goals, newest first',
  tag: 'goals',
  access: ['read', 'log', 'manage'],
  query: PageQuery,
  status: 200,
  response: page(GoalGroupView),
});

export const createGoalGroup = endpoint({
  id: 'createGoalGroup',
  method: 'post',
  path: '/v1/goal-groups',
  summary: 'Make a chain; goals join it with goal_group_id and sequence_index',
  tag: 'goals',
  access: ['manage'],
  body: z.strictObject({ title: Title }),
  status: 201,
  response: GoalGroupView,
});

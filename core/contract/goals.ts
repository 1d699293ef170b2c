/** Goals. This kind is `event_count` (spec 3); the others join the union with their issues. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { DateString, DecimalString, Id, IdParams, InstantString, page, PageQuery } from './common.ts';

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
    progress: z
      .object({
        current_value: DecimalString.nullable().describe('Amount so far'),
        progress: DecimalString.nullable().describe('Share of the target, 0 to 1, 4 places'),
        chain_state: z.enum(['locked', 'active', 'completed', 'expired']).nullable().describe('State in its chain'),
        activated_at: InstantString.nullable(),
        reached_at: InstantString.nullable().describe('When the target was reached'),
        pace: PaceView.nullable(),
      })
      .describe('How far it is'),
  })
  .meta({ id: 'Goal' });
export type GoalView = z.output<typeof GoalView>;

const EventCountGoal = z.strictObject({
  kind: z.literal('event_count').describe('Counts events that match a filter'),
  title: Title,
  description: z.string().max(2000).optional().describe('More about it'),
  unit: Unit.optional(),
  target_value: AmountInput,
  event_filter: EventFilter,
  target_date: DateString.optional(),
  start_date: DateString.optional(),
});
export type NewGoal = z.output<typeof EventCountGoal>;

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
  body: z.discriminatedUnion('kind', [EventCountGoal]),
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
    unit: Unit.nullable().optional(),
    target_value: AmountInput.optional(),
    target_date: DateString.nullable().optional(),
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

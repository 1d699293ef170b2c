/** What moves goals and what that makes of them: amounts, periods with their reasons, chains. */
import { z } from 'zod';
import { DateString, DecimalString, Id, IdParams, InstantInput, InstantString, page, PageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { AmountInput, Title, TrackerGoalInput } from './goal-input.ts';
import { EvaluationView, GoalView } from './goals.ts';

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
  body: TrackerGoalInput,
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

export const updateGoalGroup = endpoint({
  id: 'updateGoalGroup',
  method: 'patch',
  path: '/v1/goal-groups/:id',
  summary: 'Rename a chain',
  tag: 'goals',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({ title: Title }),
  status: 200,
  response: GoalGroupView,
});

export const deleteGoalGroup = endpoint({
  id: 'deleteGoalGroup',
  method: 'delete',
  path: '/v1/goal-groups/:id',
  summary: 'Dissolve a chain: its goals stay and stand alone, what they earned stays too',
  tag: 'goals',
  access: ['manage'],
  params: IdParams,
  status: 204,
});

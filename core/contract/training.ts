/** Training goals: their steps, attempts, plans and what suggests them (seed 000, spec 5.3 to 5.7). */
import { z } from 'zod';
import { DateString, Id, IdParams, InstantInput, InstantString, NoInput, page, PageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { GoalView } from './goals.ts';
import { AttemptView, OUTCOMES, STEP_STATUSES, StepView } from './steps.ts';

const readers = ['read', 'log', 'manage'] as const;
const loggers = ['log', 'manage'] as const;

const StepTitle = z.string().trim().min(1).max(200).describe('What is trained');
const stepFields = {
  details: z.string().trim().max(2000).nullable().optional().describe('How'),
  success_criteria: z.string().trim().max(500).nullable().optional().describe('What counts as having it'),
  scheduled_for: DateString.nullable().optional().describe('The day it is planned for'),
  estimated_minutes: z.number().int().min(1).max(600).nullable().optional().describe('Minutes a set takes'),
  required_passes: z.number().int().min(1).max(20).optional().describe('Passes in a row that end it'),
};

export const activateGoal = endpoint({
  id: 'activateGoal',
  method: 'patch',
  path: '/v1/goals/:id/activate',
  summary: 'Begin a training goal that is a draft; its first step is in progress',
  tag: 'training',
  access: ['manage'],
  params: IdParams,
  body: NoInput,
  status: 200,
  response: GoalView,
});

export const suggestGoals = endpoint({
  id: 'suggestGoals',
  method: 'get',
  path: '/v1/goals/suggested',
  summary: 'Training goals that the hard moments of the last two weeks speak for',
  tag: 'training',
  access: readers,
  status: 200,
  response: z
    .object({
      items: z
        .array(
          z
            .object({
              template_key: z.string().describe('The plan there is for it'),
              title: z.string().describe('Title of the goal'),
              reason: z
                .object({
                  kind: z.enum(['tag', 'trigger']).describe('What the moments have in common'),
                  key: z.string().describe('Which tag or trigger'),
                  count: z.number().int().describe('Moments'),
                  days: z.number().int().describe('Different days'),
                  avg_intensity: z.string().describe('How strong they were, 1 to 5, two decimals'),
                  score: z.number().int().describe('Strength, the recent ones more'),
                })
                .describe('Why'),
              event_ids: z.array(Id).describe('The moments, newest first'),
            })
            .meta({ id: 'SuggestedGoal' }),
        )
        .describe('The strongest reason first, at most three'),
    })
    .meta({ id: 'SuggestedGoals' }),
});

export const listSteps = endpoint({
  id: 'listSteps',
  method: 'get',
  path: '/v1/goals/:id/steps',
  summary: 'Steps of a training goal, in order, parts after their step',
  tag: 'training',
  access: readers,
  params: IdParams,
  status: 200,
  response: z.object({ items: z.array(StepView).describe('All of them') }).meta({ id: 'Steps' }),
});

export const createStep = endpoint({
  id: 'createStep',
  method: 'post',
  path: '/v1/goals/:id/steps',
  summary: 'Add a step at the end, or a part to a step',
  tag: 'training',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({
    title: StepTitle,
    parent_step_id: Id.nullable().optional().describe('The step it is a part of; parts have none'),
    ...stepFields,
  }),
  status: 201,
  response: StepView,
});

export const updateStep = endpoint({
  id: 'updateStep',
  method: 'patch',
  path: '/v1/goal-steps/:id',
  summary: 'Change a step, move it among its like, or put it into another state',
  tag: 'training',
  access: loggers,
  params: IdParams,
  body: z.strictObject({
    title: StepTitle.optional(),
    status: z.enum(STEP_STATUSES).optional().describe('The new state'),
    step_order: z.number().int().min(0).max(1_000).optional().describe('Its new place; the others make room'),
    completion_notes: z.string().trim().max(2000).nullable().optional().describe('Your note at its end'),
    ...stepFields,
  }),
  status: 200,
  response: StepView,
});

export const splitStep = endpoint({
  id: 'splitStep',
  method: 'post',
  path: '/v1/goal-steps/:id/split',
  summary: 'Make two smaller steps of it',
  tag: 'training',
  access: ['manage'],
  params: IdParams,
  body: NoInput,
  status: 201,
  response: z.object({ items: z.array(StepView).describe('The two parts') }).meta({ id: 'StepParts' }),
});

export const createAttempt = endpoint({
  id: 'createAttempt',
  method: 'post',
  path: '/v1/goal-steps/:id/attempt',
  summary: 'Log one set; the same client_attempt_id sent twice is stored once',
  tag: 'training',
  access: loggers,
  params: IdParams,
  body: z.strictObject({
    outcome: z.enum(OUTCOMES).describe('Of five: pass 4 or 5, neutral 3, needs_work fewer'),
    occurred_at: InstantInput.optional().describe('When it was; now unless given'),
    duration_seconds: z.number().int().min(0).max(86_400).optional().describe('How long it took'),
    note: z.string().trim().max(2000).optional().describe('Your note'),
    client_attempt_id: z.string().min(1).max(100).optional().describe('Your own id'),
  }),
  status: 201,
  response: z.object({ attempt: AttemptView, step: StepView }).meta({ id: 'AttemptAnswer' }),
});

export const listAttempts = endpoint({
  id: 'listAttempts',
  method: 'get',
  path: '/v1/goal-steps/:id/attempts',
  summary: 'Attempts on a step, newest first, with those taken back',
  tag: 'training',
  access: readers,
  params: IdParams,
  query: PageQuery,
  status: 200,
  response: page(AttemptView),
});

export const voidAttempt = endpoint({
  id: 'voidAttempt',
  method: 'post',
  path: '/v1/attempts/:id/void',
  summary: 'Take an attempt back; what it earned stays',
  tag: 'training',
  access: loggers,
  params: IdParams,
  body: z
    .strictObject({ reason: z.string().trim().min(1).max(500).optional().describe('Why, for yourself') })
    .optional(),
  status: 200,
  response: z.object({ attempt: AttemptView, step: StepView }),
});

const StepEventParams = z.object({ id: Id.describe('Id of the step'), eventId: Id.describe('Id of the moment') });

export const linkMoment = endpoint({
  id: 'linkMoment',
  method: 'put',
  path: '/v1/goal-steps/:id/events/:eventId',
  summary: 'Say that a moment belongs to a step',
  tag: 'training',
  access: loggers,
  params: StepEventParams,
  body: NoInput,
  status: 204,
});

export const unlinkMoment = endpoint({
  id: 'unlinkMoment',
  method: 'delete',
  path: '/v1/goal-steps/:id/events/:eventId',
  summary: 'Say that a moment does not belong to a step',
  tag: 'training',
  access: loggers,
  params: StepEventParams,
  status: 204,
});

export const AiRunView = z
  .object({
    id: Id,
    goal_id: Id.nullable(),
    purpose: z.string().describe('What it was for'),
    provider: z.string().describe('builtin, or what speaks the API'),
    model: z.string().describe('Which model, or which rules'),
    prompt_version: z.string().describe('Version of the prompt'),
    input_summary: z.string().describe('What it was asked, in a line'),
    status: z.enum(['queued', 'success', 'failed']).describe('How it ended'),
    error_code: z.string().nullable().describe('Why it failed'),
    error_message: z.string().nullable().describe('Why it failed, and what to do'),
    input_tokens: z.number().int().nullable().describe('Tokens that were sent'),
    output_tokens: z.number().int().nullable().describe('Tokens that were answered'),
    latency_ms: z.number().int().nullable().describe('How long it took, milliseconds'),
    estimated_cost_usd: z.string().nullable().describe('Estimated cost, dollars'),
    request_payload: z.unknown().describe('What was sent, without secrets'),
    response_payload: z.unknown().nullable().describe('What came back'),
    started_at: InstantString,
    completed_at: InstantString.nullable(),
  })
  .meta({ id: 'AiRun' });
export type AiRunView = z.output<typeof AiRunView>;

export const generateSteps = endpoint({
  id: 'generateSteps',
  method: 'post',
  path: '/v1/goals/:id/generate-steps',
  summary: 'Make a plan: by the model that is configured, or by the rules that need none',
  tag: 'training',
  access: ['manage'],
  params: IdParams,
  waits: true,
  body: z
    .strictObject({
      template_key: z.string().max(50).optional().describe('Topic: a template’s key or a tag it lists'),
      replace: z.boolean().optional().describe('`true`: steps that were not begun make room'),
    })
    .optional(),
  status: 201,
  response: z
    .object({
      items: z.array(StepView).describe('The steps it made'),
      run: AiRunView,
      notice: z.string().nullable().describe('What to know when a model failed and the rules made the plan'),
    })
    .meta({ id: 'GeneratedSteps' }),
});

export const listAiRuns = endpoint({
  id: 'listAiRuns',
  method: 'get',
  path: '/v1/ai-runs',
  summary: 'What models were asked and answered, newest first',
  tag: 'training',
  access: readers,
  query: PageQuery,
  status: 200,
  response: page(AiRunView),
});

export const getAiRun = endpoint({
  id: 'getAiRun',
  method: 'get',
  path: '/v1/ai-runs/:id',
  summary: 'One run',
  tag: 'training',
  access: readers,
  params: IdParams,
  status: 200,
  response: AiRunView,
});

export const undoAiRun = endpoint({
  id: 'undoAiRun',
  method: 'post',
  path: '/v1/ai-runs/:id/undo',
  summary: 'Take away the steps a run made that were not begun',
  tag: 'training',
  access: ['manage'],
  params: IdParams,
  body: NoInput,
  status: 200,
  response: z.object({ removed: z.number().int().describe('Steps that were taken away') }),
});

/** Steps of training goals and attempts on them, as they are answered (seed 000, spec 5.3, 5.4). */
import { z } from 'zod';
import { DateString, Id, InstantString } from './common.ts';

export const STEP_STATUSES = ['pending', 'in_progress', 'done', 'skipped'] as const;
export const OUTCOMES = ['pass', 'needs_work', 'neutral'] as const;
export const THREE_DS = ['distance', 'duration', 'distraction'] as const;

export const StepView = z
  .object({
    id: Id,
    goal_id: Id.describe('Its goal'),
    parent_step_id: Id.nullable().describe('The step it is a part of'),
    title: z.string().describe('What is trained'),
    details: z.string().nullable().describe('How'),
    success_criteria: z.string().nullable().describe('What counts as having it'),
    step_order: z.number().int().describe('Its place among those with the same parent'),
    status: z.enum(STEP_STATUSES).describe('State'),
    scheduled_for: DateString.nullable().describe('The day it is planned for'),
    estimated_minutes: z.number().int().nullable().describe('Minutes a set takes'),
    required_passes: z.number().int().describe('Passes in a row that end it'),
    raises: z.enum(THREE_DS).nullable().describe('Which of the three Ds it raises'),
    levels: z.array(z.number().int()).nullable().describe('Distance, duration, distraction, 0 to 9'),
    ai_generated: z.boolean().describe('A model wrote it'),
    ai_run_id: Id.nullable().describe('The run that made it'),
    completion_notes: z.string().nullable().describe('Your note at its end'),
    reopened_at: InstantString.nullable().describe('Attempts count from here on'),
    completed_at: InstantString.nullable(),
    pass_count: z.number().int().describe('Attempts that passed'),
    needs_work_count: z.number().int().describe('Attempts that need work'),
    neutral_count: z.number().int().describe('Attempts in between'),
    consecutive_passes: z.number().int().describe('Passes in a row'),
    needs_work_run: z.number().int().describe('Attempts in a row that need work'),
    suggestion: z
      .enum(['push', 'stick', 'drop', 'split', 'refresh'])
      .nullable()
      .describe('What its attempts suggest: harder, the same, a step back, two smaller ones, a refresher'),
    event_ids: z.array(Id).describe('Moments that belong to it'),
    created_at: InstantString,
    updated_at: InstantString,
  })
  .meta({ id: 'Step' });
export type StepView = z.output<typeof StepView>;

export const AttemptView = z
  .object({
    id: Id,
    goal_step_id: Id.describe('Its step'),
    outcome: z.enum(OUTCOMES).describe('Of five: pass 4 or 5, neutral 3, needs_work fewer'),
    duration_seconds: z.number().int().describe('How long it took'),
    note: z.string().nullable().describe('Your note'),
    occurred_at: InstantString.describe('When it was'),
    client_attempt_id: z.string().nullable().describe('Your own id of it'),
    voided_at: InstantString.nullable().describe('When it was taken back; it counts for nothing since'),
    created_at: InstantString,
  })
  .meta({ id: 'Attempt' });
export type AttemptView = z.output<typeof AttemptView>;

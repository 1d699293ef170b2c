/** What a goal is made of: one shape for each kind, and for tracker goals one for each way of measuring (seeds 001, 003, 004). */
import { z } from 'zod';
import { DateString, Id, InstantInput } from './common.ts';

export const Title = z.string().trim().min(1).max(200).describe('What you want');
export const Unit = z.string().trim().min(1).max(50).describe('Unit of the amounts');
/** Checked by the amount rule of spec 3.2, which answers `amount_invalid`; here only the JSON type. */
export const AmountInput = z.union([z.string(), z.number()]).describe('Amount, a decimal with at most 2 places');

export const EventFilter = z
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

export const Decimal = z.union([z.string(), z.number()]).describe('Exact decimal');
export const whole = (min: number, max: number) => z.number().int().min(min).max(max);

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

const TrainingGoal = z.strictObject({
  ...newGoal,
  kind: z.literal('training').describe('Trained step by step'),
  success_criteria: z.string().trim().min(1).max(500).optional().describe('How you will know'),
  priority: whole(1, 5).optional().describe('1 highest to 5'),
  target_date: DateString.optional().describe('By when you would like it'),
  template_key: z.string().max(50).optional().describe('The plan it was suggested with'),
});
export type NewTrainingGoal = z.output<typeof TrainingGoal>;

/** Columns that every rule may have. Which combinations make sense is checked by `core/domain/rule/check-rule.ts`. */
export const ruleColumns = {
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
export const Frequency = whole(1, 100_000).describe('How often in a period');
export const TrackerGoalInput = z.discriminatedUnion('measure_type', [
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
export type NewTrackerGoal = z.output<typeof TrackerGoalInput>;

export const NewGoalInput = z.discriminatedUnion('kind', [
  EventCountGoal,
  TargetGoal,
  CounterGoal,
  TrackerGoalInput,
  TrainingGoal,
]);
export type NewGoal = z.output<typeof NewGoalInput>;

/** What a life adds up to: activity by day and source, and figures kept ready (api.md, insight). */
import { z } from 'zod';
import { DateString, DecimalString, InstantString } from './common.ts';
import { endpoint } from './endpoint.ts';

/** A year and its leap day. */
export const ACTIVITY_DAYS_MAX = 366;

export const ActivityDay = z
  .object({
    date: DateString.describe('The user’s day it counts for'),
    source: z.string().describe('Where it came from: github, manual, system …'),
    type: z.string().describe('Event type'),
    count: z.number().int().describe('Events'),
    value: DecimalString.describe('Units of the type: commits, steps, minutes …'),
    xp: z.number().int().describe('XP they earned'),
  })
  .meta({ id: 'ActivityDay' });
export type ActivityDay = z.output<typeof ActivityDay>;

const days = {
  from: DateString.optional().describe('First day; 13 days before `to` unless given'),
  to: DateString.optional().describe('Last day; the user’s today unless given'),
};

export const getActivity = endpoint({
  id: 'getActivity',
  method: 'get',
  path: '/v1/dashboard/activity',
  summary: 'Activity by day, source and type',
  tag: 'insight',
  access: ['read', 'log', 'manage'],
  query: z.strictObject(days),
  status: 200,
  response: z
    .object({
      from: DateString.describe('First day'),
      to: DateString.describe('Last day'),
      xp_before: z.number().int().describe('XP earned on all days before the first'),
      items: z.array(ActivityDay).describe('By day, oldest first; days without activity have no item'),
    })
    .meta({ id: 'Activity' }),
});

export const getHabitDays = endpoint({
  id: 'getHabitDays',
  method: 'get',
  path: '/v1/dashboard/habits',
  summary: 'How many habits were kept, day by day',
  tag: 'insight',
  access: ['read', 'log', 'manage'],
  query: z.strictObject(days),
  status: 200,
  response: z
    .object({
      from: DateString.describe('First day'),
      to: DateString.describe('Last day'),
      items: z
        .array(
          z
            .object({
              date: DateString.describe('The day they were kept on'),
              habits: z.number().int().describe('Habits that were done that day, each once; archived ones count'),
            })
            .meta({ id: 'HabitDay' }),
        )
        .describe('Oldest first; days on which none was done have no item'),
    })
    .meta({ id: 'HabitDays' }),
});

export const getDailyMetrics = endpoint({
  id: 'getDailyMetrics',
  method: 'get',
  path: '/v1/dashboard/daily',
  summary: 'Good and hard moments by day, every day of the range',
  tag: 'insight',
  access: ['read', 'log', 'manage'],
  query: z.strictObject(days),
  status: 200,
  response: z
    .object({
      items: z
        .array(
          z
            .object({
              date: DateString.describe('The user’s day'),
              positive_count: z.number().int().describe('Good moments'),
              negative_count: z.number().int().describe('Hard moments'),
              avg_intensity: DecimalString.nullable().describe('How strong they were, two decimals; null: none'),
            })
            .meta({ id: 'DailyMetrics' }),
        )
        .describe('Oldest first'),
    })
    .meta({ id: 'DailyMetricsList' }),
});

const Group = z
  .object({
    key: z.string().describe('Which one'),
    positive_count: z.number().int().describe('Good moments'),
    negative_count: z.number().int().describe('Hard moments'),
    avg_intensity: DecimalString.describe('How strong they were, two decimals'),
  })
  .meta({ id: 'MomentGroup' });

export const getDogInsight = endpoint({
  id: 'getDogInsight',
  method: 'get',
  path: '/v1/dashboard/dog',
  summary: 'What the moments of a range have in common: for you and a trainer',
  tag: 'insight',
  access: ['read', 'log', 'manage'],
  query: z.strictObject(days),
  status: 200,
  response: z
    .object({
      from: DateString.describe('First day'),
      to: DateString.describe('Last day'),
      triggers: z.array(Group).describe('By trigger, the most frequent first'),
      tags: z.array(Group).describe('By tag, the most frequent first'),
      hours: z.array(Group).describe('By hour of the user’s day, `00` to `23`; hours without one are left out'),
      calm_distance: z
        .array(
          z.object({
            date: DateString,
            distance_m: DecimalString.describe('Median distance to the trigger of the day’s good moments, metres'),
            count: z.number().int().describe('Good moments with a distance'),
          }),
        )
        .describe('Oldest first'),
      recovery: z
        .array(
          z.object({
            date: DateString,
            seconds: z.number().int().describe('Median time the dog took to recover'),
            count: z.number().int().describe('Hard moments that tell it'),
          }),
        )
        .describe('Oldest first'),
      stacking: z
        .array(
          z.object({
            setting_event: z.string().describe('What made the day hard beforehand'),
            at: InstantString.describe('The moment that tells of it'),
            hard_within_48_h: z.number().int().describe('Hard moments in the 48 hours after'),
          }),
        )
        .describe('Newest first, at most 50'),
    })
    .meta({ id: 'DogInsight' }),
});

export const getMetrics = endpoint({
  id: 'getMetrics',
  method: 'get',
  path: '/v1/metrics',
  summary: 'Figures kept ready',
  tag: 'insight',
  access: ['read', 'log', 'manage'],
  status: 200,
  response: z
    .object({
      items: z
        .array(
          z
            .object({
              key: z
                .string()
                .describe(
                  'days.active (days that earned XP), xp.best_day (most XP of a day), total.<type> (units of a type)',
                ),
              value: DecimalString.describe('The figure'),
              updated_at: InstantString.describe('When it moved last'),
            })
            .meta({ id: 'Metric' }),
        )
        .describe('By key'),
    })
    .meta({ id: 'Metrics' }),
});

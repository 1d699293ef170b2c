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

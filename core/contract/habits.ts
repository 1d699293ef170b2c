/** Habits with their rhythms and streaks (seed 004, spec 2). Keys of `frequency_config` are seed 004's. */
import { z } from 'zod';
import { DateString, Id, IdParams, InstantString, LifeDate, page, PageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

export const DAYS_OF_WEEK = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
const Days = z.array(z.enum(DAYS_OF_WEEK)).min(1).max(7);
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

const DailyConfig = z.strictObject({
  allowMultiplePerDay: z.boolean().describe('More than once a day, each with its time'),
  timesPerDay: whole(1, 50).optional().describe('Times that make a day; only with allowMultiplePerDay'),
});
const WeeklyConfig = z.strictObject({
  timesPerWeek: whole(1, 7).describe('Days a week'),
  specificDays: Days.optional().describe('Only these days count'),
});
const IntervalConfig = z.strictObject({ intervalDays: whole(1, 366).describe('Every so many days') });
const MonthlyConfig = z.strictObject({ timesPerMonth: whole(1, 31).describe('Days a month') });
const AdvancedConfig = z.discriminatedUnion('pattern', [
  z.strictObject({
    pattern: z.literal('WEEKDAYS_ONLY').describe('Every day but some'),
    rules: z
      .strictObject({
        excludeDays: z.array(z.enum(DAYS_OF_WEEK)).max(6).optional().describe('Days off; SAT and SUN unless given'),
        timesPerWeek: whole(1, 7).optional().describe('Fewer than all of the days left'),
      })
      .describe('Rules of the pattern'),
  }),
  z.strictObject({
    pattern: z.literal('RRULE').describe('A recurrence rule of RFC 5545'),
    rules: z
      .strictObject({
        rrule: z.string().max(600).describe('The RRULE value, such as FREQ=MONTHLY;BYDAY=1MO'),
        graceDays: whole(0, 30).optional().describe('Days after the date that count, too'),
        earlyDays: whole(0, 30).optional().describe('Days before the date that count, too'),
      })
      .describe('Rules of the pattern'),
  }),
  z.strictObject({
    pattern: z.literal('CYCLE').describe('Days on, days off, as in shift work'),
    rules: z
      .strictObject({
        on: whole(1, 60).describe('Days on'),
        off: whole(1, 60).describe('Days off'),
        anchor: DateString.describe('A first day on'),
      })
      .describe('Rules of the pattern'),
  }),
]);

/** The rhythm of a habit: `frequency_type` decides what `frequency_config` is. */
const rhythms = [
  { frequency_type: z.literal('DAILY').describe('Every day'), frequency_config: DailyConfig.describe('Its rhythm') },
  {
    frequency_type: z.literal('WEEKLY').describe('Some days a week'),
    frequency_config: WeeklyConfig.describe('Its rhythm'),
  },
  {
    frequency_type: z.literal('CUSTOM_INTERVAL').describe('Every n days'),
    frequency_config: IntervalConfig.describe('Its rhythm'),
  },
  {
    frequency_type: z.literal('MONTHLY').describe('Some days a month'),
    frequency_config: MonthlyConfig.describe('Its rhythm'),
  },
  {
    frequency_type: z.literal('ADVANCED').describe('A pattern of its own'),
    frequency_config: AdvancedConfig.describe('Its rhythm'),
  },
] as const;
export const FREQUENCY_TYPES = ['DAILY', 'WEEKLY', 'CUSTOM_INTERVAL', 'MONTHLY', 'ADVANCED'] as const;

const Title = z.string().trim().min(1).max(255).describe('What you do');
const StartsOn = LifeDate.describe('First day it is asked for');
const FreezePolicy = z.enum(['off', 'auto']).describe('`auto`: a missed unit may be bridged from a small reserve');

export const HabitStats = z
  .object({
    current_streak: z.number().int().describe('Units in a row, this one included'),
    longest_streak: z.number().int().describe('The longest run so far'),
    streak_unit: z.enum(['day', 'week', 'month', 'interval', 'occurrence']).describe('What a streak counts'),
    state: z.enum(['done', 'due', 'rest', 'not_due']).describe('How it stands today'),
    at_risk: z.boolean().describe('The streak ends unless it is done today'),
    freezes_left: z.number().int().describe('Misses that can still be bridged'),
    strength: z.string().describe('Strength of the habit, 0 to 1, 6 places'),
    as_of: DateString.describe('The day this is for'),
  })
  .meta({ id: 'HabitStats' });
export type HabitStats = z.output<typeof HabitStats>;

const habitColumns = {
  id: Id,
  title: z.string().describe('What you do'),
  starts_on: StartsOn,
  freeze_policy: FreezePolicy,
  category_id: Id.nullable().describe('Its category'),
  archived_at: InstantString.nullable(),
  created_at: InstantString,
  updated_at: InstantString,
};
const [daily, weekly, interval, monthly, advanced] = rhythms;

/** A habit alone. */
export const HabitColumns = z
  .discriminatedUnion('frequency_type', [
    z.object({ ...habitColumns, ...daily }),
    z.object({ ...habitColumns, ...weekly }),
    z.object({ ...habitColumns, ...interval }),
    z.object({ ...habitColumns, ...monthly }),
    z.object({ ...habitColumns, ...advanced }),
  ])
  .meta({ id: 'HabitColumns' });
export type HabitColumns = z.output<typeof HabitColumns>;

const withStats = { ...habitColumns, stats: HabitStats };
/** A habit with how it stands. */
export const HabitView = z
  .discriminatedUnion('frequency_type', [
    z.object({ ...withStats, ...daily }),
    z.object({ ...withStats, ...weekly }),
    z.object({ ...withStats, ...interval }),
    z.object({ ...withStats, ...monthly }),
    z.object({ ...withStats, ...advanced }),
  ])
  .meta({ id: 'Habit' });
export type HabitView = z.output<typeof HabitView>;

const newHabitFields = {
  title: Title,
  starts_on: StartsOn.optional(),
  freeze_policy: FreezePolicy.default('off'),
  category_id: Id.nullable().optional(),
};
const NewHabit = z.discriminatedUnion('frequency_type', [
  z.strictObject({ ...newHabitFields, ...daily }),
  z.strictObject({ ...newHabitFields, ...weekly }),
  z.strictObject({ ...newHabitFields, ...interval }),
  z.strictObject({ ...newHabitFields, ...monthly }),
  z.strictObject({ ...newHabitFields, ...advanced }),
]);
export type NewHabit = z.output<typeof NewHabit>;

/** A rhythm on its own: what a change of one makes with what the habit has already. */
export const Rhythm = z.discriminatedUnion('frequency_type', [
  z.strictObject(daily),
  z.strictObject(weekly),
  z.strictObject(interval),
  z.strictObject(monthly),
  z.strictObject(advanced),
]);
export type Rhythm = z.output<typeof Rhythm>;

export const CompletionView = z
  .object({
    id: Id,
    completion_date: DateString.describe('The day it was done on'),
    completion_time: z.string().nullable().describe('Time of day, HH:MM:SS'),
    client_completion_id: z.string().nullable().describe('Your own id of it'),
    created_at: InstantString,
  })
  .meta({ id: 'Completion' });
export type CompletionView = z.output<typeof CompletionView>;

const access = ['read', 'log', 'manage'] as const;
const writers = ['log', 'manage'] as const;

export const listHabits = endpoint({
  id: 'listHabits',
  method: 'get',
  path: '/v1/habits',
  summary: 'Your habits with their streaks, oldest first',
  tag: 'habits',
  access,
  query: PageQuery.extend({
    archived: z.enum(['true', 'false']).default('false').describe('`true`: the archived ones instead'),
  }),
  status: 200,
  response: page(HabitView),
});

export const createHabit = endpoint({
  id: 'createHabit',
  method: 'post',
  path: '/v1/habits',
  summary: 'Make a habit',
  tag: 'habits',
  access: ['manage'],
  body: NewHabit,
  status: 201,
  response: HabitView,
});

export const getHabit = endpoint({
  id: 'getHabit',
  method: 'get',
  path: '/v1/habits/:id',
  summary: 'One habit with its streak',
  tag: 'habits',
  access,
  params: IdParams,
  status: 200,
  response: HabitView,
});

export const updateHabit = endpoint({
  id: 'updateHabit',
  method: 'patch',
  path: '/v1/habits/:id',
  summary: 'Change a habit, archive it or bring it back; another rhythm judges all of its history again',
  tag: 'habits',
  access: ['manage'],
  params: IdParams,
  query: z.strictObject({
    dry_run: z.enum(['true', 'false']).default('false').describe('`true`: answer what it would be, change nothing'),
  }),
  body: z.strictObject({
    title: Title.optional(),
    frequency_type: z.enum(FREQUENCY_TYPES).optional().describe('Another rhythm; with its frequency_config'),
    frequency_config: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('As for a new habit of this frequency_type'),
    starts_on: StartsOn.optional(),
    freeze_policy: FreezePolicy.optional(),
    category_id: Id.nullable().optional(),
    archived: z.boolean().optional().describe('`true` archives it, `false` brings it back'),
  }),
  status: 200,
  response: HabitView,
});

export const deleteHabit = endpoint({
  id: 'deleteHabit',
  method: 'delete',
  path: '/v1/habits/:id',
  summary: 'Archive a habit; its history and what it earned stay',
  tag: 'habits',
  access: ['manage'],
  params: IdParams,
  status: 204,
});

const Range = {
  from: DateString.optional().describe('First day'),
  to: DateString.optional().describe('Last day'),
};

export const listCompletions = endpoint({
  id: 'listCompletions',
  method: 'get',
  path: '/v1/habits/:id/completions',
  summary: 'Completions of a habit, newest first',
  tag: 'habits',
  access,
  params: IdParams,
  query: PageQuery.extend(Range),
  status: 200,
  response: page(CompletionView),
});

const CompletionAnswer = CompletionView.extend({ stats: HabitStats }).meta({ id: 'CompletionAnswer' });

export const createCompletion = endpoint({
  id: 'createCompletion',
  method: 'post',
  path: '/v1/habits/:id/completions',
  summary: 'Complete a habit, today or on an earlier day; 200 when it is completed already',
  tag: 'habits',
  access: writers,
  params: IdParams,
  body: z
    .strictObject({
      completion_date: LifeDate.optional().describe('The day; your today unless given'),
      completion_time: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'A time looks like 07:30')
        .optional()
        .describe('Time of day; for habits that may be done more than once a day'),
      client_completion_id: z.string().min(1).max(100).optional().describe('Your own id of it, for an undo'),
    })
    .optional(),
  status: 201,
  response: CompletionAnswer,
});

const StatsAnswer = z.object({ stats: HabitStats });

export const deleteCompletion = endpoint({
  id: 'deleteCompletion',
  method: 'delete',
  path: '/v1/habits/:id/completions/:completionId',
  summary: 'Undo a completion, named by its id or as client:<client_completion_id>; what it earned stays',
  tag: 'habits',
  access: writers,
  params: IdParams.extend({
    completionId: z.string().min(1).max(110).describe('Id of the completion, or client:<client_completion_id>'),
  }),
  status: 204,
});

const SkipParams = IdParams.extend({ date: DateString.describe('The rest day') });
export const SkipView = z
  .object({ skip_date: DateString, reason: z.string().nullable().describe('Your note'), stats: HabitStats })
  .meta({ id: 'Skip' });

export const putSkip = endpoint({
  id: 'putSkip',
  method: 'put',
  path: '/v1/habits/:id/skips/:date',
  summary: 'Make a day a rest day: it neither counts nor breaks the streak',
  tag: 'habits',
  access: writers,
  params: SkipParams,
  body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional().describe('Your note') }).optional(),
  status: 200,
  response: SkipView,
});

export const deleteSkip = endpoint({
  id: 'deleteSkip',
  method: 'delete',
  path: '/v1/habits/:id/skips/:date',
  summary: 'Make a rest day an ordinary day again',
  tag: 'habits',
  access: writers,
  params: SkipParams,
  status: 200,
  response: StatsAnswer,
});

export const StreakUnit = z
  .object({
    on: DateString.describe('Its name: the start, the occurrence, the check-in, or the check-in before a gap'),
    start: DateString.describe('First day of the unit'),
    end: DateString.describe('Last day of the unit'),
    need: z.number().int().describe('Times it needs'),
    have: z.number().int().describe('Times it has'),
    outcome: z
      .enum(['met', 'missed', 'frozen', 'transparent', 'current', 'partial'])
      .describe('What it did: transparent and partial units neither count nor break'),
    rest: z.enum(['rest_day', 'short_day']).nullable().describe('Why it is transparent'),
    gap: z.number().int().nullable().describe('Of intervals: days since the check-in before, less rest days'),
    dates: z.array(DateString).describe('Days that counted'),
    run: z.number().int().describe('The streak after it'),
  })
  .meta({ id: 'StreakUnit' });
export type StreakUnit = z.output<typeof StreakUnit>;

export const getStreak = endpoint({
  id: 'getStreak',
  method: 'get',
  path: '/v1/habits/:id/streak',
  summary: 'Why the streak is what it is: its units, newest first, and what each did',
  tag: 'habits',
  access,
  params: IdParams,
  query: z.strictObject(Range),
  status: 200,
  response: z
    .object({
      stats: HabitStats,
      units: z.array(StreakUnit).describe('Newest first'),
      rest_days: z.array(DateString).describe('Rest days in the range'),
      rest_notes: z.record(DateString, z.string()).describe('Your notes of them, by day'),
      short_days: z.array(DateString).describe('Days that travel made shorter than 12 hours'),
    })
    .meta({ id: 'Streak' }),
});

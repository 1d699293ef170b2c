/** Trackers and their logs: measurements over time (seed 001). Logs are facts; a void is another fact. */
import { z } from 'zod';
import { Id, IdParams, InstantInput, InstantString, page, PageQuery, Problem } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Logs of one call at most. */
export const LOGS_MAX = 500;
const TEXT_MAX = 2_000;

const Name = z.string().trim().min(1).max(100).describe('Name, unique among your trackers');
const Unit = z.string().trim().min(1).max(50).describe('Unit of the values');
export const VALUE_KINDS = ['number', 'text', 'json'] as const;
const SourceKey = z
  .string()
  .max(100)
  .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/, 'A source looks like fitbit.steps')
  .describe('What feeds it by itself, such as fitbit.steps or github.commit.push');

/** Checked by the log rule, which answers `amount_invalid`; here only the JSON type. */
const NumberInput = z.union([z.string(), z.number()]).describe('Number, an exact decimal');

export const LogView = z
  .object({
    id: Id,
    tracker_id: Id.describe('Its tracker'),
    logged_at: InstantString.describe('When it was so'),
    value_number: z.string().nullable().describe('Number, an exact decimal as a string'),
    value_text: z.string().nullable().describe('Text'),
    value_json: z.unknown().nullable().describe('JSON'),
    client_log_id: z.string().nullable().describe('Your own id of it'),
    voided_at: InstantString.nullable().describe('When it was taken back; it counts for nothing since'),
    void_reason: z.string().nullable().describe('Why it was taken back'),
    created_at: InstantString,
  })
  .meta({ id: 'Log' });
export type LogView = z.output<typeof LogView>;

export const TrackerView = z
  .object({
    id: Id,
    name: z.string().describe('Name'),
    unit: z.string().nullable().describe('Unit of the values'),
    value_kind: z.enum(VALUE_KINDS).describe('What is logged: a number, text or JSON'),
    source_key: z.string().nullable().describe('What feeds it by itself'),
    last_log: LogView.nullable().describe('The newest log that is not taken back'),
    goal_count: z.number().int().describe('Goals on it that are not archived'),
    archived_at: InstantString.nullable(),
    created_at: InstantString,
    updated_at: InstantString,
  })
  .meta({ id: 'Tracker' });
export type TrackerView = z.output<typeof TrackerView>;

const logFields = {
  logged_at: InstantInput.optional().describe('When it was so; now unless given'),
  value_number: NumberInput.optional(),
  value_text: z.string().min(1).max(TEXT_MAX).optional().describe('Text'),
  value_json: z.unknown().optional().describe('JSON'),
  client_log_id: z.string().min(1).max(100).optional().describe('Your own id: the same log sent twice is stored once'),
};
const LogInput = z.strictObject(logFields).describe('One log; exactly one of the three values');
export type LogInput = z.output<typeof LogInput>;

const LogsInput = z.strictObject({
  logs: z.array(LogInput).min(1).max(LOGS_MAX).describe(`Up to ${LOGS_MAX} logs`),
});

const LogResult = z
  .object({
    status: z.enum(['created', 'duplicate', 'rejected']).describe('What became of it'),
    id: Id.nullable().describe('Its id; null when it was rejected'),
    client_log_id: z.string().nullable().describe('Your own id of it'),
    error: Problem.optional().describe('Why it was rejected'),
  })
  .meta({ id: 'LogResult' });
export type LogResult = z.output<typeof LogResult>;

const access = ['read', 'log', 'manage'] as const;

export const listTrackers = endpoint({
  id: 'listTrackers',
  method: 'get',
  path: '/v1/trackers',
  summary: 'Your trackers, newest first',
  tag: 'trackers',
  access,
  query: PageQuery.extend({
    archived: z.enum(['true', 'false']).default('false').describe('`true`: the archived ones instead'),
  }),
  status: 200,
  response: page(TrackerView),
});

export const createTracker = endpoint({
  id: 'createTracker',
  method: 'post',
  path: '/v1/trackers',
  summary: 'Make a tracker',
  tag: 'trackers',
  access: ['manage'],
  body: z.strictObject({
    name: Name,
    unit: Unit.nullable().optional(),
    value_kind: z.enum(VALUE_KINDS).default('number').describe('What is logged'),
    source_key: SourceKey.nullable().optional(),
  }),
  status: 201,
  response: TrackerView,
});

export const getTracker = endpoint({
  id: 'getTracker',
  method: 'get',
  path: '/v1/trackers/:id',
  summary: 'One tracker with its newest log',
  tag: 'trackers',
  access,
  params: IdParams,
  status: 200,
  response: TrackerView,
});

export const updateTracker = endpoint({
  id: 'updateTracker',
  method: 'patch',
  path: '/v1/trackers/:id',
  summary: 'Change a tracker, archive it or bring it back',
  tag: 'trackers',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({
    name: Name.optional(),
    unit: Unit.nullable().optional(),
    source_key: SourceKey.nullable().optional(),
    archived: z.boolean().optional().describe('`true` archives it, `false` brings it back'),
  }),
  status: 200,
  response: TrackerView,
});

export const deleteTracker = endpoint({
  id: 'deleteTracker',
  method: 'delete',
  path: '/v1/trackers/:id',
  summary: 'Archive a tracker; its logs and what they earned stay',
  tag: 'trackers',
  access: ['manage'],
  params: IdParams,
  status: 204,
});

export const listLogs = endpoint({
  id: 'listLogs',
  method: 'get',
  path: '/v1/trackers/:id/logs',
  summary: 'Logs of a tracker, newest first, with those taken back',
  tag: 'trackers',
  access,
  params: IdParams,
  query: PageQuery.extend({
    from: InstantInput.optional().describe('Only logs from this instant on'),
    to: InstantInput.optional().describe('Only logs before this instant'),
  }),
  status: 200,
  response: page(LogView),
});

export const createLogs = endpoint({
  id: 'createLogs',
  method: 'post',
  path: '/v1/trackers/:id/logs',
  summary: 'Log one value, or up to 500',
  tag: 'trackers',
  access: ['log', 'manage'],
  params: IdParams,
  body: z.union([LogsInput, LogInput]),
  /** One log: 201, or 200 when its `client_log_id` is stored already. Several: 200 with a result for each. */
  status: 201,
  response: z.union([
    LogView,
    z.object({ results: z.array(LogResult).describe('In the order of the logs given') }).meta({ id: 'LogResults' }),
  ]),
});

export const voidLog = endpoint({
  id: 'voidLog',
  method: 'post',
  path: '/v1/logs/:id/void',
  summary: 'Take a log back: it stays to be seen and counts for nothing; what it earned stays',
  tag: 'trackers',
  access: ['log', 'manage'],
  params: IdParams,
  body: z
    .strictObject({ reason: z.string().trim().min(1).max(500).optional().describe('Why, for yourself') })
    .optional(),
  status: 200,
  response: LogView,
});

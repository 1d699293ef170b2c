/** What a request can run into: every constraint it can hit has its own code and field, at the API's door and in the database. */
import { describe, expect, test } from 'vitest';
import { DomainError } from '#core/domain/errors.ts';
import { errorOfConstraint } from '#infra/db/constraint-errors.ts';
import { toDomainError } from '#infra/db/pg-errors.ts';
import { useTestApp, type SignedInClient } from './support/app.ts';

const app = useTestApp({ workers: false });

const NOBODY = '01890000-0000-7000-8000-000000000000';
const rule = { kind: 'tracker', title: 'Goal', measure_type: 'target', goal_end_point: '90' };
const often = {
  kind: 'tracker',
  title: 'Goal',
  measure_type: 'frequency',
  frequency: 3,
  interval_value: 1,
  interval_unit: 'w',
};
const change = {
  kind: 'tracker',
  title: 'Goal',
  measure_type: 'delta',
  delta_goal: '1',
  interval_value: 1,
  interval_unit: 'w',
};
const daily = { title: 'Habit', frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: false } };
const habitOf = (frequency_type: string, frequency_config: object) => ({
  title: 'Habit',
  frequency_type,
  frequency_config,
});

/** Makes what the requests stand on, and gives the names of it. */
const prepare = async (client: SignedInClient) => {
  const id = async (path: string, body: object) => String((await client.send('POST', path, { body })).body['id']);
  const tracker = await id('/v1/trackers', { name: 'Weight', source_key: 'fitbit.weight' });
  const text = await id('/v1/trackers', { name: 'Mood', value_kind: 'text' });
  const category = await id('/v1/categories', { name: 'Health' });
  const group = await id('/v1/goal-groups', { title: 'Chain' });
  const habit = await id('/v1/habits', daily);
  const target = await id('/v1/goals', {
    kind: 'target_based',
    title: 'T',
    unit: 'x',
    target_value: '5',
    target_date: '2099-01-01',
  });
  await client.send('POST', '/v1/goals', {
    body: { ...rule, tracker_id: tracker, goal_group_id: group, sequence_index: 0 },
  });
  const training = await id('/v1/goals', { kind: 'training', title: 'T' });
  const step = await id(`/v1/goals/${training}/steps`, { title: 'S' });
  return { tracker, text, category, group, habit, target, training, step };
};
type Names = Awaited<ReturnType<typeof prepare>>;

/** One request for each way of going wrong: method, path, body, and what is answered. */
const requests = (n: Names): readonly (readonly [string, string, object, number, string, string])[] => {
  const goal = (body: object) => ({ tracker_id: n.tracker, ...body });
  const bad = (body: object, field: string) =>
    ['POST', '/v1/goals', goal(body), 400, 'validation_failed', field] as const;
  return [
    ['POST', '/v1/categories', { name: 'hEALTH' }, 409, 'name_taken', 'name'],
    ['POST', '/v1/categories', { name: ' ' }, 400, 'validation_failed', 'name'],
    ['POST', '/v1/categories', { name: 'a', color: 'red' }, 400, 'validation_failed', 'color'],
    ['POST', '/v1/trackers', { name: ' weight ' }, 409, 'name_taken', 'name'],
    ['POST', '/v1/trackers', { name: 'Scale', source_key: 'fitbit.weight' }, 409, 'source_taken', 'source_key'],
    ['POST', '/v1/trackers', { name: 'a', value_kind: 'image' }, 400, 'validation_failed', 'value_kind'],
    [
      'POST',
      `/v1/trackers/${n.tracker}/logs`,
      { value_number: '1', value_text: 'a' },
      400,
      'validation_failed',
      'value_number',
    ],
    ['POST', `/v1/trackers/${n.tracker}/logs`, {}, 400, 'validation_failed', 'value_number'],
    [
      'POST',
      `/v1/trackers/${n.tracker}/logs`,
      { value_number: '123456789012345' },
      422,
      'amount_invalid',
      'value_number',
    ],
    ['POST', `/v1/trackers/${n.text}/logs`, { value_number: '1' }, 400, 'validation_failed', 'value_number'],
    ['POST', '/v1/habits', { ...daily, title: ' ' }, 400, 'validation_failed', 'title'],
    ['POST', '/v1/habits', { ...daily, freeze_policy: 'always' }, 400, 'validation_failed', 'freeze_policy'],
    ['POST', '/v1/habits', { ...daily, category_id: NOBODY }, 422, 'category_unknown', 'category_id'],
    ['POST', '/v1/habits', habitOf('DAILY', {}), 400, 'validation_failed', 'frequency_config.allowMultiplePerDay'],
    [
      'POST',
      '/v1/habits',
      habitOf('WEEKLY', { timesPerWeek: 8 }),
      400,
      'validation_failed',
      'frequency_config.timesPerWeek',
    ],
    [
      'POST',
      '/v1/habits',
      habitOf('CUSTOM_INTERVAL', { intervalDays: 0 }),
      400,
      'validation_failed',
      'frequency_config.intervalDays',
    ],
    [
      'POST',
      '/v1/habits',
      habitOf('MONTHLY', { timesPerMonth: 32 }),
      400,
      'validation_failed',
      'frequency_config.timesPerMonth',
    ],
    [
      'POST',
      '/v1/habits',
      habitOf('ADVANCED', { pattern: 'MOON', rules: {} }),
      400,
      'validation_failed',
      'frequency_config.pattern',
    ],
    [
      'POST',
      `/v1/habits/${n.habit}/completions`,
      { completion_date: '9999-01-01' },
      422,
      'future_date',
      'completion_date',
    ],
    [
      'POST',
      `/v1/habits/${n.habit}/completions`,
      { client_completion_id: '' },
      400,
      'validation_failed',
      'client_completion_id',
    ],
    ['POST', '/v1/goals', { ...rule, tracker_id: NOBODY }, 422, 'tracker_unknown', 'tracker_id'],
    ['POST', '/v1/goals', goal({ ...rule, category_id: NOBODY }), 422, 'category_unknown', 'category_id'],
    [
      'POST',
      '/v1/goals',
      goal({ ...rule, goal_group_id: NOBODY, sequence_index: 0 }),
      422,
      'group_unknown',
      'goal_group_id',
    ],
    [
      'POST',
      '/v1/goals',
      goal({ ...rule, goal_group_id: n.group, sequence_index: 0 }),
      409,
      'place_taken',
      'sequence_index',
    ],
    bad({ ...rule, goal_group_id: n.group }, 'sequence_index'),
    bad({ ...rule, title: ' ' }, 'title'),
    bad({ ...rule, sequence_index: -1 }, 'sequence_index'),
    bad({ ...rule, interval_value: 1 }, 'interval_unit'),
    bad({ ...rule, interval_value: 0, interval_unit: 'd' }, 'interval_value'),
    bad({ ...rule, interval_value: 1, interval_unit: 's' }, 'interval_unit'),
    bad({ ...rule, starts_at: '2026-03-02T00:00:00Z', ends_at: '2026-03-01T00:00:00Z' }, 'ends_at'),
    bad({ ...rule, measure_type: 'mood' }, 'measure_type'),
    bad({ ...rule, direction: 'left' }, 'direction'),
    bad({ ...rule, agg_method: 'mode' }, 'agg_method'),
    bad({ ...rule, period_mode: 'lunar' }, 'period_mode'),
    bad({ ...rule, period_mode: 'rolling' }, 'period_mode'),
    bad({ ...rule, week_start: 8 }, 'week_start'),
    bad({ ...rule, day_start_hour: 13 }, 'day_start_hour'),
    bad({ ...rule, agg_method: 'avg' }, 'ends_at'),
    bad({ ...rule, threshold: '1' }, 'threshold_type'),
    bad({ ...rule, threshold_type: 'about' }, 'threshold_type'),
    bad({ ...rule, threshold_type: 'lte' }, 'threshold_type'),
    bad({ ...rule, direction: 'down', threshold_type: 'gte' }, 'threshold_type'),
    bad({ ...rule, threshold_type: 'gte', threshold: '80' }, 'threshold'),
    bad({ ...rule, threshold_type: 'between', threshold_min: '1', threshold_max: '2' }, 'goal_end_point'),
    bad({ ...rule, threshold_type: 'between', threshold_min: '95', threshold_max: '85' }, 'threshold_min'),
    bad({ ...rule, goal_end_point: undefined }, 'goal_end_point'),
    bad({ ...rule, frequency: 3 }, 'frequency'),
    bad({ ...rule, timezone: undefined, delta_goal: '3' }, 'delta_goal'),
    bad({ ...often, frequency: 0 }, 'frequency'),
    bad({ ...often, interval_unit: undefined, interval_value: undefined }, 'interval_unit'),
    bad({ ...often, agg_method: 'sum' }, 'agg_method'),
    bad({ ...often, agg_method: 'sum', threshold_type: 'gte', threshold: '1', interval_unit: 'h' }, 'agg_method'),
    bad({ ...often, threshold_type: 'gte' }, 'threshold'),
    bad({ ...often, threshold_type: 'gte', threshold: '1', threshold_min: '1' }, 'threshold_min'),
    bad({ ...often, threshold_type: 'between', threshold_min: '1', threshold_max: '2', threshold: '1' }, 'threshold'),
    bad({ ...often, goal_start_point: '3' }, 'goal_start_point'),
    bad({ ...often, period_mode: 'rolling', interval_unit: 'h' }, 'period_mode'),
    bad({ ...change, delta_goal: '0' }, 'delta_goal'),
    bad({ ...change, delta_goal: 'much' }, 'delta_goal'),
    bad({ ...change, period_mode: 'rolling' }, 'period_mode'),
    ['POST', '/v1/goals', goal({ ...often, timezone: 'Mars/Base' }), 422, 'timezone_invalid', 'timezone'],
    bad({ ...often, interval_unit: 'h', starts_at: '1990-01-01T00:00:00Z' }, 'starts_at'),
    [
      'POST',
      '/v1/goals',
      { kind: 'target_based', title: 'T', unit: 'x', target_value: '5' },
      400,
      'validation_failed',
      'target_date',
    ],
    [
      'POST',
      '/v1/goals',
      { kind: 'target_based', title: 'T', target_value: '5', target_date: '2099-01-01' },
      400,
      'validation_failed',
      'unit',
    ],
    [
      'POST',
      '/v1/goals',
      { kind: 'target_based', title: 'T', unit: 'x', target_value: '-5', target_date: '2099-01-01' },
      422,
      'amount_invalid',
      'target_value',
    ],
    [
      'POST',
      '/v1/goals',
      { kind: 'target_based', title: 'T', unit: 'x', target_value: '5', target_date: '2000-01-01' },
      422,
      'deadline_passed',
      'target_date',
    ],
    [
      'POST',
      '/v1/goals',
      { kind: 'continuous_counter', title: 'T', unit: 'x', target_value: '5' },
      400,
      'validation_failed',
      'target_value',
    ],
    [
      'POST',
      '/v1/goals',
      { kind: 'event_count', title: 'T', target_value: '5', event_filter: {} },
      400,
      'validation_failed',
      'event_filter.types',
    ],
    ['POST', `/v1/goals/${n.target}/progress`, { value: '0' }, 422, 'amount_zero', 'value'],
    ['POST', `/v1/goals/${n.target}/progress`, { value: '1', note: 'x'.repeat(501) }, 400, 'validation_failed', 'note'],
    [
      'POST',
      `/v1/goals/${n.target}/progress`,
      { value: '1', client_entry_id: '' },
      400,
      'validation_failed',
      'client_entry_id',
    ],
    ['PATCH', `/v1/goals/${n.target}/status`, { status: 'draft' }, 409, 'invalid_transition', 'status'],
    bad({ kind: 'training', title: ' ', tracker_id: undefined }, 'title'),
    bad({ kind: 'training', title: 'T', priority: 6, tracker_id: undefined }, 'priority'),
    bad({ kind: 'training', title: 'T', template_key: 'juggling', tracker_id: undefined }, 'template_key'),
    [
      'POST',
      '/v1/goals',
      { kind: 'training', title: 'T', target_date: '2000-01-01' },
      422,
      'deadline_passed',
      'target_date',
    ],
    ['PATCH', `/v1/goals/${n.training}`, { target_value: '5' }, 400, 'validation_failed', 'target_value'],
    ['PATCH', `/v1/goals/${n.training}`, { unit: 'x' }, 400, 'validation_failed', 'unit'],
    ['POST', `/v1/goals/${n.training}/steps`, { title: ' ' }, 400, 'validation_failed', 'title'],
    ['PATCH', `/v1/goal-steps/${n.step}`, { estimated_minutes: 0 }, 400, 'validation_failed', 'estimated_minutes'],
    ['PATCH', `/v1/goal-steps/${n.step}`, { required_passes: 21 }, 400, 'validation_failed', 'required_passes'],
    ['PATCH', `/v1/goal-steps/${n.step}`, { status: 'done' }, 409, 'invalid_transition', 'status'],
    ['POST', `/v1/goal-steps/${n.step}/attempt`, { outcome: 'great' }, 400, 'validation_failed', 'outcome'],
    [
      'POST',
      `/v1/goal-steps/${n.step}/attempt`,
      { outcome: 'pass', duration_seconds: -1 },
      400,
      'validation_failed',
      'duration_seconds',
    ],
    [
      'POST',
      `/v1/goal-steps/${n.step}/attempt`,
      { outcome: 'pass', client_attempt_id: '' },
      400,
      'validation_failed',
      'client_attempt_id',
    ],
    [
      'POST',
      `/v1/goal-steps/${n.step}/attempt`,
      { outcome: 'pass', occurred_at: '2999-01-01T00:00:00Z' },
      422,
      'future_date',
      'occurred_at',
    ],
    ['POST', '/v1/events/batch', { events: [] }, 400, 'validation_failed', 'events'],
    ['POST', '/v1/events/batch', { events: Array(201).fill({}) }, 400, 'validation_failed', 'events'],
  ];
};

test('each answers with its own code and field, never 500', async () => {
  const client = await app.register();
  const cases = requests(await prepare(client));
  expect(cases.length).toBeGreaterThan(60);
  const answers = [];
  for (const [method, path, body] of cases) {
    const { status, body: problem } = await client.send(method, path, { body });
    answers.push([method, path, body, status, problem['code'], problem['field']]);
  }
  expect(answers).toEqual(cases.map((row) => [...row]));
});

describe('the database', () => {
  /** Checks and keys of the tables that requests write, without those that only our own code can break. */
  const TABLES = [
    'categories',
    'trackers',
    'tracker_logs',
    'habits',
    'habit_completions',
    'goals',
    'goal_rules',
    'goal_targets',
    'progress_entries',
    'goal_steps',
    'goal_attempts',
  ];
  const OURS =
    /_pkey$|_id_user_id_key$|_id_kind_key$|goal_id_user_id_key$|_user_id_fkey$|_goal_id_(kind|user_id)_fkey$|event_raw|source_(event|inbox)|goals_(check[123]|meta_check)$|goals_have_detail|_kind_check$|habit_completions_habit_id_user_id|tracker_logs_tracker_id|progress_entries_goal_id_source|goal_steps_(check1?|levels_check|raises_check|step_order_check|goal_id_parent|parent_step|ai_run|id_goal_id)|goal_attempts_goal_step/;

  test('has no check or key that a request could hit and nobody would understand', async () => {
    const { rows } = await app.db.raw<{ rows: { conname: string }[] }>(
      `select conname from pg_constraint where conrelid = any(array(select unnest(?::text[])::regclass)) and contype in ('c', 'u', 'f')
       union select indexrelid::regclass::text from pg_index where indrelid = any(array(select unnest(?::text[])::regclass))
         and indisunique and indpred is not null order by 1`,
      [TABLES, TABLES],
    );
    const own = new Set([
      'goals_category_id_user_id_fkey',
      'habits_category_id_user_id_fkey',
      'goals_goal_group_id_user_id_fkey',
      'goal_rules_tracker_id_user_id_fkey',
    ]);
    const reachable = rows.map(({ conname }) => conname).filter((name) => own.has(name) || !OURS.test(name));
    expect(reachable.length).toBeGreaterThan(50);
    expect(reachable.filter((name) => !errorOfConstraint(name))).toEqual([]);
  });

  test('says the same as the door: two requests that meet get the code of the one that came first', async () => {
    const client = await app.register();
    const names = await prepare(client);
    const user_id = client.userId;
    const cases = [
      [() => app.db('categories').insert({ user_id, name: 'HEALTH' }), 'name_taken', 'name'],
      [() => app.db('trackers').insert({ user_id, name: 'weight', name_norm: 'weight' }), 'name_taken', 'name'],
      [
        () => app.db('tracker_logs').insert({ user_id, tracker_id: names.tracker, logged_at: '2026-01-01T00:00:00Z' }),
        'validation_failed',
        'value_number',
      ],
      [
        () => app.db('habits').where({ id: names.habit }).update({ frequency_config: '{}' }),
        'validation_failed',
        'frequency_config',
      ],
      [
        () => app.db('goal_targets').where({ goal_id: names.target }).update({ target_value: -1 }),
        'amount_invalid',
        'target_value',
      ],
      [
        () => app.db('goal_steps').where({ id: names.step }).update({ required_passes: 0 }),
        'validation_failed',
        'required_passes',
      ],
    ] as const;
    for (const [write, code, field] of cases) {
      const error = await write().then(
        () => null,
        (thrown: unknown) => toDomainError(thrown),
      );
      expect(error).toBeInstanceOf(DomainError);
      expect([(error as DomainError).code, (error as DomainError).field]).toEqual([code, field]);
    }
  });
});

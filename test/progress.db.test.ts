/** Everyday progress through the API: logs, periods that close by themselves, sources, chains, and the same from nothing. */
import { describe, expect, test, vi } from 'vitest';
import { DAY_STARTS, inDayOf } from './support/day-starts.ts';
import { ACCOUNT, goalOf, made, periodsOf, post, progressOf, useEverydayApp } from './support/everyday.ts';
import { deliver, pushPayload } from './support/webhook.ts';

const { app, at, connect, now, paid, person, sameFromNothing } = useEverydayApp();

const runs = { kind: 'tracker', title: 'Runs', measure_type: 'frequency', frequency: 2 };
const weekly = { interval_value: 1, interval_unit: 'w', timezone: 'UTC', week_start: 1, day_start_hour: 0 };

describe('logs', () => {
  test('500 in one call are 500 single calls, one bad one stops no other, and each has its own result', async () => {
    at('2026-03-04T12:00:00.000Z');
    const [one, many] = [await person(), await person()];
    const loggedAt = (n: number) => new Date(Date.parse('2026-03-02T00:00:00Z') + n * 300_000).toISOString();
    const logs = Array.from({ length: 500 }, (_, n) => ({
      logged_at: loggedAt(n),
      value_number: String((n % 7) + 0.25),
      client_log_id: `c-${n}`,
    }));
    const rows: unknown[] = [];
    for (const { client } of [one, many]) {
      const tracker = await made(client, '/v1/trackers', { name: 'Runs', unit: 'km' });
      const goals = [
        { ...runs, tracker_id: tracker, ...weekly, threshold_type: 'gte', threshold: '5' },
        {
          ...runs,
          title: 'Days',
          tracker_id: tracker,
          ...weekly,
          agg_method: 'sum',
          threshold_type: 'gte',
          threshold: 100,
        },
        {
          kind: 'tracker',
          title: 'Far',
          tracker_id: tracker,
          measure_type: 'target',
          agg_method: 'sum',
          goal_end_point: '900',
        },
        {
          kind: 'tracker',
          title: 'More',
          tracker_id: tracker,
          measure_type: 'delta',
          delta_goal: '1',
          agg_method: 'avg',
          ...weekly,
          interval_unit: 'd',
        },
      ];
      const ids: string[] = [];
      for (const goal of goals) {
        ids.push(await made(client, '/v1/goals', { ...goal, starts_at: '2026-03-02T00:00:00Z', timezone: 'UTC' }));
      }
      if (client === one.client) {
        for (const log of logs) await post(client, `/v1/trackers/${tracker}/logs`, log);
      } else {
        const bad = [
          { value_number: '1e3' },
          { value_text: 'x' },
          { logged_at: '2026-03-05T00:00:00Z', value_number: 1 },
        ];
        const first = await post(
          client,
          `/v1/trackers/${tracker}/logs`,
          {
            logs: logs
              .slice(0, 497)
              .toReversed()
              .concat(bad as never),
          },
          200,
        );
        const results = first['results'] as { status: string; error?: { code: string; field: string } }[];
        expect(results.filter(({ status }) => status === 'created')).toHaveLength(497);
        expect(results.slice(497).map(({ status, error }) => [status, error?.code, error?.field])).toEqual([
          ['rejected', 'amount_invalid', 'value_number'],
          ['rejected', 'validation_failed', 'value_text'],
          ['rejected', 'future_date', 'logged_at'],
        ]);
        const again = await post(client, `/v1/trackers/${tracker}/logs`, { logs: logs.slice(490) }, 200);
        expect((again['results'] as { status: string }[]).map(({ status }) => status)).toEqual([
          ...Array.from({ length: 7 }, () => 'duplicate'),
          ...Array.from({ length: 3 }, () => 'created'),
        ]);
      }
      const own = [];
      for (const id of ids) own.push((await periodsOf(client, id)).map(({ revision: _, ...row }) => row));
      rows.push(own);
    }
    expect(rows[0]).toEqual(rows[1]);
    expect(await paid(one, 'log.recorded')).toHaveLength(500);
    expect(await paid(many, 'log.recorded')).toHaveLength(500);
    await sameFromNothing();
  });

  test.each(DAY_STARTS)(
    'days start at %i: a log at the last millisecond and one at the first of a 23-hour day land in their periods',
    async (hour) => {
      at('2026-03-07T00:00:00.000Z');
      const { client } = await person();
      const tracker = await made(client, '/v1/trackers', { name: 'Cups' });
      const id = await made(client, '/v1/goals', {
        ...{ ...runs, frequency: 1, tracker_id: tracker, interval_value: 1, interval_unit: 'd' },
        ...{ timezone: 'America/New_York', day_start_hour: hour, starts_at: '2026-03-07T17:00:00Z' },
      });
      at('2026-03-10T20:00:00.000Z');
      // Sunday 8 March has 23 hours: it begins in winter time and ends in summer time.
      const starts = { 0: ['05:00', '04:00'], 4: ['08:00', '08:00'], 12: ['16:00', '16:00'] }[hour] ?? [];
      const log = (logged_at: string) => post(client, `/v1/trackers/${tracker}/logs`, { logged_at, value_number: 1 });
      await log(new Date(Date.parse(`2026-03-08T${starts[0]}:00Z`) - 1).toISOString());
      await log(`2026-03-08T${starts[0]}:00Z`);
      await log(new Date(Date.parse(`2026-03-09T${starts[1]}:00Z`) - 1).toISOString());
      await log(`2026-03-09T${starts[1]}:00Z`);
      const counts = new Map((await periodsOf(client, id)).map((row) => [row['period_label'], row['value']]));
      expect(['2026-03-07', '2026-03-08', '2026-03-09'].map((label) => counts.get(label))).toEqual(['1', '2', '1']);
      expect(inDayOf(hour, '2026-03-08T00:00:00.000Z')).toBeTruthy();
    },
  );

  test('that are taken back count for nothing, stay to be seen, and leave what they earned', async () => {
    at('2026-03-04T12:00:00.000Z');
    const someone = await person();
    const { client } = someone;
    const tracker = await made(client, '/v1/trackers', { name: 'Weight', unit: 'kg' });
    const id = await made(client, '/v1/goals', {
      ...{ kind: 'tracker', title: 'Reach 90', tracker_id: tracker, measure_type: 'target', direction: 'down' },
      ...{ goal_end_point: '90', goal_start_point: '100' },
    });
    const log = await post(client, `/v1/trackers/${tracker}/logs`, { value_number: '90.0' });
    expect(await goalOf(client, id)).toMatchObject({ status: 'completed', progress: { progress: '1.0000' } });
    const voided = await post(client, `/v1/logs/${String(log['id'])}/void`, { reason: 'A slip' }, 200);
    expect(voided).toMatchObject({ void_reason: 'A slip', voided_at: now() });
    expect((await post(client, `/v1/logs/${String(log['id'])}/void`, {}, 200))['void_reason']).toBe('A slip');
    // What it says is right again; that it was completed was decided, and paid (spec 7.3, 8.6).
    expect(await goalOf(client, id)).toMatchObject({ status: 'completed', progress: { period: { met: false } } });
    const list = await client.send('GET', `/v1/trackers/${tracker}/logs`);
    expect(list.body.items).toMatchObject([{ voided_at: now() }]);
    expect((await client.send('GET', `/v1/trackers/${tracker}`)).body).toMatchObject({ last_log: null, goal_count: 1 });
    expect(await paid(someone, 'goal.completed')).toHaveLength(1);
    await sameFromNothing();
  });
});

describe('periods', () => {
  test('close by themselves, pay once, and the goal ends with its share', async () => {
    at('2026-03-02T08:00:00.000Z');
    const someone = await person();
    const { client } = someone;
    const tracker = await made(client, '/v1/trackers', { name: 'Coffee' });
    const id = await made(client, '/v1/goals', {
      ...{ ...runs, title: 'At most 2 coffees', direction: 'down', frequency: 2, tracker_id: tracker },
      ...{ interval_value: 1, interval_unit: 'd', timezone: 'UTC', starts_at: '2026-03-02T00:00:00Z' },
      ends_at: '2026-03-05T00:00:00Z',
    });
    await post(client, `/v1/trackers/${tracker}/logs`, { value_number: 1 });
    at('2026-03-03T00:00:00.000Z');
    await vi.waitFor(
      async () => expect((await progressOf(client, id)).period).toMatchObject({ period_label: '2026-03-03' }),
      5_000,
    );
    // Silence under a limit is met and pays nothing.
    at('2026-03-04T00:00:01.000Z');
    await vi.waitFor(async () => expect(await periodsOf(client, id)).toHaveLength(3), 5_000);
    at('2026-03-05T00:00:00.000Z');
    await vi.waitFor(async () => expect((await goalOf(client, id))['status']).toBe('completed'), 5_000);
    expect((await progressOf(client, id))['progress']).toBe('1.0000');
    expect((await paid(someone, 'goal.period_met')).map(({ dedupe_key: key }) => key)).toEqual([
      `goal.period_met:${id}:2026-03-02`,
    ]);
    expect(await paid(someone, 'goal.completed')).toHaveLength(1);
    expect(await app.db('due_work').where({ user_id: someone.owner.userId })).toEqual([]);
    await sameFromNothing();
  });

  test('say which logs counted and which did not', async () => {
    at('2026-03-04T12:00:00.000Z');
    const { client } = await person();
    const tracker = await made(client, '/v1/trackers', { name: 'Runs', unit: 'km' });
    const id = await made(client, '/v1/goals', {
      ...{ ...runs, tracker_id: tracker, ...weekly, threshold_type: 'gte', threshold: '5' },
      starts_at: '2026-03-02T00:00:00Z',
    });
    for (const [logged_at, value_number] of [
      ['2026-03-02T07:00:00Z', '6'],
      ['2026-03-03T07:00:00Z', '4.9'],
      ['2026-03-04T07:00:00Z', '5'],
    ]) {
      await post(client, `/v1/trackers/${tracker}/logs`, { logged_at, value_number });
    }
    const { body } = await client.send('GET', `/v1/goals/${id}/evaluations/2026-03-02`);
    expect(body['evaluation']).toMatchObject({ value: '2', met: true, met_at: '2026-03-04T07:00:00.000Z' });
    expect((body['logs'] as { value: string; why: string }[]).map(({ value, why }) => [value, why])).toEqual([
      ['6', 'counted'],
      ['4.9', 'threshold_failed'],
      ['5', 'decided'],
    ]);
    expect((await client.send('GET', `/v1/goals/${id}/evaluations/2020-01-01`)).status).toBe(404);
  });

  test('are shown before a goal is made, and nothing is written', async () => {
    at('2026-03-18T12:00:00.000Z');
    const { client } = await person();
    const tracker = await made(client, '/v1/trackers', { name: 'Runs' });
    for (const day of ['03', '05', '10', '17']) {
      await post(client, `/v1/trackers/${tracker}/logs`, { logged_at: `2026-03-${day}T07:00:00Z`, value_number: 5 });
    }
    const body = { ...runs, tracker_id: tracker, ...weekly };
    const { items } = await post(client, '/v1/goals/preview', body, 200);
    expect(
      (items as Record<string, unknown>[]).map((row) => [row['period_label'], row['value'], row['met']]).slice(-3),
    ).toEqual([
      ['2026-03-02', '2', true],
      ['2026-03-09', '1', false],
      ['2026-03-16', '1', false],
    ]);
    expect((await client.send('GET', '/v1/goals')).body.items).toEqual([]);
  });
});

test('a milestone that is reached starts the next one, and each pays once', async () => {
  at('2026-03-02T08:00:00.000Z');
  const someone = await person();
  const { client } = someone;
  const tracker = await made(client, '/v1/trackers', { name: 'Weight' });
  const group = await made(client, '/v1/goal-groups', { title: 'Lighter' });
  const target = {
    kind: 'tracker',
    tracker_id: tracker,
    measure_type: 'target',
    direction: 'down',
    goal_group_id: group,
  };
  const ids = [
    await made(client, '/v1/goals', { ...target, title: '95', goal_end_point: '95', sequence_index: 0 }),
    await made(client, '/v1/goals', { ...target, title: '92', goal_end_point: '92', sequence_index: 1 }),
  ];
  const taken = await client.send('POST', '/v1/goals', {
    body: { ...target, title: 'x', goal_end_point: '1', sequence_index: 1 },
  });
  expect([taken.status, taken.body['code'], taken.body['field']]).toEqual([409, 'place_taken', 'sequence_index']);
  const states = async () => Promise.all(ids.map(async (id) => (await progressOf(client, id))['chain_state']));
  expect(await states()).toEqual(['active', 'locked']);
  await post(client, `/v1/trackers/${tracker}/logs`, { value_number: '94.8' });
  expect(await states()).toEqual(['completed', 'active']);
  at('2026-03-05T08:00:00.000Z');
  await post(client, `/v1/trackers/${tracker}/logs`, { value_number: '91.9' });
  expect(await states()).toEqual(['completed', 'completed']);
  expect((await paid(someone, 'goal.milestone_met')).map(({ dedupe_key: key }) => key)).toEqual(
    ids.map((id) => `goal.milestone_met:${id}`),
  );
  expect((await paid(someone, 'goal.completed')).map(({ dedupe_key: key }) => key)).toEqual([
    `goal.completed:${group}`,
  ]);
  await sameFromNothing();
});

test('a chain has a name, and its goals stand alone once it is dissolved', async () => {
  at('2026-03-02T08:00:00.000Z');
  const someone = await person();
  const { client } = someone;
  const tracker = await made(client, '/v1/trackers', { name: 'Weight' });
  const group = await made(client, '/v1/goal-groups', { title: 'Lighter' });
  const rule = { kind: 'tracker', tracker_id: tracker, measure_type: 'target', direction: 'down', timezone: 'UTC' };
  const milestone = (title: string, goal_end_point: string, sequence_index: number) =>
    made(client, '/v1/goals', { ...rule, title, goal_end_point, goal_group_id: group, sequence_index });
  const first = await milestone('82', '82', 0);
  const second = await milestone('80', '80', 1);
  await post(client, `/v1/trackers/${tracker}/logs`, { value_number: 83 });
  expect((await progressOf(client, second))['chain_state']).toBe('locked');

  const renamed = await client.send('PATCH', `/v1/goal-groups/${group}`, { body: { title: 'Down we go' } });
  expect(renamed.body).toMatchObject({ title: 'Down we go', goals: [{ id: first }, { id: second }] });
  expect((await client.send('DELETE', `/v1/goal-groups/${group}`)).status).toBe(204);
  expect((await client.send('GET', '/v1/goal-groups')).body.items).toEqual([]);
  expect((await client.send('DELETE', `/v1/goal-groups/${group}`)).body['code']).toBe('not_found');
  expect(await goalOf(client, second)).toMatchObject({
    ...{ status: 'active', goal_group_id: null },
    progress: { chain_state: null, period: { value: '83', met: false } },
  });
  // Nobody waits for the first one any more.
  await post(client, `/v1/trackers/${tracker}/logs`, { value_number: 79 });
  expect(await goalOf(client, second)).toMatchObject({ status: 'completed' });
  await sameFromNothing();
});

test('a tracker with a source is fed by a connection, and its goals move in the same batch', async () => {
  at('2026-03-02T08:00:00.000Z');
  const someone = await person();
  const { client } = someone;
  const tracker = await made(client, '/v1/trackers', { name: 'Commits', source_key: 'github.commit.push' });
  const twice = await client.send('POST', '/v1/trackers', {
    body: { name: 'Again', source_key: 'github.commit.push' },
  });
  expect([twice.status, twice.body['code'], twice.body['field']]).toEqual([409, 'source_taken', 'source_key']);
  const id = await made(client, '/v1/goals', { ...runs, frequency: 3, tracker_id: tracker, ...weekly });
  const hook = await connect(client);
  const shas = ['a', 'b', 'c'].map((letter) => letter.repeat(40));
  await deliver(hook, 'push', 'push-1', pushPayload(shas, ACCOUNT, now()));
  await vi.waitFor(
    async () => expect((await progressOf(client, id)).period).toMatchObject({ value: '3', met: true }),
    10_000,
  );
  expect(await paid(someone, 'goal.period_met')).toHaveLength(1);
  await deliver(hook, 'push', 'push-2', pushPayload(shas, ACCOUNT, now()));
  expect(await paid(someone, 'goal.period_met')).toHaveLength(1);
  expect((await client.send('GET', `/v1/trackers/${tracker}/logs`)).body.items).toHaveLength(3);
  await sameFromNothing();
});
test('moving house changes no past day: goals keep their own calendar', async () => {
  at('2026-05-09T20:00:00.000Z');
  const { client } = await person();
  await client.send('PATCH', '/v1/me', { body: { timezone: 'America/Los_Angeles' } });
  const tracker = await made(client, '/v1/trackers', { name: 'Runs' });
  const id = await made(client, '/v1/goals', {
    ...runs,
    frequency: 1,
    tracker_id: tracker,
    interval_value: 1,
    interval_unit: 'd',
  });
  await post(client, `/v1/trackers/${tracker}/logs`, { value_number: 1 });
  const before = await periodsOf(client, id);
  at('2026-05-10T08:00:00.000Z');
  await client.send('PATCH', '/v1/me', { body: { timezone: 'Pacific/Auckland' } });
  at('2026-05-10T20:00:00.000Z');
  await post(client, `/v1/trackers/${tracker}/logs`, { value_number: 1 });
  expect((await periodsOf(client, id))[0]).toMatchObject({
    period_label: before[0]?.['period_label'],
    value: '1',
    met: true,
  });
  expect((await goalOf(client, id))['rule']).toMatchObject({ timezone: 'America/Los_Angeles' });
  await sameFromNothing();
});

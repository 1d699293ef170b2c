/** What today asks, in one answer that is kept until something in it changes. */
import { expect, test, vi } from 'vitest';
import { createClient } from './support/app.ts';
import { ACCOUNT, goalOf, made, post, useEverydayApp } from './support/everyday.ts';
import { deliver, pushPayload } from './support/webhook.ts';

const { app, at, connect, now, person, sameFromNothing, settled } = useEverydayApp();

const daily = { frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: false } };

test('today says what is due, and turns with the day', async () => {
  at('2026-03-02T12:00:00.000Z');
  const { client } = await person();
  const id = await made(client, '/v1/habits', { title: 'Stretch', ...daily });
  await made(client, '/v1/habits', { ...daily, title: 'Later', starts_on: '2026-04-01' });
  await made(client, '/v1/goals', { kind: 'continuous_counter', title: 'Count', unit: 'days' });
  const today = async () => (await client.send('GET', '/v1/today')).body;
  expect(await today()).toMatchObject({
    date: '2026-03-02',
    habits: [{ habit: { id, title: 'Stretch' }, stats: { state: 'due' }, due: true }],
    goals: [{ title: 'Count' }],
    step: null,
    tasks: [],
  });
  await post(client, `/v1/habits/${id}/completions`, {});
  expect((await today())['habits']).toMatchObject([{ due: false, stats: { state: 'done', current_streak: 1 } }]);
  at('2026-03-03T00:00:01.000Z');
  expect((await today())['habits']).toMatchObject([
    { due: true, stats: { state: 'due', at_risk: true, as_of: '2026-03-03' } },
  ]);
  await vi.waitFor(async () => {
    const [row] = await app.db('habit_stats').where({ habit_id: id }).select<{ as_of: string }[]>('as_of');
    expect(row?.as_of).toBe('2026-03-03');
  }, 5_000);
  await sameFromNothing();
});

test('what was done is in it, also of a habit that did not ask', async () => {
  at('2026-03-07T12:00:00.000Z');
  const { client } = await person();
  const often = { frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: true, timesPerDay: 2 } };
  const water = await made(client, '/v1/habits', { title: 'Water', ...often });
  const weekdays = { frequency_type: 'ADVANCED', frequency_config: { pattern: 'WEEKDAYS_ONLY', rules: {} } };
  const desk = await made(client, '/v1/habits', { title: 'Desk', ...weekdays });
  const habits = async () => (await client.send('GET', '/v1/today')).body['habits'];
  expect(await habits()).toMatchObject([{ habit: { id: water }, completions: [] }]);
  await post(client, `/v1/habits/${water}/completions`, { completion_time: '08:00:00' });
  await post(client, `/v1/habits/${water}/completions`, { completion_time: '09:30:00' });
  await post(client, `/v1/habits/${desk}/completions`, {});
  expect(await habits()).toMatchObject([
    {
      habit: { id: water },
      due: false,
      completions: [{ completion_time: '09:30:00' }, { completion_time: '08:00:00' }],
    },
    { habit: { id: desk }, due: false, completions: [{ completion_date: '2026-03-07', completion_time: null }] },
  ]);
});

test('whatever changes, the answer is what a server says that was never asked before', async () => {
  at('2026-03-02T12:00:00.000Z');
  const { owner, client } = await person();
  const token = await owner.send('POST', '/v1/tokens', { body: { name: 'other', scopes: ['read'] } });
  const authorization = `Bearer ${String(token.body['token'])}`;
  const habit = await made(client, '/v1/habits', { title: 'Stretch', ...daily });
  const tracker = await made(client, '/v1/trackers', { name: 'Runs' });
  const group = await made(client, '/v1/goal-groups', { title: 'Chain' });
  const rule = { kind: 'tracker', tracker_id: tracker, timezone: 'UTC', week_start: 1, day_start_hour: 0 };
  const target = { ...rule, measure_type: 'target', goal_group_id: group };
  const goal = (body: object) => made(client, '/v1/goals', body);
  const weekly = { measure_type: 'frequency', frequency: 2, interval_value: 1, interval_unit: 'w' };
  const runs = await goal({ ...rule, ...weekly, title: 'Runs' });
  await goal({ ...target, title: 'Far', goal_end_point: '5', sequence_index: 0 });
  const farther = await goal({ ...target, title: 'Farther', goal_end_point: '9', sequence_index: 1 });
  const dates = { target_date: '2026-12-31', unit: 'EUR' };
  const save = await goal({ kind: 'target_based', title: 'Save', target_value: '100', ...dates });
  const filter = { event_filter: { types: ['commit.push'] } };
  await goal({ kind: 'event_count', title: 'Commits', target_value: '50', ...filter });
  const hook = await connect(client);
  const send = async (method: string, path: string, body?: object) => {
    const answer = await client.send(method, path, { ...(body && { body }) });
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const log = (value: string) => send('POST', `/v1/trackers/${tracker}/logs`, { value_number: value });
  let completion = '';
  let logged = '';

  const changes: readonly (readonly [string, () => unknown])[] = [
    ['completes', async () => (completion = String((await send('POST', `/v1/habits/${habit}/completions`))['id']))],
    ['undoes', () => send('DELETE', `/v1/habits/${habit}/completions/${completion}`)],
    ['rests', () => send('PUT', `/v1/habits/${habit}/skips/2026-03-02`)],
    ['rests no more', () => send('DELETE', `/v1/habits/${habit}/skips/2026-03-02`)],
    ['backdates', () => send('POST', `/v1/habits/${habit}/completions`, { completion_date: '2026-03-01' })],
    ['renames a habit', () => send('PATCH', `/v1/habits/${habit}`, { title: 'Stretch well' })],
    ['logs', async () => (logged = String((await log('4'))['id']))],
    ['logs on', () => log('1')],
    ['takes a log back', () => send('POST', `/v1/logs/${logged}/void`)],
    ['reaches a milestone', () => log('6')],
    ['reaches the next one, which leaves', () => log('9')],
    ['saves', () => send('POST', `/v1/goals/${save}/progress`, { value: '10' })],
    [
      'saves on another day',
      () => send('POST', `/v1/goals/${save}/progress`, { value: '5', entry_date: '2026-03-01' }),
    ],
    ['begins again', () => send('POST', `/v1/goals/${save}/reset`)],
    ['moves the target', () => send('PATCH', `/v1/goals/${save}`, { target_value: '120' })],
    ['asks for more', () => send('PATCH', `/v1/goals/${runs}`, { frequency: 3 })],
    ['renames a goal', () => send('PATCH', `/v1/goals/${runs}`, { title: 'Run' })],
    ['pauses', () => send('PATCH', `/v1/goals/${runs}/status`, { status: 'paused' })],
    ['goes on', () => send('PATCH', `/v1/goals/${runs}/status`, { status: 'active' })],
    ['pushes', () => deliver(hook, 'push', 'today-1', pushPayload(['a'.repeat(40)], ACCOUNT, now()))],
    ['dissolves a chain', () => send('DELETE', `/v1/goal-groups/${group}`)],
    ['archives a goal', () => send('DELETE', `/v1/goals/${farther}`)],
    ['moves house', () => send('PATCH', '/v1/me', { timezone: 'Pacific/Auckland' })],
    ['wakes up on another day', () => at('2026-03-04T12:00:00.000Z')],
    ['archives a habit', () => send('DELETE', `/v1/habits/${habit}`)],
    ['brings it back', () => send('PATCH', `/v1/habits/${habit}`, { archived: false })],
  ];
  const asked = async () => (await client.send('GET', '/v1/today')).body;
  for (const [what, change] of changes) {
    await asked();
    await change();
    await settled(owner.userId);
    const fresh = await app.startAnother();
    const never = await createClient(fresh.url, { authorization }).send('GET', '/v1/today');
    expect(await asked(), what).toEqual(never.body);
  }
  expect(await goalOf(client, farther)).toMatchObject({ status: 'archived' });
}, 60_000);

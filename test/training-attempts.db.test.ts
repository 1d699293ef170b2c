/** Attempts one by one (spec 5.4): sent twice, taken back, too late, too early; and the moments that belong to a step. */
import { beforeEach, describe, expect, test } from 'vitest';
import { rebuildAll } from '#app/maintenance/rebuild.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { newId } from '#infra/ids.ts';
import { goalOf, useEverydayApp, type Person } from './support/everyday.ts';
import { activeGoal, attempt, moveStep, stepOf, stepsOf } from './support/training.ts';

const { app, at, now, paid, person, sameFromNothing } = useEverydayApp();
const START = '2026-03-02T10:00:00.000Z';
beforeEach(() => at(START));

const log = ({ client }: Person, stepId: string, body: object) =>
  client.send('POST', `/v1/goal-steps/${stepId}/attempt`, { body });
const takeBack = ({ client }: Person, id: string, body?: object) =>
  client.send('POST', `/v1/attempts/${id}/void`, body ? { body } : {});

test('the same client_attempt_id is stored and paid once, from two devices at once too', async () => {
  const someone = await person();
  const { steps } = await activeGoal(someone.client, 2);
  const [step = '', other = ''] = steps;
  const body = { outcome: 'pass', client_attempt_id: 'device-1', note: 'Calm', duration_seconds: 60 };
  const answers = await Promise.all([1, 2, 3].map(() => log(someone, step, body)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  expect(new Set(answers.map(({ body: { attempt: one } }) => (one as { id: string }).id)).size).toBe(1);
  expect(answers[0]?.body['attempt']).toMatchObject({ note: 'Calm', duration_seconds: 60, occurred_at: START });
  expect(answers[0]?.body['step']).toMatchObject({ pass_count: 1, consecutive_passes: 1 });
  expect((await log(someone, other, body)).body).toMatchObject({ code: 'conflict', field: 'client_attempt_id' });
  expect(await paid(someone, 'step.passed')).toHaveLength(1);
  await sameFromNothing();
});

test('lies at most five minutes ahead, and may lie far behind', async () => {
  const someone = await person();
  const { steps } = await activeGoal(someone.client, 1);
  const [step = ''] = steps;
  const when = async (occurred_at: string) => {
    const { status, body } = await log(someone, step, { outcome: 'neutral', occurred_at });
    return [status, body['code'], body['field']];
  };
  expect(await when('2026-03-02T10:05:00Z')).toEqual([201, undefined, undefined]);
  expect(await when('2026-03-02T10:05:00.001Z')).toEqual([422, 'future_date', 'occurred_at']);
  expect(await when('2026-02-01T09:00:00+01:00')).toEqual([201, undefined, undefined]);
  const list = await someone.client.send('GET', `/v1/goal-steps/${step}/attempts?limit=1`);
  expect(list.body.items).toMatchObject([{ occurred_at: '2026-03-02T10:05:00.000Z' }]);
  const rest = await someone.client.send(
    'GET',
    `/v1/goal-steps/${step}/attempts?limit=1&cursor=${String(list.body['next_cursor'])}`,
  );
  expect(rest.body).toMatchObject({ items: [{ occurred_at: '2026-02-01T08:00:00.000Z' }], next_cursor: null });
});

describe('taken back', () => {
  test('an attempt counts for nothing, and its reward stays', async () => {
    const someone = await person();
    const { client } = someone;
    const { id, steps } = await activeGoal(client, 2);
    const [step = ''] = steps;
    const [, , third] = [
      await attempt(client, step, 'p'),
      await attempt(client, step, 'p'),
      await attempt(client, step, 'p'),
    ];
    expect((await stepsOf(client, id)).map(({ status }) => status)).toEqual(['done', 'in_progress']);
    at('2026-03-02T10:01:00.000Z');
    const answer = await takeBack(someone, third.attempt.id, { reason: 'Wrong dog' });
    expect(answer.body).toMatchObject({
      attempt: { voided_at: now() },
      step: { status: 'in_progress', completed_at: null, reopened_at: null, pass_count: 2, consecutive_passes: 2 },
    });
    at('2026-03-02T10:02:00.000Z');
    expect((await takeBack(someone, third.attempt.id)).body).toMatchObject({
      ...{ attempt: { voided_at: '2026-03-02T10:01:00.000Z' }, step: { pass_count: 2 } },
    });
    expect((await attempt(client, step, 'p')).step).toMatchObject({ status: 'done', pass_count: 3 });
    expect(await paid(someone, 'step.completed')).toHaveLength(1);
    expect(await paid(someone, 'step.passed')).toHaveLength(4);
    expect((await client.send('GET', `/v1/goal-steps/${step}/attempts`)).body.items).toHaveLength(4);
    await sameFromNothing();
  });

  test('one that stood between passes may end the step', async () => {
    const someone = await person();
    const { client } = someone;
    const { id, steps } = await activeGoal(client, 1);
    const [step = ''] = steps;
    const tries = [];
    for (const letter of 'ppnp') tries.push(await attempt(client, step, letter));
    expect((await takeBack(someone, tries[2]?.attempt.id ?? '')).body['step']).toMatchObject({ status: 'done' });
    expect((await goalOf(client, id))['status']).toBe('completed');
    expect(await paid(someone, 'goal.completed')).toHaveLength(1);
    await sameFromNothing();
  });

  test('what was decided by hand stays', async () => {
    const someone = await person();
    const { steps } = await activeGoal(someone.client, 2);
    const [step = ''] = steps;
    const { attempt: one } = await attempt(someone.client, step, 'p');
    await moveStep(someone.client, step, 'done');
    expect((await takeBack(someone, one.id)).body['step']).toMatchObject({ status: 'done', pass_count: 0 });
    await sameFromNothing();
  });
});

test('what they amount to is made again from them, and only that', async () => {
  const someone = await person();
  const { id, steps } = await activeGoal(someone.client, 2);
  const [first = '', second = ''] = steps;
  for (const letter of 'ppn') await attempt(someone.client, first, letter);
  const before = await stepsOf(someone.client, id);
  await app.db('step_progress').where({ goal_step_id: first }).update({ pass_count: 9, suggestion: 'push' });
  const row = { goal_step_id: second, user_id: someone.owner.userId, neutral_count: 1 };
  await app.db('step_progress').insert(row);
  const { differences } = await rebuildAll(createUnitOfWork(app.db), ['steps'], now);
  const told = differences.filter((line) => line.startsWith(`user ${someone.owner.userId}`));
  expect(told).toEqual([first, second].map((step) => `user ${someone.owner.userId}: step ${step}`));
  expect(await stepsOf(someone.client, id)).toEqual(before);
  await sameFromNothing();
});

test('an archived goal takes none, and neither does a step that is not there', async () => {
  const someone = await person();
  const { id, steps } = await activeGoal(someone.client, 1);
  await someone.client.send('DELETE', `/v1/goals/${id}`);
  expect((await log(someone, steps[0] ?? '', { outcome: 'pass' })).body['code']).toBe('conflict');
  expect((await log(someone, newId(), { outcome: 'pass' })).body['code']).toBe('not_found');
  const late = await someone.client.send('POST', `/v1/goals/${id}/steps`, { body: { title: 'Late' } });
  expect([late.status, late.body['code']]).toEqual([409, 'invalid_transition']);
});

test('a moment belongs to a step until it is taken from it or deleted', async () => {
  const { client, owner } = await person();
  const { id, steps } = await activeGoal(client, 1);
  const [step = ''] = steps;
  const moment = async (occurred_at: string): Promise<string> => {
    const eventId = newId();
    const row = { id: eventId, user_id: owner.userId, occurred_at, local_date: '2026-03-02', valence: 'negative' };
    await app.db('behavior_events').insert({ ...row, client_event_id: eventId });
    return eventId;
  };
  const [early, late] = [await moment('2026-03-02T08:00:00Z'), await moment('2026-03-02T09:00:00Z')];
  const link = (method: string, eventId: string) => client.send(method, `/v1/goal-steps/${step}/events/${eventId}`);
  const eventIds = async () => (await stepOf(client, id, step))['event_ids'];
  const today = async () => (await client.send('GET', '/v1/today')).body['step'];
  for (const eventId of [early, late, early]) expect((await link('PUT', eventId)).status).toBe(204);
  expect(await eventIds()).toEqual([late, early]);
  expect(await today()).toMatchObject({ event_ids: [late, early] });
  expect((await link('PUT', newId())).body['code']).toBe('not_found');
  expect((await link('DELETE', early)).status).toBe(204);
  expect((await link('DELETE', early)).body['code']).toBe('not_found');
  expect(await today()).toMatchObject({ event_ids: [late] });
  await app.db('behavior_events').where({ id: late }).update({ deleted_at: now() });
  expect(await eventIds()).toEqual([]);
  expect(await today()).toMatchObject({ event_ids: [] });
});

test('today shows the step to train now, of the newest goal that is trained', async () => {
  const { client } = await person();
  const today = async () => (await client.send('GET', '/v1/today')).body['step'];
  expect(await today()).toBeNull();
  const old = await activeGoal(client, 1);
  const { id, steps } = await activeGoal(client, 2);
  expect(await today()).toMatchObject({ id: steps[0], goal_id: id, goal_title: 'Walk nicely', status: 'in_progress' });
  await attempt(client, steps[0] ?? '', 'p');
  expect(await today()).toMatchObject({ id: steps[0], pass_count: 1 });
  await client.send('PATCH', `/v1/goal-steps/${steps[0] ?? ''}`, { body: { title: 'Sit' } });
  expect(await today()).toMatchObject({ title: 'Sit' });
  await moveStep(client, steps[0] ?? '', 'skipped');
  expect(await today()).toMatchObject({ id: steps[1] });
  await client.send('PATCH', `/v1/goals/${id}/status`, { body: { status: 'paused' } });
  expect(await today()).toMatchObject({ id: old.steps[0] });
});

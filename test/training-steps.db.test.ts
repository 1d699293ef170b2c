/** Steps of training goals through the API (spec 5.3): moved by hand row by row, placed, reworded, split. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { post, progressOf, useEverydayApp, type Person } from './support/everyday.ts';
import { activeGoal, attempt, moveStep, stepOf, stepsOf } from './support/training.ts';

const { at, now, paid, person, sameFromNothing } = useEverydayApp();
const START = '2026-03-02T10:00:00.000Z';

let everybody: Person;
beforeAll(async () => {
  at(START);
  everybody = await person();
});
beforeEach(() => at(START));

const STATES = ['pending', 'in_progress', 'done', 'skipped'] as const;
const ways = {
  pending: ['in_progress'],
  in_progress: ['done', 'skipped'],
  done: ['in_progress'],
  skipped: ['pending'],
};
const path = {
  pending: [],
  in_progress: ['in_progress'],
  done: ['in_progress', 'done'],
  skipped: ['in_progress', 'skipped'],
};

test.each(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))('%s → %s by hand', async (from, to) => {
  const { client } = everybody;
  const { id, steps } = await activeGoal(client, 3);
  const step = steps[1] ?? '';
  for (const state of path[from]) expect((await moveStep(client, step, state)).status).toBe(200);
  const answer = await moveStep(client, step, to);
  const goes = ways[from].includes(to);
  if (goes) expect([answer.status, answer.body['status']]).toEqual([200, to]);
  else
    expect([answer.status, answer.body['code'], answer.body['field']]).toEqual([409, 'invalid_transition', 'status']);
  const after = await stepOf(client, id, step);
  expect(after.status).toBe(goes ? to : from);
  expect(after['completed_at'] === null).toBe(after.status !== 'done');
  expect(after['reopened_at']).toBe(from === 'done' && goes ? now() : null);
});

test('are put in another place, and the others make room', async () => {
  const { client } = await person();
  const { id, steps } = await activeGoal(client, 3);
  const [first = '', second = '', third = ''] = steps;
  const place = (step: string, step_order: number) =>
    client.send('PATCH', `/v1/goal-steps/${step}`, { body: { step_order } });
  const order = async () => (await stepsOf(client, id)).map((step) => [step.id, step['step_order']]);
  // Five tries of the second step: as the first it has no step to drop back to.
  for (const letter of 'npnpn') await attempt(client, second, letter);
  expect((await stepOf(client, id, second))['suggestion']).toBe('drop');
  expect((await place(second, 0)).body['step_order']).toBe(0);
  expect(await order()).toEqual([
    [second, 0],
    [first, 1],
    [third, 2],
  ]);
  expect((await stepOf(client, id, second))['suggestion']).toBe('split');
  await sameFromNothing();
  await place(second, 900);
  expect((await order()).map(([step]) => step)).toEqual([first, third, second]);
  expect((await stepOf(client, id, second))['suggestion']).toBe('drop');
  await sameFromNothing();
});

test('take other words, and another number of passes judges their attempts anew', async () => {
  const someone = await person();
  const { client } = someone;
  const { id, steps } = await activeGoal(client, 2);
  const [step = ''] = steps;
  await attempt(client, step, 'p');
  await attempt(client, step, 'p');
  const change = (body: object) => client.send('PATCH', `/v1/goal-steps/${step}`, { body });
  const words = { title: 'Sit', details: 'Slowly', success_criteria: '4 of 5', scheduled_for: '2026-03-05' };
  expect((await change({ ...words, estimated_minutes: 4 })).body).toMatchObject({ ...words, estimated_minutes: 4 });
  expect((await change({ required_passes: 2 })).body).toMatchObject({ status: 'done', completed_at: now() });
  expect((await stepsOf(client, id)).map(({ status }) => status)).toEqual(['done', 'in_progress']);
  expect((await change({ required_passes: 3 })).body).toMatchObject({ status: 'in_progress', completed_at: null });
  expect((await change({ details: '', completion_notes: 'Well' })).body).toMatchObject({
    ...{ details: null, completion_notes: 'Well', title: 'Sit' },
  });
  expect(await paid(someone, 'step.completed')).toHaveLength(1);
  await sameFromNothing();
});

test('are two levels deep, and attempts go to the parts that are open', async () => {
  const someone = await person();
  const { client } = someone;
  const { id, steps } = await activeGoal(client, 2, { estimated_minutes: 5 });
  const [step = ''] = steps;
  for (const letter of 'nnn') await attempt(client, step, letter);
  expect((await stepOf(client, id, step))['suggestion']).toBe('split');
  const parts = (await post(client, `/v1/goal-steps/${step}/split`, {})).items ?? [];
  expect(parts).toMatchObject([
    { parent_step_id: step, title: 'Step 1', step_order: 0, estimated_minutes: 3, status: 'pending' },
    { parent_step_id: step, title: 'Step 1', step_order: 1, estimated_minutes: 5, status: 'pending' },
  ]);
  expect((await stepOf(client, id, step))['suggestion']).toBeNull();
  const [easy = '', full = ''] = parts.map((part) => String(part['id']));
  const refused = async (path: string, body: object) => {
    const answer = await client.send('POST', path, { body });
    return [answer.status, answer.body['code']];
  };
  expect(await refused(`/v1/goal-steps/${step}/split`, {})).toEqual([409, 'step_has_children']);
  expect(await refused(`/v1/goal-steps/${easy}/split`, {})).toEqual([409, 'conflict']);
  expect(await refused(`/v1/goal-steps/${step}/attempt`, { outcome: 'pass' })).toEqual([409, 'step_has_children']);
  const deeper = { title: 'Deeper', parent_step_id: easy };
  expect(await refused(`/v1/goals/${id}/steps`, deeper)).toEqual([409, 'conflict']);
  expect((await moveStep(client, step, 'done')).body['code']).toBe('step_has_children');
  for (const part of [easy, full]) for (const letter of 'ppp') await attempt(client, part, letter);
  expect((await stepsOf(client, id)).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'in_progress']);
  expect((await progressOf(client, id))['progress']).toBe('0.5000');
  expect(await paid(someone, 'step.completed')).toHaveLength(3);
  expect((await moveStep(client, step, 'in_progress')).body['code']).toBe('step_has_children');
  await moveStep(client, full, 'in_progress');
  expect((await stepOf(client, id, step)).status).toBe('in_progress');
  await sameFromNothing();
});

/** What suggests a training goal (spec 5.6, every vector), and plans by the rules that need no model (spec 5.7). */
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#infra/ids.ts';
import type { Client } from './support/app.ts';
import { goalOf, post, useEverydayApp } from './support/everyday.ts';
import { sync } from './support/moments.ts';
import { activate, activeGoal, addSteps, attempt, draftGoal, moveStep, stepsOf } from './support/training.ts';
import vectors from './vectors/dog.json' with { type: 'json' };

const { app, at, now, person, sameFromNothing } = useEverydayApp();
const START = '2026-03-02T10:00:00.000Z';
beforeEach(() => at(START));

interface Generated {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly run: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly notice: string | null;
}
const generate = async (client: Client, goalId: string, body: object = {}) =>
  (await post(client, `/v1/goals/${goalId}/generate-steps`, body)) as unknown as Generated;

describe('suggested goals', () => {
  /** A device's own id: at least eight characters. */
  const clientIdOf = (id: string): string => `vector-${id}`;

  test.each(vectors.suggested.map((vector) => [vector.name, vector] as const))('%s', async (_, vector) => {
    at('2026-02-20T12:00:00.000Z');
    const { client } = await person();
    // Some of a vector's moments lie after its today: they are sent from later on. Ids ascend as they do in it.
    at('2026-03-20T12:00:00.000Z');
    const events = [...vector.events].sort((a, b) => (a.id < b.id ? -1 : 1));
    const results = await sync(
      client,
      events.map(({ id, local_date: _, ...event }) => ({ ...event, client_event_id: clientIdOf(id) })),
    );
    expect(results.map(({ status }) => status)).toEqual(events.map(() => 'created'));
    const names = new Map(results.map((result, index) => [result.id ?? '', events[index]?.id ?? '']));
    at(`${vector.today}T18:00:00.000Z`);
    for (const template_key of vector.open) await draftGoal(client, { template_key });
    const { body } = await client.send('GET', '/v1/goals/suggested');
    const told = (body.items ?? []).map((item) => ({
      ...item,
      event_ids: (item['event_ids'] as readonly string[]).map((id) => names.get(id)),
    }));
    expect(told).toEqual(vector.expect);
  });

  test('a deleted moment speaks for nothing, and neither does a goal that is over', async () => {
    at('2026-03-14T12:00:00.000Z');
    const { client } = await person();
    const event = (n: number, more: object = {}) => ({
      ...{
        client_event_id: `pulling-${n}`,
        occurred_at: `2026-03-1${n}T08:00:00Z`,
        valence: 'negative',
        tags: ['pulling'],
      },
      ...more,
    });
    await sync(client, [event(1), event(2), event(3)]);
    const keys = async () =>
      ((await client.send('GET', '/v1/goals/suggested')).body.items ?? []).map((item) => item['template_key']);
    expect(await keys()).toEqual(['loose_leash']);
    // A plan that was made by a tag counts as much as one that was suggested.
    const id = await draftGoal(client);
    await generate(client, id, { template_key: 'leash pulling' });
    expect(await keys()).toEqual([]);
    await activate(client, id);
    await client.send('DELETE', `/v1/goals/${id}`);
    expect(await keys()).toEqual(['loose_leash']);
    await sync(client, [event(2, { deleted: true })]);
    expect(await keys()).toEqual([]);
  });
});

describe('a plan by the rules', () => {
  const told = (items: Generated['items']) =>
    items.map(({ title, details, success_criteria, estimated_minutes, raises, levels }) => ({
      ...{ title, details, success_criteria, estimated_minutes, raises, levels },
    }));

  test.each(Object.keys(vectors.templates) as (keyof typeof vectors.templates)[])('of %s', async (key) => {
    const { client } = await person();
    const id = await draftGoal(client, { template_key: key });
    const { items, run, notice } = await generate(client, id);
    expect(told(items)).toEqual(vectors.templates[key].steps);
    expect(notice).toBeNull();
    expect(run).toMatchObject({
      ...{ provider: 'builtin', model: 'rules-1', purpose: 'goal_breakdown', status: 'success', goal_id: id },
      ...{ error_code: null, started_at: START, completed_at: START, response_payload: { template_key: key } },
    });
    for (const [place, step] of items.entries()) {
      expect(step).toMatchObject({ ai_generated: false, ai_run_id: run.id, step_order: place, status: 'pending' });
    }
    expect((await client.send('GET', `/v1/ai-runs/${run.id}`)).body).toEqual(run);
    expect((await client.send('GET', '/v1/ai-runs')).body.items).toEqual([run]);
  });

  test('of a topic that no template knows is the generic one, behind the steps there are', async () => {
    const { client } = await person();
    const id = await draftGoal(client);
    await addSteps(client, id, 1);
    const { items } = await generate(client, id, { template_key: 'juggling' });
    expect(items.map(({ levels }) => levels)).toEqual([
      [0, 0, 0],
      [0, 1, 0],
      [1, 1, 0],
      [0, 1, 1],
    ]);
    expect(items.map((step) => step['step_order'])).toEqual([1, 2, 3, 4]);
    const active = await activate(client, id);
    expect((active.body['steps'] as { status: string }[]).map(({ status }) => status).slice(0, 2)).toEqual([
      'in_progress',
      'pending',
    ]);
  });

  test('replaces only steps that were not begun', async () => {
    const { client } = await person();
    const { id, steps } = await activeGoal(client, 4);
    const [begun = '', tried = '', untouched = '', split = ''] = steps;
    const { attempt: one } = await attempt(client, tried, 'p');
    await client.send('POST', `/v1/attempts/${one.id}/void`, {});
    const parts = (await post(client, `/v1/goal-steps/${split}/split`, {})).items ?? [];
    const part = String(parts[0]?.['id']);
    await attempt(client, part, 'o');
    // All of them are pending again, and still begun: one was tried, the other has a part that was.
    for (const step of [tried, part, split]) for (const to of ['skipped', 'pending']) await moveStep(client, step, to);
    expect((await stepsOf(client, id)).filter(({ status }) => status !== 'pending').map((step) => step.id)).toEqual([
      begun,
    ]);
    const { items } = await generate(client, id, { replace: true });
    const after = await stepsOf(client, id);
    expect(after.filter((step) => step['parent_step_id'] === null).map((step) => step.id)).toEqual([
      ...[begun, tried, split],
      ...items.map((step) => step['id']),
    ]);
    expect(after.map((step) => step.id)).not.toContain(untouched);
    expect(after.filter((step) => step['parent_step_id'] === null).map((step) => step['step_order'])).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ]);
    await sameFromNothing();
  });

  test('is taken away again, but for what was begun of it', async () => {
    const { client } = await person();
    const id = await draftGoal(client);
    const { run, items } = await generate(client, id);
    const own = (await addSteps(client, id, 1))[0];
    await activate(client, id);
    expect(await post(client, `/v1/ai-runs/${run.id}/undo`, {}, 200)).toEqual({ removed: 3 });
    expect((await stepsOf(client, id)).map((step) => [step.id, step['step_order']])).toEqual([
      [items[0]?.['id'], 0],
      [own, 1],
    ]);
    expect(await post(client, `/v1/ai-runs/${run.id}/undo`, {}, 200)).toEqual({ removed: 0 });
    expect((await client.send('POST', `/v1/ai-runs/${newId()}/undo`)).body['code']).toBe('not_found');
  });

  test('begins where an active goal has nothing in progress', async () => {
    const { client } = await person();
    const { id, steps } = await activeGoal(client, 1);
    await moveStep(client, steps[0] ?? '', 'done');
    expect((await goalOf(client, id))['status']).toBe('completed');
    const over = await client.send('POST', `/v1/goals/${id}/generate-steps`);
    expect([over.status, over.body['code']]).toEqual([409, 'invalid_transition']);
    await client.send('PATCH', `/v1/goals/${id}/status`, { body: { status: 'active' } });
    const { items } = await generate(client, id);
    expect(items.map((step) => step['status'])).toEqual(['in_progress', 'pending', 'pending', 'pending']);
    expect(await app.db('goals').where({ id }).first('completed_at')).toEqual({ completed_at: null });
    expect(now()).toBe(START);
  });

  test('goes to training goals only', async () => {
    const { client } = await person();
    const counter = await post(client, '/v1/goals', { kind: 'continuous_counter', title: 'Count', unit: 'days' });
    const path = `/v1/goals/${String(counter['id'])}`;
    expect((await client.send('POST', `${path}/generate-steps`)).body['code']).toBe('conflict');
    expect((await client.send('POST', `${path}/steps`, { body: { title: 'One' } })).body['code']).toBe('conflict');
    expect((await client.send('GET', `${path}/steps`)).body.items).toEqual([]);
    expect((await client.send('PATCH', `${path}/activate`)).body['code']).toBe('conflict');
  });
});

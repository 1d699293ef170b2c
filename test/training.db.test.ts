/** Training goals through the API: every vector of spec 5.4 against a real database, and the lifecycle of spec 5.3 row by row. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from './support/app.ts';
import { goalOf, progressOf, useEverydayApp, type Person } from './support/everyday.ts';
import {
  activate,
  activeGoal,
  addSteps,
  attempt,
  draftGoal,
  moveStep,
  stepOf,
  stepsOf,
  type Step,
} from './support/training.ts';
import vectors from './vectors/dog.json' with { type: 'json' };

const { at, now, paid, person, sameFromNothing } = useEverydayApp();
/** So many minutes after the first attempt of a vector. */
const minutes = (n: number): string => new Date(Date.parse(vectors.attempts_start) + n * 60_000).toISOString();
const START = minutes(0);

interface Vector {
  readonly attempts: string;
  readonly first_step?: boolean;
  readonly reopened_at?: string;
  readonly required_passes?: number;
  readonly expect: Readonly<Record<string, unknown>>;
}
const cases: readonly (readonly [string, string, Vector])[] = (
  ['attempts', 'attempts_first_step', 'attempts_reopened', 'attempts_required'] as const
).flatMap((section) => (vectors[section] as readonly Vector[]).map((one) => [section, one.attempts, one] as const));

const columns = (step: Step) => {
  const { pass_count, needs_work_count, neutral_count, consecutive_passes, needs_work_run, status } = step;
  const { completed_at: at, suggestion } = step;
  // Vectors write whole seconds without a fraction.
  const completed_at = typeof at === 'string' ? at.replace('.000Z', 'Z') : at;
  return {
    ...{ pass_count, needs_work_count, neutral_count, consecutive_passes, needs_work_run, status },
    ...{ completed_at, suggestion },
  };
};

describe('attempts', () => {
  let someone: Person;
  /** Steps that were done at least once. */
  const everDone: string[] = [];

  beforeAll(async () => {
    at(START);
    someone = await person();
  });

  test('every section of the vectors is there', () => expect(cases.length).toBe(15 + 7 + 6 + 4));

  test.each(cases)('%s %s', async (_, letters, vector) => {
    at(START);
    const { client } = someone;
    const required = vector.required_passes === undefined ? {} : { required_passes: vector.required_passes };
    const { id, steps } = await activeGoal(client, 3, required);
    const step = (vector.first_step === true ? steps[0] : steps[1]) ?? '';
    const reopenAt = vector.reopened_at === undefined ? null : new Date(vector.reopened_at).toISOString();
    let reopened = false;
    const reopen = async (): Promise<void> => {
      if (reopenAt === null || reopened || (await stepOf(client, id, step)).status !== 'done') return;
      at(reopenAt);
      expect((await moveStep(client, step, 'in_progress')).status).toBe(200);
      reopened = true;
    };
    for (const [n, letter] of [...letters].entries()) {
      if (reopenAt !== null && minutes(n) >= reopenAt) await reopen();
      at(minutes(n));
      await attempt(client, step, letter);
    }
    await reopen();
    expect(reopened).toBe(reopenAt !== null);
    if (vector.expect['status'] === 'done' || reopenAt !== null) everDone.push(step);
    expect(columns(await stepOf(client, id, step))).toEqual(vector.expect);
  });

  test('each step that was done paid once, each attempt too, and all is the same from nothing', async () => {
    const keys = (await paid(someone, 'step.completed')).map(({ dedupe_key: key }) => key);
    expect(keys.sort()).toEqual(everDone.map((step) => `step.completed:${step}`).sort());
    const letters = cases.map(([, all]) => all).join('');
    for (const [type, letter] of [
      ['step.passed', 'p'],
      ['step.needs_work', 'n'],
      ['step.neutral', 'o'],
    ] as const) {
      expect((await paid(someone, type)).length).toBe(letters.split(letter).length - 1);
    }
    await sameFromNothing();
  });
});

describe('the life of a goal', () => {
  const STATES = ['draft', 'active', 'paused', 'completed', 'archived'] as const;
  type State = (typeof STATES)[number];
  const ways: Readonly<Record<State, readonly string[]>> = {
    draft: [],
    active: ['paused', 'completed', 'archived'],
    paused: ['active', 'completed', 'archived'],
    completed: ['active', 'archived'],
    archived: ['active'],
  };
  const status = (client: Client, id: string, to: string) =>
    client.send('PATCH', `/v1/goals/${id}/status`, { body: { status: to } });
  let everybody: Person;
  beforeAll(async () => {
    at(START);
    everybody = await person();
  });
  const goalIn = async (client: Client, state: State): Promise<string> => {
    if (state === 'draft') return draftGoal(client);
    const { id } = await activeGoal(client, 2);
    if (state !== 'active') expect((await status(client, id, state)).status).toBe(200);
    return id;
  };

  test.each(STATES.flatMap((from) => STATES.map((to) => [from, to] as const)))('%s → %s', async (from, to) => {
    at(START);
    const { client } = everybody;
    const id = await goalIn(client, from);
    const answer = await status(client, id, to);
    // Archiving twice is what `DELETE` may do.
    const goes = ways[from].includes(to) || (from === 'archived' && to === 'archived');
    if (goes) expect([answer.status, answer.body['status']]).toEqual([200, to]);
    else expect([answer.status, answer.body['code']]).toEqual([409, 'invalid_transition']);
    expect((await goalOf(client, id))['status']).toBe(goes ? to : from);
  });

  test('it begins as a draft with what it was made with, and is activated with its first step in progress', async () => {
    at(START);
    const { client } = await person();
    const more = { success_criteria: 'Ten minutes', priority: 2, target_date: '2026-04-01' };
    const id = await draftGoal(client, { ...more, template_key: 'pulling' });
    expect(await goalOf(client, id)).toMatchObject({ ...more, kind: 'training', status: 'draft', steps: [] });
    expect((await goalOf(client, id))['target']).toBeUndefined();
    expect((await progressOf(client, id))['progress']).toBeNull();
    const early = await activate(client, id);
    expect([early.status, early.body['code']]).toEqual([409, 'no_steps']);
    await addSteps(client, id, 2);
    const answer = await activate(client, id);
    expect(answer.body).toMatchObject({
      status: 'active',
      steps: [{ status: 'in_progress' }, { status: 'pending' }],
      progress: { progress: '0.0000', current_value: null, pace: null },
    });
    const again = await activate(client, id);
    expect([again.status, again.body['code']]).toEqual([409, 'invalid_transition']);
  });

  test('it completes by its steps, once paid, and goes on when it is opened again', async () => {
    at(START);
    const someone = await person();
    const { client } = someone;
    const { id, steps } = await activeGoal(client, 3);
    const [first = '', second = '', third = ''] = steps;
    await moveStep(client, first, 'done');
    expect((await stepsOf(client, id)).map((step) => step.status)).toEqual(['done', 'in_progress', 'pending']);
    expect((await progressOf(client, id))['progress']).toBe('0.3333');
    await moveStep(client, second, 'skipped');
    for (const n of [1, 2, 3]) {
      at(minutes(n));
      await attempt(client, third, 'p');
    }
    expect(await goalOf(client, id)).toMatchObject({ status: 'completed', completed_at: now() });
    expect((await progressOf(client, id))['progress']).toBe('0.6667');
    expect((await status(client, id, 'active')).body).toMatchObject({ status: 'active', completed_at: null });
    await moveStep(client, second, 'pending');
    await moveStep(client, second, 'in_progress');
    await moveStep(client, second, 'done');
    expect((await goalOf(client, id))['status']).toBe('completed');
    expect(await paid(someone, 'goal.completed')).toHaveLength(1);
    expect((await paid(someone, 'step.completed')).length).toBe(3);
    expect((await paid(someone, 'step.passed')).length).toBe(3);
    await sameFromNothing();
  });

  test('its owner may call it completed, which pays once', async () => {
    at(START);
    const someone = await person();
    const { id } = await activeGoal(someone.client, 1);
    expect((await status(someone.client, id, 'achieved')).body['status']).toBe('completed');
    await status(someone.client, id, 'active');
    await status(someone.client, id, 'completed');
    expect(await paid(someone, 'goal.completed')).toHaveLength(1);
  });
});

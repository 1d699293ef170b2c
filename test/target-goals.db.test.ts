/** Target and counter goals through the API: every vector of spec 3.5 against a real database, and the life of their amounts. */
import { describe, expect, test } from 'vitest';
import { addDays } from '#core/domain/time/dates.ts';
import type { Client } from './support/app.ts';
import { ACCOUNT, goalOf, made, post, progressOf, useEverydayApp, type Person } from './support/everyday.ts';
import { inEveryProcessZone } from './support/process-zones.ts';
import { deliver, pushPayload } from './support/webhook.ts';
import vectors from './vectors/targets.json' with { type: 'json' };

const { at, connect, now, paid, person, sameFromNothing, settled } = useEverydayApp();

interface Vector {
  readonly id: string;
  readonly note: string;
  readonly goal: { readonly target_value: string | null; readonly start_date: string; readonly deadline?: string };
  readonly entries: readonly { readonly date: string; readonly value: string }[];
  readonly today: string;
  readonly expect: Readonly<Record<string, unknown>>;
}
const cases = Object.values(vectors) as readonly Vector[];
const noonOf = (date: string) => `${date}T12:00:00.000Z`;

/** What the API says of a goal, in the words of the vectors; what a vector says more is the core's alone. */
const told = async (client: Client, id: string) => {
  const { current_value, progress, pace } = await progressOf(client, id);
  const { state, ...more } = (pace ?? { state: null }) as Record<string, unknown>;
  return {
    ...{ current_value, progress, pace: state },
    ...(pace !== null && {
      ...{ remaining: more['remaining'], days_left: more['days_left'], avg_per_day: more['avg_per_day'] },
      ...{ pace_needed_per_day: more['needed_per_day'], expected_today: more['expected'] },
      ...{ forecast_linear: more['linear_date'], theil_sen_per_day: more['slope'] },
      forecast_theil_sen: more['usual_pace_date'],
    }),
  };
};
const CORE_ONLY = ['entry_count', 'peak_value', 'completed', 'completed_on'];
const expectedOf = (vector: Vector) =>
  Object.fromEntries(Object.entries(vector.expect).filter(([key]) => !CORE_ONLY.includes(key)));

const bodyOf = ({ goal }: Vector) =>
  goal.target_value === null
    ? { kind: 'continuous_counter', title: 'Vector', unit: 'EUR', start_date: goal.start_date }
    : {
        ...{ kind: 'target_based', title: 'Vector', unit: 'EUR', start_date: goal.start_date },
        ...{ target_value: goal.target_value, target_date: goal.deadline },
      };

/** A deadline has to lie ahead when it is set, and the start of a vector may, too. */
const beginning = ({ goal, entries, today }: Vector): string =>
  [goal.start_date, addDays(goal.deadline ?? today, -1), today, ...entries.map(({ date }) => date)].sort()[0] ?? today;

/** Only events move a goal that has a target and no deadline: a commit for each 1. */
const byEvents = async (someone: Person, { goal, entries }: Vector): Promise<string> => {
  const { client, owner } = someone;
  const hook = await connect(client);
  const id = await made(client, '/v1/goals', {
    ...{ kind: 'event_count', title: 'Vector', start_date: goal.start_date, target_value: goal.target_value },
    event_filter: { types: ['commit.push'] },
  });
  for (const { date, value } of entries) {
    at(noonOf(date));
    const shas = Array.from({ length: Number(value) }, (_, n) => `${date}${n}`.replaceAll('-', '').padEnd(40, 'a'));
    await deliver(hook, 'push', `${owner.userId}-${date}`, pushPayload(shas, ACCOUNT, now()));
    await settled(owner.userId);
  }
  return id;
};

const isOpenEnded = ({ goal }: Vector): boolean => goal.target_value !== null && goal.deadline === undefined;

inEveryProcessZone(() => {
  test.each(cases)('$id: $note', async (vector) => {
    at(noonOf(beginning(vector)));
    const someone = await person();
    const { client } = someone;
    if (typeof vector.expect['error'] === 'string') {
      const answer = await client.send('POST', '/v1/goals', { body: bodyOf(vector) });
      expect(answer.body).toMatchObject({ code: vector.expect['error'], field: 'target_date' });
      return;
    }
    const id = isOpenEnded(vector) ? await byEvents(someone, vector) : await made(client, '/v1/goals', bodyOf(vector));
    at(noonOf(vector.today));
    for (const { date, value } of isOpenEnded(vector) ? [] : vector.entries) {
      // Looked at in between: its usual pace is remembered, and must be another one afterwards.
      await told(client, id);
      await post(client, `/v1/goals/${id}/progress`, { value, entry_date: date });
    }
    expect(await told(client, id)).toEqual(expectedOf(vector));
    expect((await goalOf(client, id))['status']).toBe(vector.expect['completed'] === true ? 'completed' : 'active');
  });
});

describe('amounts', () => {
  const save = { kind: 'target_based', title: 'Save', unit: 'EUR', target_value: '100', target_date: '2026-12-31' };

  test('reach a target once for ever, and a correction takes nothing back', async () => {
    at('2026-03-02T08:00:00.000Z');
    const someone = await person();
    const { client } = someone;
    const id = await made(client, '/v1/goals', save);
    const add = (value: string, more: object = {}) => post(client, `/v1/goals/${id}/progress`, { value, ...more });
    for (let n = 0; n < 10; n += 1) await add('10.00');
    expect(await goalOf(client, id)).toMatchObject({
      status: 'completed',
      progress: { current_value: '100.00', progress: '1.0000' },
    });
    await add('-0.01', { note: 'Miscounted' });
    expect(await goalOf(client, id)).toMatchObject({
      status: 'active',
      completed_at: null,
      progress: { progress: '0.9999', reached_at: null },
    });
    await add('0.01');
    expect(await goalOf(client, id)).toMatchObject({ status: 'completed' });
    expect(await paid(someone, 'goal.completed')).toHaveLength(1);
    expect(await paid(someone, 'progress.logged')).toHaveLength(12);
    await sameFromNothing();
  });

  test('are read exactly or refused by name, and counted once for each client id', async () => {
    at('2026-03-02T08:00:00.000Z');
    const { client } = await person();
    const id = await made(client, '/v1/goals', save);
    const send = (body: object) => client.send('POST', `/v1/goals/${id}/progress`, { body });
    for (const [body, code, field] of [
      [{ value: 0.1 + 0.2 }, 'amount_invalid', 'value'],
      [{ value: '0.00' }, 'amount_zero', 'value'],
      [{ value: '1', entry_date: '2026-03-03' }, 'future_date', 'entry_date'],
    ] as const) {
      const answer = await send(body);
      expect([answer.status, answer.body['code'], answer.body['field']]).toEqual([422, code, field]);
    }
    await send({ value: '99999999.99' });
    expect((await send({ value: '0.01' })).body['code']).toBe('amount_out_of_range');
    const first = await send({ value: '-1', client_entry_id: 'e-1', entry_date: '2026-02-01' });
    const again = await send({ value: '-1', client_entry_id: 'e-1' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body['entry']).toEqual(first.body['entry']);
    expect((await client.send('GET', `/v1/goals/${id}/progress`)).body.items).toHaveLength(2);
  });

  test('of a counter go on until its owner says it is done; a reset keeps the past', async () => {
    at('2026-03-02T08:00:00.000Z');
    const someone = await person();
    const { client } = someone;
    const seed = { goalType: 'CONTINUOUS_COUNTER', title: 'Days without', unit: 'days', target_value: null };
    const id = await made(client, '/v1/goals', seed);
    await post(client, `/v1/goals/${id}/progress`, { value: 23 });
    expect((await post(client, `/v1/goals/${id}/reset`, { note: 'Again' }))['progress']).toMatchObject({
      current_value: '0.00',
      pace: null,
    });
    expect((await client.send('POST', `/v1/goals/${id}/reset`)).body['code']).toBe('amount_zero');
    const status = (to: string) => client.send('PATCH', `/v1/goals/${id}/status`, { body: { status: to } });
    expect((await status('COMPLETED')).body['status']).toBe('completed');
    expect((await status('active')).body['status']).toBe('active');
    await status('done');
    expect(await paid(someone, 'goal.completed')).toHaveLength(1);
    expect(await paid(someone, 'progress.logged')).toHaveLength(2);
    await sameFromNothing();
  });
});

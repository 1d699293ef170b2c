/** Habits through the API: the vectors of spec 2.7 against a real database, two devices, journeys and undo. */
import { describe, expect, test, vi } from 'vitest';
import { addDays } from '#core/domain/time/dates.ts';
import { useTestApp, type Client, type SignedInClient } from './support/app.ts';
import { inEveryProcessZone } from './support/process-zones.ts';
import vectors from './vectors/habits.json' with { type: 'json' };

let now = '2026-03-01T12:00:00.000Z';
const app = useTestApp({ overrides: { clock: { now: () => now } } });
const noon = (date: string) => `${date}T12:00:00.000Z`;

const settled = (userId: string) =>
  vi.waitFor(
    async () => {
      const waiting = app.db('event_processing').where({ user_id: userId, status: 'pending' });
      expect(await waiting.select('event_raw_id')).toEqual([]);
    },
    { timeout: 20_000, interval: 50 },
  );

/** A token is not signed out when the clock jumps by months. */
const withToken = async (): Promise<{ owner: SignedInClient; client: Client }> => {
  const owner = await app.register();
  const made = await owner.send('POST', '/v1/tokens', { body: { name: 'all', scopes: ['manage'] } });
  const client = app.client({ authorization: `Bearer ${String(made.body['token'])}` });
  await client.send('PATCH', '/v1/me', { body: { timezone: 'UTC' } });
  return { owner, client };
};

const create = async (client: Client, body: object) => {
  const made = await client.send('POST', '/v1/habits', { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return String(made.body['id']);
};
const daily = { title: 'Stretch', frequency_type: 'DAILY', frequency_config: { allowMultiplePerDay: false } };
const statsOf = async (client: Client, id: string) => {
  const { body } = await client.send('GET', `/v1/habits/${id}`);
  return body['stats'] as Record<string, unknown>;
};
const complete = (client: Client, id: string, body: object = {}, headers: Record<string, string> = {}) =>
  client.send('POST', `/v1/habits/${id}/completions`, { body, headers });

interface Vector {
  readonly habit: { readonly type: string; readonly config: object; readonly starts_on: string };
  readonly today: string;
  readonly completions: readonly string[];
  readonly skips?: readonly string[];
  readonly shortDays?: readonly string[];
  readonly freeze?: string;
  readonly weekStart?: number;
}

/** A user for each first day of the week, who set it before any vector begins. */
const byWeekStart = async (): Promise<(weekStart?: number) => Client> => {
  now = noon('2014-01-01');
  const [monday, sunday] = [(await withToken()).client, (await withToken()).client];
  await sunday.send('PATCH', '/v1/me', { body: { week_start: 7 } });
  return (weekStart = 1) => (weekStart === 1 ? monday : sunday);
};

/** Lives a vector through the API, and leaves the clock on its day. */
const live = async (client: Client, { habit, ...given }: Vector): Promise<string> => {
  now = noon(given.today);
  const id = await create(client, {
    title: 'Vector',
    frequency_type: habit.type,
    frequency_config: habit.config,
    starts_on: habit.starts_on,
    freeze_policy: given.freeze ?? 'off',
  });
  for (const date of given.skips ?? []) await client.send('PUT', `/v1/habits/${id}/skips/${date}`);
  const last = given.completions.map((row) => row.slice(0, 10)).reduce((a, b) => (a > b ? a : b), given.today);
  now = noon(last);
  for (const row of given.completions) {
    const [completion_date, time] = row.split('T');
    const made = await complete(client, id, { completion_date, ...(time !== undefined && { completion_time: time }) });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
  now = noon(given.today);
  return id;
};

inEveryProcessZone(() => {
  test('every streak of the vectors, and why', async () => {
    const clientOf = await byWeekStart();
    // H33 needs a journey, which has a test of its own.
    for (const vector of (vectors.streaks as (Vector & (typeof vectors.streaks)[number])[]).filter(
      ({ shortDays }) => shortDays === undefined,
    )) {
      const client = clientOf(vector.weekStart);
      const id = await live(client, vector);
      const stats = await statsOf(client, id);
      const { body } = await client.send('GET', `/v1/habits/${id}/streak`);
      const units = body['units'] as { outcome: string; on: string; run: number }[];
      expect({
        id: vector.id,
        current: stats['current_streak'],
        longest: stats['longest_streak'],
        unit: stats['streak_unit'],
        state: stats['state'],
        at_risk: stats['at_risk'],
        freezes_left: stats['freezes_left'],
        frozen: units
          .filter(({ outcome }) => outcome === 'frozen')
          .map(({ on }) => on)
          .reverse(),
      }).toEqual({ id: vector.id, ...vector.expect });
      expect([vector.id, units[0]?.run ?? 0]).toEqual([vector.id, vector.expect.current]);
    }
  });

  test('every strength of the vectors', async () => {
    const client = (await byWeekStart())();
    for (const vector of vectors.strength as (Vector & (typeof vectors.strength)[number])[]) {
      const { strength } = await statsOf(client, await live(client, vector));
      expect([vector.case, Math.abs(Number(strength) - vector.expect) <= 1e-6]).toEqual([vector.case, true]);
    }
  });
});

test('every recurrence rule is stored as the vectors say, or refused by name', async () => {
  const clientOf = await byWeekStart();
  now = noon('2026-03-02');
  for (const { id, rules, starts_on, weekStart, expect: expected } of vectors.rrules as {
    id: string;
    rules: object;
    starts_on: string;
    weekStart?: number;
    expect: { saved?: string; code?: string };
  }[]) {
    const { status, body } = await clientOf(weekStart).send('POST', '/v1/habits', {
      body: { title: id, frequency_type: 'ADVANCED', frequency_config: { pattern: 'RRULE', rules }, starts_on },
    });
    const config = body['frequency_config'] as { rules: { rrule: string } } | undefined;
    expect([id, status, body['code'] ?? config?.rules.rrule]).toEqual(
      expected.saved === undefined ? [id, 422, expected.code] : [id, 201, expected.saved],
    );
  }
});

test('a flight over the date line costs no streak and moves no past day', async () => {
  now = '2026-05-08T20:00:00.000Z';
  const { client } = await withToken();
  await client.send('PATCH', '/v1/me', { body: { timezone: 'America/Los_Angeles' } });
  const id = await create(client, daily);
  await complete(client, id);
  now = '2026-05-09T20:00:00.000Z';
  await complete(client, id);
  const before = await client.send('GET', `/v1/habits/${id}/completions`);

  now = '2026-05-10T08:00:00.000Z';
  await client.send('PATCH', '/v1/me', { body: { timezone: 'Pacific/Auckland' } });
  now = '2026-05-11T08:00:00.000Z';
  await complete(client, id);
  expect(await statsOf(client, id)).toMatchObject({ current_streak: 3, longest_streak: 3, as_of: '2026-05-11' });
  const { body } = await client.send('GET', `/v1/habits/${id}/streak`);
  expect(body).toMatchObject({
    short_days: ['2026-05-10'],
    units: [{ on: '2026-05-11' }, { on: '2026-05-10', outcome: 'transparent', rest: 'short_day' }, {}, {}],
  });
  const after = await client.send('GET', `/v1/habits/${id}/completions`);
  expect(after.body.items?.slice(1)).toEqual(before.body.items);
});

test('another week start is shown before it is saved, and then judged so', async () => {
  now = noon('2026-03-23');
  const { client } = await withToken();
  const id = await create(client, {
    ...{ title: 'Gym', frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 3 }, starts_on: '2026-03-02' },
  });
  const dates = ['02', '03', '08', '09', '12', '16', '18', '22'];
  for (const day of dates) await complete(client, id, { completion_date: `2026-03-${day}` });
  const tried = await client.send('PATCH', '/v1/me?dry_run=true', { body: { week_start: 7 } });
  expect(tried.body['preview']).toEqual({
    today_before: '2026-03-23',
    today_after: '2026-03-23',
    habits: [{ id, title: 'Gym', streak_before: 1, streak_after: 0 }],
  });
  expect(await statsOf(client, id)).toMatchObject({ current_streak: 1 });
  await client.send('PATCH', '/v1/me', { body: { week_start: 7 } });
  expect(await statsOf(client, id)).toMatchObject({ current_streak: 0 });
  const same = await client.send('PATCH', '/v1/me?dry_run=true', { body: { display_name: 'Ada' } });
  expect(same.body['preview']).toBeUndefined();
});

describe('a completion', () => {
  test('is made once by two devices at the same moment, and pays once', async () => {
    now = noon('2026-03-04');
    const { owner, client } = await withToken();
    await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } });
    const id = await create(client, daily);
    const answers = await Promise.all(Array.from({ length: 10 }, () => complete(client, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    await settled(owner.userId);
    const [pet] = (await client.send('GET', '/v1/pets')).body.items ?? [];
    expect((pet?.['state_json'] as { xp: number }).xp).toBe(10);
  });

  test('that is undone and redone pays once, and stays in the audit', async () => {
    now = noon('2026-03-04');
    const { owner, client } = await withToken();
    await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } });
    const id = await create(client, daily);
    const first = await complete(client, id, { client_completion_id: 'phone-1' });
    expect(first.headers.get('location')).toBe(`/v1/habits/${id}/completions/${String(first.body['id'])}`);
    expect((await client.send('DELETE', `/v1/habits/${id}/completions/client:phone-1`)).status).toBe(204);
    expect(await statsOf(client, id)).toMatchObject({ current_streak: 0, state: 'due' });
    const second = await complete(client, id, { client_completion_id: 'phone-2' });
    expect(second.body['stats']).toMatchObject({ current_streak: 1, state: 'done' });
    expect((await client.send('DELETE', `/v1/habits/${id}/completions/${String(second.body['id'])}`)).status).toBe(204);
    expect((await client.send('DELETE', `/v1/habits/${id}/completions/${String(second.body['id'])}`)).status).toBe(404);
    await complete(client, id);
    await settled(owner.userId);
    const paid = await app
      .db('event_scores as s')
      .join('events as e', 'e.id', 's.event_id')
      .where({ 'e.user_id': owner.userId, 'e.type': 'habit.completed' })
      .select('s.xp', 'e.value');
    expect(paid).toEqual([{ xp: 10, value: '10.0000' }]);
    const audited = app.db('event_log').where({ user_id: owner.userId, event_type: 'habit.completion_undone' });
    expect(await audited.select('payload_json')).toHaveLength(2);
  });

  test('is worth more in a streak, counts on its own day, and late days pay by the pet’s rule', async () => {
    now = noon('2026-03-20');
    const { owner, client } = await withToken();
    await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } });
    const id = await create(client, { ...daily, starts_on: '2026-03-01' });
    for (let n = 0; n < 20; n += 1) await complete(client, id, { completion_date: addDays('2026-03-01', n) });
    await settled(owner.userId);
    const events = await app
      .db('events')
      .where({ user_id: owner.userId, type: 'habit.completed' })
      .orderBy('local_date')
      .select<{ local_date: string; value: string }[]>('local_date', 'value');
    const bonus = (streak: number) => [3, 7, 14].filter((length) => streak >= length).length;
    expect(events).toEqual(
      Array.from({ length: 20 }, (_, n) => ({
        local_date: addDays('2026-03-01', n),
        value: (10 + bonus(n + 1)).toFixed(4),
      })),
    );
    const { body } = await client.send('GET', '/v1/dashboard/activity?from=2026-03-01&to=2026-03-20');
    const xp = new Map(body.items?.map((item) => [item['date'], item['xp']]));
    expect([xp.get('2026-03-20'), xp.get('2026-03-13')]).toEqual([13, 12]);
  });

  test('of a day to come is refused, unless the device is there already', async () => {
    now = '2026-03-04T20:00:00.000Z';
    const { client } = await withToken();
    const id = await create(client, daily);
    const refused = await complete(client, id, { completion_date: '2026-03-05' });
    expect([refused.status, refused.body['code'], refused.body['field']]).toEqual([
      422,
      'future_date',
      'completion_date',
    ]);
    const abroad = await complete(client, id, {}, { 'x-timezone': 'Asia/Tokyo' });
    expect([abroad.status, abroad.body['completion_date']]).toEqual([201, '2026-03-05']);
    expect((await complete(client, id, { completion_date: '2026-03-06' }, { 'x-timezone': 'Asia/Tokyo' })).status).toBe(
      422,
    );
    const lost = await complete(client, id, {}, { 'x-timezone': 'Nowhere/Land' });
    expect([lost.status, lost.body['completion_date']]).toEqual([201, '2026-03-04']);
    // The day ahead is ignored here until it comes.
    expect(await statsOf(client, id)).toMatchObject({ current_streak: 1, as_of: '2026-03-04' });
    now = '2026-03-05T12:00:00.000Z';
    expect(await statsOf(client, id)).toMatchObject({ current_streak: 2, state: 'done', as_of: '2026-03-05' });
  });

  test('has a time exactly where the habit may be done more than once a day', async () => {
    now = noon('2026-03-04');
    const { client } = await withToken();
    const once = await create(client, daily);
    const many = await create(client, { ...daily, frequency_config: { allowMultiplePerDay: true, timesPerDay: 2 } });
    for (const [id, body] of [
      [once, { completion_time: '07:30' }],
      [many, {}],
    ] as const) {
      const { status, body: problem } = await complete(client, id, body);
      expect([status, problem['code'], problem['field']]).toEqual([400, 'validation_failed', 'completion_time']);
    }
    expect((await complete(client, many, { completion_time: '07:30' })).body).toMatchObject({
      completion_time: '07:30:00',
      stats: { current_streak: 0, state: 'due' },
    });
    expect((await complete(client, many, { completion_time: '07:30:00' })).status).toBe(200);
    expect((await complete(client, many, { completion_time: '19:00' })).body['stats']).toMatchObject({ state: 'done' });
  });
});

describe('a habit', () => {
  test('shows what another rhythm would do before it is saved', async () => {
    now = noon('2026-03-09');
    const { client } = await withToken();
    const id = await create(client, { ...daily, starts_on: '2026-03-02' });
    for (const date of ['2026-03-02', '2026-03-04', '2026-03-06', '2026-03-09']) {
      await complete(client, id, { completion_date: date });
    }
    const changes = { frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 3 } };
    const tried = await client.send('PATCH', `/v1/habits/${id}?dry_run=true`, { body: changes });
    expect(tried.body).toMatchObject({ ...changes, stats: { current_streak: 1, streak_unit: 'week' } });
    expect(await statsOf(client, id)).toMatchObject({ streak_unit: 'day' });
    const saved = await client.send('PATCH', `/v1/habits/${id}`, { body: changes });
    expect(saved.body['stats']).toEqual(tried.body['stats']);
    const wrong = await client.send('PATCH', `/v1/habits/${id}`, { body: { frequency_config: { timesPerWeek: 9 } } });
    expect([wrong.status, wrong.body['field']]).toEqual([400, 'frequency_config.timesPerWeek']);
    const more = await client.send('PATCH', `/v1/habits/${id}`, { body: { frequency_config: { timesPerWeek: 2 } } });
    expect(more.body).toMatchObject({ frequency_type: 'WEEKLY', frequency_config: { timesPerWeek: 2 } });
  });

  test('is archived, listed apart, and brought back with its history', async () => {
    now = noon('2026-03-04');
    const { client } = await withToken();
    const id = await create(client, daily);
    await complete(client, id);
    expect((await client.send('DELETE', `/v1/habits/${id}`)).status).toBe(204);
    expect((await client.send('GET', '/v1/habits')).body.items).toEqual([]);
    expect((await client.send('GET', '/v1/habits?archived=true')).body.items).toHaveLength(1);
    const back = await client.send('PATCH', `/v1/habits/${id}`, { body: { archived: false } });
    expect(back.body).toMatchObject({ archived_at: null, stats: { current_streak: 1 } });
  });

  test('rests on the days its owner says', async () => {
    now = noon('2026-03-04');
    const { client } = await withToken();
    const id = await create(client, { ...daily, starts_on: '2026-03-02' });
    await complete(client, id, { completion_date: '2026-03-02' });
    await complete(client, id);
    expect(await statsOf(client, id)).toMatchObject({ current_streak: 1 });
    const rest = await client.send('PUT', `/v1/habits/${id}/skips/2026-03-03`, { body: { reason: 'Ill' } });
    expect(rest.body).toMatchObject({ skip_date: '2026-03-03', reason: 'Ill', stats: { current_streak: 2 } });
    const story = await client.send('GET', `/v1/habits/${id}/streak`);
    expect(story.body).toMatchObject({ rest_days: ['2026-03-03'], rest_notes: { '2026-03-03': 'Ill' } });
    const again = await client.send('DELETE', `/v1/habits/${id}/skips/2026-03-03`);
    expect(again.body).toMatchObject({ stats: { current_streak: 1 } });
    expect((await client.send('DELETE', `/v1/habits/${id}/skips/2026-03-03`)).status).toBe(404);
  });

  test('is listed in pages, oldest first', async () => {
    now = noon('2026-03-04');
    const { client } = await withToken();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await create(client, daily));
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await client.send('GET', `/v1/habits?limit=2${cursor}`);
      seen.push(...(body.items ?? []).map((item) => item['id']));
      cursor = typeof body['next_cursor'] === 'string' ? `&cursor=${body['next_cursor']}` : '';
    } while (cursor !== '');
    expect(seen).toEqual(ids);
  });
});

/** What is found among moments, and what they have in common, through the API. */
import { expect, test } from 'vitest';
import type { MomentInput } from '#core/contract/moments.ts';
import type { Client } from './support/app.ts';
import { useEverydayApp } from './support/everyday.ts';
import { listed, moment, moments, sync } from './support/moments.ts';

const { app, at, person } = useEverydayApp();

const insight = async (client: Client, search: string) => {
  const { status, body } = await client.send('GET', `/v1/dashboard/dog?${search}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Record<string, Record<string, unknown>[]>;
};

/** Sends moments that are named by what is given of them. */
const log = async (client: Client, all: Readonly<Record<string, Partial<MomentInput>>>) => {
  const sent = Object.entries(all).map(([name, over]) =>
    moment({ tags: [], context: {}, ...over, client_event_id: `moment-${name}` }),
  );
  expect(new Set((await sync(client, sent)).map(({ status }) => status))).toEqual(new Set(['created']));
};

const names = async (client: Client, search: string) =>
  (await listed(client, search)).map(({ client_event_id: id }) => id.replace('moment-', '')).sort();

test('moments are found by day, tag, kind and what they say', async () => {
  at('2026-03-10T12:00:00.000Z');
  const { client } = await person();
  await log(client, {
    note: { notes: 'Ärger am Zaun: 50% off_leash', occurred_at: '2026-03-01T08:00:00Z' },
    trigger: { context: { trigger: 'Other dog' }, occurred_at: '2026-03-02T08:00:00Z', tags: ['Leash pulling'] },
    nested: { context: { mine: [{ place: 'the FENCE' }], distance_m: 50 }, valence: 'positive' },
    list: { context: { setting_events: ['poor_sleep'] }, occurred_at: '2026-03-05T08:00:00Z', tags: ['jumping'] },
    plain: { notes: '500 off leash', occurred_at: '2026-03-06T08:00:00Z' },
    undone: { notes: 'Ärger', deleted: true },
  });
  const found = async (searches: Readonly<Record<string, readonly string[]>>) => {
    for (const [search, expected] of Object.entries(searches)) {
      expect([search, await names(client, search)]).toEqual([search, [...expected].sort()]);
    }
  };
  await found({
    '': ['note', 'trigger', 'nested', 'list', 'plain'],
    'from=2026-03-02&to=2026-03-05': ['trigger', 'nested', 'list'],
    'from=2026-03-06': ['plain'],
    'to=2026-03-01': ['note'],
    'from=0000-01-01&to=2026-03-01': ['note'],
    'to=0000-01-01': [],
    'valence=positive': ['nested'],
    'tag=leash_pulling': ['trigger'],
    'tag=%20Leash-Pulling%20': ['trigger'],
    'tag=--': [],
    'tag=leash': [],
    'q=%C3%84RGER': ['note'],
    'q=other_DOG': ['trigger'],
    'q=fence': ['nested'],
    'q=SLEEP': ['list'],
    'q=off_leash': ['note'],
    'q=50%25': ['note'],
    'q=_': ['note', 'trigger', 'list'],
    'q=place': [],
    'q=distance_m': [],
    'q=%00': [],
    'q=off&from=2026-03-02': ['plain'],
  });
  for (const search of ['from=soon', 'valence=fine', 'q=%20', 'tag=', 'cursor=x', 'mood=1', 'limit=0']) {
    const { status, body } = await client.send('GET', `/v1/events?${search}`);
    expect([search, status, body['field']]).toEqual([search, 400, search.replace(/=.*/, '')]);
  }
});

test('pages go on where the one before ended, also among moments of one instant', async () => {
  at('2026-03-10T12:00:00.000Z');
  const { client } = await person();
  const sent = moments(23, (i) => ({ occurred_at: `2026-03-0${Math.floor(i / 9) + 1}T08:00:00.123Z` }));
  await sync(client, sent);
  const all = await listed(client);
  expect(all).toHaveLength(23);
  const instants = all.map(({ occurred_at: instant }) => instant);
  expect(instants).toEqual([...instants].sort().reverse());
  const seen: unknown[] = [];
  for (let cursor: string | null = '', pages = 0; cursor !== null; pages += 1) {
    const { body } = await client.send('GET', `/v1/events?limit=5&tag=bike${cursor && `&cursor=${cursor}`}`);
    expect(body.items?.length).toBe(pages < 4 ? 5 : 3);
    seen.push(...(body.items ?? []));
    // Whatever is added above meanwhile moves nothing below.
    await sync(client, [moment({ client_event_id: `late-${pages}-x`, occurred_at: '2026-03-09T08:00:00Z' })]);
    cursor = body['next_cursor'] as string | null;
  }
  expect(seen).toEqual(all);
});

test('moments are counted by trigger, tag and hour', async () => {
  at('2026-03-10T12:00:00.000Z');
  const { client } = await person();
  const morning = '2026-03-02T08:15:00Z';
  await log(client, {
    a: { occurred_at: morning, intensity: 5, context: { trigger: 'Other dog' }, tags: ['barking', 'lunging'] },
    b: { occurred_at: morning, intensity: 4, context: { trigger: 'other-dog' }, tags: ['barking'] },
    c: { occurred_at: '2026-03-03T08:59:59Z', intensity: 4, valence: 'positive', context: { trigger: 'other_dog' } },
    d: { occurred_at: '2026-03-04T22:00:00Z', intensity: 1, context: { trigger: 'bike' }, tags: ['lunging'] },
    e: { occurred_at: '2026-03-04T22:30:00Z', intensity: 2, valence: 'positive', tags: ['settle'] },
    gone: { occurred_at: morning, context: { trigger: 'other_dog' }, tags: ['barking'], deleted: true },
    early: { occurred_at: '2026-03-01T23:59:59Z', context: { trigger: 'other_dog' }, tags: ['barking'] },
  });
  const group = (key: string, positive_count: number, negative_count: number, avg_intensity: string) => ({
    ...{ key, positive_count, negative_count, avg_intensity },
  });
  expect(await insight(client, 'from=2026-03-02&to=2026-03-04')).toEqual({
    from: '2026-03-02',
    to: '2026-03-04',
    triggers: [group('other_dog', 1, 2, '4.33'), group('bike', 0, 1, '1.00')],
    tags: [group('barking', 0, 2, '4.50'), group('lunging', 0, 2, '3.00'), group('settle', 1, 0, '2.00')],
    hours: [group('08', 1, 2, '4.33'), group('22', 1, 1, '1.50')],
    calm_distance: [],
    recovery: [],
    stacking: [],
  });
});

test('hours are those of the clock where the owner was, through a flight and a clock that is changed', async () => {
  at('2026-03-01T12:00:00.000Z');
  const { client } = await person();
  await client.send('PATCH', '/v1/me', { body: { timezone: 'America/New_York', day_start_hour: 4 } });
  at('2026-03-20T12:00:00.000Z');
  await client.send('PATCH', '/v1/me', { body: { timezone: 'Asia/Kathmandu', day_start_hour: 4 } });
  at('2026-03-25T12:00:00.000Z');
  await log(client, {
    winter: { occurred_at: '2026-03-07T12:30:00Z' },
    lastWinter: { occurred_at: '2026-03-08T06:59:59Z' },
    summer: { occurred_at: '2026-03-08T07:00:00Z' },
    later: { occurred_at: '2026-03-09T11:30:00Z' },
    nepal: { occurred_at: '2026-03-21T02:30:00Z' },
    night: { occurred_at: '2026-03-21T18:14:59Z' },
    midnight: { occurred_at: '2026-03-21T18:15:00Z' },
  });
  const { hours } = await insight(client, 'from=2026-03-07&to=2026-03-21');
  expect(hours?.map(({ key, negative_count: count }) => `${String(key)} ${String(count)}`)).toEqual([
    ...['00 1', '01 1', '03 1', '07 2', '08 1', '23 1'],
  ]);
});

test('calm distance and recovery are the medians of a day', async () => {
  at('2026-03-10T12:00:00.000Z');
  const { client } = await person();
  const good = (distance: unknown): Partial<MomentInput> => ({
    valence: 'positive',
    context: { distance_m: distance },
  });
  const hard = (recovery: unknown): Partial<MomentInput> => ({ context: { recovery_seconds: recovery } });
  const next = { occurred_at: '2026-03-03T08:00:00Z' };
  await log(client, {
    ...{ a: good(10), b: good(1.1), c: good(2.2), d: good(0.0000001), e: { ...good(20), valence: 'negative' } },
    ...{ f: { ...good(7.005), ...next }, g: { valence: 'positive' } },
    ...{ h: hard(30), i: hard(90), j: hard(61), k: { ...hard(9), valence: 'positive' } },
    ...{ l: { ...hard(20), ...next }, m: { ...hard(25), ...next }, n: { ...hard(null), ...next } },
    huge: { ...hard(Number.MAX_SAFE_INTEGER), occurred_at: '2026-03-04T08:00:00Z' },
  });
  const { calm_distance: calm, recovery } = await insight(client, 'from=2026-03-02&to=2026-03-04');
  expect(calm).toEqual([
    { date: '2026-03-02', distance_m: '1.65', count: 4 },
    { date: '2026-03-03', distance_m: '7.01', count: 1 },
  ]);
  expect(recovery).toEqual([
    { date: '2026-03-02', seconds: 61, count: 3 },
    { date: '2026-03-03', seconds: 23, count: 2 },
    { date: '2026-03-04', seconds: Number.MAX_SAFE_INTEGER, count: 1 },
  ]);
});

test('hard moments are counted for 48 hours after what made a day hard, newest first, at most 50', async () => {
  at('2026-03-20T12:00:00.000Z');
  const { client } = await person();
  const told = (...setting_events: unknown[]) => ({ valence: 'positive' as const, context: { setting_events } });
  await log(client, {
    a: { ...told('vet_visit', 'poor_sleep', 'poor_sleep', ' '), occurred_at: '2026-03-02T08:00:00Z' },
    same: { occurred_at: '2026-03-02T08:00:00Z' },
    within: { occurred_at: '2026-03-02T08:00:00.001Z' },
    last: { occurred_at: '2026-03-04T08:00:00Z' },
    after: { occurred_at: '2026-03-04T08:00:00.001Z' },
    good: { occurred_at: '2026-03-03T08:00:00Z', valence: 'positive' },
    gone: { occurred_at: '2026-03-03T08:00:00Z', deleted: true },
    b: { ...told('missed_walk'), valence: 'negative', occurred_at: '2026-03-03T09:00:00Z' },
    strange: { context: { setting_events: [] } },
  });
  const row = (setting_event: string, instant: string, hard_within_48_h: number) => ({
    ...{ setting_event, at: instant, hard_within_48_h },
  });
  expect((await insight(client, 'from=2026-03-02&to=2026-03-03'))['stacking']).toEqual([
    row('missed_walk', '2026-03-03T09:00:00.000Z', 2),
    row('poor_sleep', '2026-03-02T08:00:00.000Z', 3),
    row('vet_visit', '2026-03-02T08:00:00.000Z', 3),
  ]);
  await sync(
    client,
    moments(60, (i) => ({ ...told('storm'), occurred_at: `2026-03-10T08:${String(i).padStart(2, '0')}:00Z` })),
  );
  const { stacking } = await insight(client, 'from=2026-03-01&to=2026-03-14');
  expect(stacking).toHaveLength(50);
  expect(stacking?.map(({ at: instant }) => instant).slice(0, 2)).toEqual([
    '2026-03-10T08:59:00.000Z',
    '2026-03-10T08:58:00.000Z',
  ]);
});

test('a context that an import wrote in another shape stops no figure', async () => {
  at('2026-03-10T12:00:00.000Z');
  const { owner, client } = await person();
  await sync(
    client,
    moments(3, (i) => ({ valence: i === 0 ? 'positive' : 'negative' })),
  );
  const odd = { trigger: 7, distance_m: 'far', recovery_seconds: [1], setting_events: 'storm' };
  await app
    .db('behavior_events')
    .where({ user_id: owner.userId })
    .update({ context: JSON.stringify(odd) });
  expect(await insight(client, 'from=2026-03-02&to=2026-03-02')).toMatchObject({
    triggers: [],
    tags: [{ key: 'bike' }, { key: 'pulling' }],
    calm_distance: [],
    recovery: [],
    stacking: [],
  });
});

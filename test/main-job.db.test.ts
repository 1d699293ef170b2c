/** The main job through public seams: HTTP in, rows, workers, HTTP and stream out. */
import { describe, expect, test, vi } from 'vitest';
import { githubExamples } from './support/github-examples.ts';
import { useTestApp, type SignedInClient } from './support/app.ts';
import { DAY_STARTS } from './support/day-starts.ts';
import { deliver, pushPayload, type Hook } from './support/webhook.ts';

const app = useTestApp();
const octocat = { login: 'octocat', id: 583231 };
const WAIT = { timeout: 30_000, interval: 50 };

const hatch = async (client: SignedInClient): Promise<string> => {
  const answer = await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog', color: 'biscuit' } });
  expect(answer.status).toBe(201);
  return String(answer.body['id']);
};
const connect = async (client: SignedInClient): Promise<Hook & { id: string }> => {
  const { body, status } = await client.send('POST', '/v1/integrations', { body: { provider: 'github' } });
  expect(status).toBe(201);
  const path = new URL(String(body['webhook_url'])).pathname;
  return { id: String(body['id']), url: `${app.url}${path}`, secret: String(body['secret']) };
};
const pending = async (userId: string): Promise<number> =>
  Number(
    (
      await app
        .db('event_processing')
        .where({ user_id: userId, status: 'pending' })
        .count<{ count: number }[]>('* as count')
    )[0]?.count,
  );
const settled = (userId: string) => vi.waitFor(async () => expect(await pending(userId)).toBe(0), WAIT);
const petOf = async (client: SignedInClient, id: string) => (await client.send('GET', `/v1/pets/${id}`)).body;

/** Reads a stream until `done` says so, and returns its messages. */
const listen = async (client: SignedInClient, done: (text: string) => boolean, lastId?: string) => {
  const response = await fetch(`${app.url}/v1/stream`, {
    headers: { cookie: client.cookie() ?? '', ...(lastId !== undefined && { 'last-event-id': lastId }) },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (done(text)) break;
  }
  return text;
};

test.each(DAY_STARTS)(
  'days start at %i: a ping proves the connection, a push feeds the pet, and the feed says why',
  async (dayStartHour) => {
    const client = await app.register();
    await client.send('PATCH', '/v1/me', { body: { day_start_hour: dayStartHour } });
    const pet = await hatch(client);
    const hook = await connect(client);
    expect(
      await deliver(hook, 'ping', 'ping-1', { zen: 'Design for failure.', sender: { ...octocat, type: 'User' } }),
    ).toEqual({
      status: 202,
      body: { received: true, duplicate: false },
    });
    await settled(client.userId);
    expect((await client.send('GET', `/v1/integrations/${hook.id}`)).body).toMatchObject({
      status: 'active',
      account: { id: '583231', login: 'octocat' },
    });

    const news = listen(client, (text) => text.includes('commit.push'));
    const push = pushPayload(['a'.repeat(40), 'b'.repeat(40)], octocat, new Date().toISOString());
    await deliver(hook, 'push', 'push-1', push);
    expect(await news).toMatch(/event: pet\ndata: .*"xp":20/);

    expect(await petOf(client, pet)).toMatchObject({
      name: 'Biscuit',
      stage: 'baby',
      xp_today: 20,
      state_json: { xp: 20, level: 1, traits: { color: 'biscuit' } },
    });
    const feed = (await client.send('GET', `/v1/pets/${pet}/feed`)).body.items ?? [];
    expect(feed.map((item) => [item['title'], item['why'], item['xp']])).toEqual([
      ['1 commit to api', '10 XP for each commit, counted in full', 10],
      ['1 commit to api', '10 XP for each commit, counted in full', 10],
      ['A new coat', expect.any(String), 0],
    ]);
    const why = await client.send('GET', `/v1/feed/${String(feed[0]?.['event_id'])}/why`);
    expect(why.body).toMatchObject({
      rule: { type: 'commit.push', num: 10, den: 1, category: 'dev' },
      day: { units_before: 1, units_after: 2, points_before: 10, points_after: 20, xp: 10 },
      raw: { source: 'github', event_name: 'push' },
    });
    const deliveries = (await client.send('GET', `/v1/integrations/${hook.id}/deliveries`)).body.items ?? [];
    expect(deliveries.map((d) => [d['event_name'], d['status'], d['events'], d['xp']])).toEqual([
      ['push', 'processed', 2, 20],
      ['ping', 'ignored', 0, 0],
    ]);
  },
);

test('a page that comes back is told what it missed, by any server', async () => {
  const client = await app.register();
  await hatch(client);
  const hook = await connect(client);
  await client.send('PATCH', `/v1/integrations/${hook.id}`, { body: { account: { id: '583231', login: 'octocat' } } });
  await settled(client.userId);
  const first = listen(client, (text) => text.includes('commit.push'));
  await deliver(hook, 'push', 'p-1', pushPayload(['1'.repeat(40)], octocat, new Date().toISOString()));
  const lastId = /id: (\S+)\nevent: pet\ndata: .*commit\.push/.exec(await first)?.[1];
  expect(lastId).toBeTruthy();
  await deliver(hook, 'push', 'p-2', pushPayload(['2'.repeat(40)], octocat, new Date().toISOString()));
  await settled(client.userId);
  const missed = await listen(client, (text) => text.includes('commit.push'), lastId);
  expect(missed.match(/"type":"commit.push"/g)).toHaveLength(1);
  expect(missed).toContain('"sha":"2222222"');
});

describe('every payload GitHub’s documentation shows', () => {
  test('posted three times in another order each: acknowledged, stored once, and nothing changes after the first', async () => {
    const client = await app.register();
    const pet = await hatch(client);
    const hook = await connect(client);
    await client.send('PATCH', `/v1/integrations/${hook.id}`, {
      body: { account: { id: '21031067', login: 'Codertocat' } },
    });
    const snapshots: unknown[] = [];
    for (const round of [0, 1, 2]) {
      const order = githubExamples
        .map((_, i) => i)
        .sort((a, b) => ((a * 7919 + round) % 101) - ((b * 7919 + round) % 101));
      for (let at = 0; at < order.length; at += 16) {
        const answers = await Promise.all(
          order.slice(at, at + 16).map((i) => {
            const example = githubExamples[i];
            if (!example) throw new Error('no such example');
            return deliver(hook, example.name, `example-${i}`, example.payload);
          }),
        );
        expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 202));
        expect(answers.map((answer) => answer.body)).toEqual(
          answers.map(() => ({ received: true, duplicate: round > 0 })),
        );
      }
      await settled(client.userId);
      const { state_json: state } = await petOf(client, pet);
      const [events, statuses] = [
        await app.db('events').where({ user_id: client.userId }).orderBy('seq').pluck<string[]>('dedupe_key'),
        await app.db('event_processing').where({ user_id: client.userId }).distinct().pluck<string[]>('status'),
      ];
      snapshots.push({ xp: (state as { xp: number }).xp, events });
      expect(statuses.sort()).toEqual(['ignored', 'processed']);
      const raw = await app.db('event_raw').where({ integration_id: hook.id }).count<{ count: number }[]>('* as count');
      expect(Number(raw[0]?.count)).toBe(githubExamples.length);
    }
    expect(snapshots[1]).toEqual(snapshots[0]);
    expect(snapshots[2]).toEqual(snapshots[0]);
  });
});

test.each(DAY_STARTS)(
  'days start at %i: a goal that counts commits completes with the push that reaches it',
  async (dayStartHour) => {
    const client = await app.register();
    await client.send('PATCH', '/v1/me', { body: { day_start_hour: dayStartHour } });
    const pet = await hatch(client);
    const hook = await connect(client);
    await client.send('PATCH', `/v1/integrations/${hook.id}`, { body: { account: { login: 'octocat' } } });
    const made = await client.send('POST', '/v1/goals', {
      body: {
        kind: 'event_count',
        title: 'Two commits',
        target_value: '2.00',
        event_filter: { types: ['commit.push'] },
      },
    });
    expect(made.body).toMatchObject({ status: 'active', progress: { current_value: '0.00', progress: '0.0000' } });
    await deliver(
      hook,
      'push',
      'g-1',
      pushPayload(['c'.repeat(40), 'd'.repeat(40)], octocat, new Date().toISOString()),
    );
    await settled(client.userId);
    const goal = await client.send('GET', `/v1/goals/${String(made.body['id'])}`);
    expect(goal.body).toMatchObject({
      status: 'completed',
      progress: { current_value: '2.00', progress: '1.0000', pace: { state: 'completed' } },
    });
    expect((await petOf(client, pet))['state_json']).toMatchObject({ xp: 70 });
  },
);

test('resting and waking are seen at once, and the ledger knows them', async () => {
  const client = await app.register();
  const pet = await hatch(client);
  const resting = await client.send('POST', `/v1/pets/${pet}/pause`);
  expect(resting.body['state_json']).toMatchObject({ traits: { mood: 'resting' } });
  await client.send('POST', `/v1/pets/${pet}/resume`);
  await settled(client.userId);
  const feed = (await client.send('GET', `/v1/pets/${pet}/feed`)).body.items ?? [];
  expect(feed.map((item) => item['type'])).toEqual(['pet.resumed', 'pet.paused', 'pet.customized']);
});

test('health, readiness, documentation and metrics answer', async () => {
  const client = app.client();
  expect((await client.send('GET', '/healthz')).body).toEqual({ status: 'ok' });
  expect((await client.send('GET', '/readyz')).body).toMatchObject({
    status: 'ready',
    queue: { kind: 'postgres', ok: true },
  });
  expect((await client.send('GET', '/v1/openapi.json')).body['openapi']).toBe('3.1.0');
  expect((await client.send('GET', '/docs')).status).toBe(200);
  expect((await client.send('GET', '/metrics')).status).toBe(200);
  expect((await client.send('GET', '/v1/nothing')).body).toMatchObject({ code: 'not_found' });
  expect((await client.send('PUT', '/v1/me')).status).toBe(405);
});

/** Activity by day and source, and the figures beside it, through the API (spec 7.3: both are rebuilt to the same). */
import { expect, test, vi } from 'vitest';
import { REBUILDABLE, rebuildAll } from '#app/maintenance/rebuild.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { useTestApp, type SignedInClient } from './support/app.ts';
import { DAY_STARTS, inDayOf } from './support/day-starts.ts';
import { deliver, pushPayload, type Hook } from './support/webhook.ts';

const octocat = { login: 'octocat', id: 583231 };
let now = '2026-03-01T08:00:00.000Z';
const app = useTestApp({ overrides: { clock: { now: () => now } } });

const settled = (client: SignedInClient) =>
  vi.waitFor(
    async () => {
      const waiting = app.db('event_processing').where({ user_id: client.userId, status: 'pending' });
      expect(await waiting.select('event_raw_id')).toEqual([]);
    },
    { timeout: 20_000, interval: 50 },
  );

const connected = async (dayStartHour: number): Promise<{ client: SignedInClient; hook: Hook }> => {
  now = '2026-02-25T00:00:00.000Z';
  const client = await app.register();
  await client.send('PATCH', '/v1/me', { body: { timezone: 'UTC', day_start_hour: dayStartHour } });
  await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } });
  const made = await client.send('POST', '/v1/integrations', {
    body: { provider: 'github', account: { id: String(octocat.id), login: octocat.login } },
  });
  const path = new URL(String(made.body['webhook_url'])).pathname;
  return { client, hook: { url: `${app.url}${path}`, secret: String(made.body['secret']) } };
};

test.each(DAY_STARTS)('days start at %i: a push is in the day it was made in, with its source and XP', async (hour) => {
  const day = (at: string) => inDayOf(hour, at);
  const { client, hook } = await connected(hour);
  const push = async (shas: string[], at: string) => {
    now = at;
    await deliver(
      hook,
      'push',
      `push-${shas.join()}`,
      pushPayload(
        shas.map((sha) => sha.repeat(40)),
        octocat,
        at,
      ),
    );
    await settled(client);
  };
  const goal = { kind: 'event_count', title: 'Three', target_value: '3', event_filter: { types: ['commit.push'] } };
  await client.send('POST', '/v1/goals', { body: goal });
  await push(['a', 'b'], day('2026-03-01T23:59:59.000Z'));
  await push(['c'], day('2026-03-02T00:00:01.000Z'));

  const { body } = await client.send('GET', '/v1/dashboard/activity?from=2026-02-27&to=2026-03-02');
  expect(body).toEqual({
    from: '2026-02-27',
    to: '2026-03-02',
    xp_before: 0,
    items: [
      { date: '2026-03-01', source: 'github', type: 'commit.push', count: 2, value: '2', xp: 20 },
      { date: '2026-03-02', source: 'github', type: 'commit.push', count: 1, value: '1', xp: 10 },
      { date: '2026-03-02', source: 'github', type: 'goal.completed', count: 1, value: '1', xp: 50 },
    ],
  });
  // Today is the owner's, and the fortnight that ends with it is what is asked for most.
  expect((await client.send('GET', '/v1/dashboard/activity')).body).toMatchObject({
    from: '2026-02-17',
    to: '2026-03-02',
  });
  expect((await client.send('GET', '/v1/dashboard/activity?from=2026-03-02&to=2026-03-02')).body).toMatchObject({
    xp_before: 20,
  });

  const metrics = (await client.send('GET', '/v1/metrics')).body.items ?? [];
  expect(metrics.map(({ key, value }) => [key, value])).toEqual([
    ['days.active', '2'],
    ['total.commit.push', '3'],
    ['total.goal.completed', '1'],
    ['xp.best_day', '60'],
  ]);
});

test.each([
  ['from=2026-03-02&to=2026-03-01', 'from'],
  ['from=2025-01-01&to=2026-03-01', 'from'],
  ['from=yesterday', 'from'],
  ['since=2026-03-01', undefined],
])('%s is refused by name', async (search, field) => {
  const client = await app.register();
  const { status, body } = await client.send('GET', `/v1/dashboard/activity?${search}`);
  expect(status).toBe(400);
  expect(body['code']).toBe('validation_failed');
  if (field !== undefined) expect(JSON.stringify(body)).toContain(`"field":"${field}"`);
});

test('figures that were changed by hand are found by a rebuild and made right', async () => {
  const { client, hook } = await connected(0);
  now = '2026-03-01T12:00:00.000Z';
  await deliver(hook, 'push', 'p', pushPayload(['d'.repeat(40)], octocat, now));
  await settled(client);
  const right = (await client.send('GET', '/v1/metrics')).body.items;
  await app.db('metrics_cache').where({ user_id: client.userId, key: 'days.active' }).update({ value: 7 });
  await app.db('metrics_cache').insert({ user_id: client.userId, key: 'total.made.up', value: 1 });
  const rebuild = () => rebuildAll(createUnitOfWork(app.db), REBUILDABLE, () => now);
  const { differences } = await rebuild();
  expect(differences.filter((line) => line.includes(client.userId))).toEqual([
    `user ${client.userId}: metrics_cache days.active`,
    `user ${client.userId}: metrics_cache total.made.up`,
  ]);
  const after = (await client.send('GET', '/v1/metrics')).body.items ?? [];
  expect(after.map(({ key, value }) => [key, value])).toEqual(right?.map(({ key, value }) => [key, value]));
  expect((await rebuild()).differences).toEqual([]);
});

test('a day holds as many habits as were kept on it, each once, also those in the archive', async () => {
  now = '2026-03-05T12:00:00.000Z';
  const client = await app.register();
  const habit = async (title: string, isMany = false) => {
    const frequency_config = { allowMultiplePerDay: isMany };
    const body = { title, frequency_type: 'DAILY', frequency_config };
    return String((await client.send('POST', '/v1/habits', { body })).body['id']);
  };
  const [stretch, water] = [await habit('Stretch'), await habit('Water', true)];
  const done = (id: string, body: object) => client.send('POST', `/v1/habits/${id}/completions`, { body });
  await done(stretch, { completion_date: '2026-03-03' });
  await done(stretch, { completion_date: '2026-02-01' });
  const undone = await done(stretch, { completion_date: '2026-03-04' });
  await done(water, { completion_date: '2026-03-03', completion_time: '08:00:00' });
  await done(water, { completion_date: '2026-03-03', completion_time: '09:00:00' });
  await client.send('DELETE', `/v1/habits/${stretch}/completions/${String(undone.body['id'])}`);
  await client.send('DELETE', `/v1/habits/${stretch}`);
  const days = await client.send('GET', '/v1/dashboard/habits?from=2026-03-01');
  expect(days.body).toEqual({ from: '2026-03-01', to: '2026-03-05', items: [{ date: '2026-03-03', habits: 2 }] });
  const stranger = await app.register();
  expect((await stranger.send('GET', '/v1/dashboard/habits')).body.items).toEqual([]);
  const faulty = await client.send('GET', '/v1/dashboard/habits?from=2026-03-06');
  expect([faulty.status, faulty.body['field']]).toEqual([400, 'from']);
});

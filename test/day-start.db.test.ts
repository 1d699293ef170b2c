/** A user's day begins when they say so: what the page shows for today, goals and deadlines follow (spec 00, 3.3, 4.8). */
import { describe, expect, test, vi } from 'vitest';
import { useTestApp, type SignedInClient } from './support/app.ts';
import { DAY_STARTS, inDayOf } from './support/day-starts.ts';
import { deliver, pushPayload } from './support/webhook.ts';

const octocat = { login: 'octocat', id: 583231 };
let now = '2026-03-02T00:00:00.000Z';
const app = useTestApp({ overrides: { clock: { now: () => now } } });

const startAt = async (dayStartHour: number): Promise<SignedInClient> => {
  // Days before anything is dated: all of it falls into one calendar.
  now = '2026-02-25T00:00:00.000Z';
  const client = await app.register();
  const answer = await client.send('PATCH', '/v1/me', { body: { timezone: 'UTC', day_start_hour: dayStartHour } });
  expect(answer.status).toBe(200);
  return client;
};

describe.each(DAY_STARTS)('days start at %i', (dayStartHour) => {
  const day = (at: string): string => inDayOf(dayStartHour, at);

  test('a push is for the day it was made in, up to its last moment', async () => {
    const client = await startAt(dayStartHour);
    const pet = (await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } })).body['id'];
    const made = await client.send('POST', '/v1/integrations', {
      body: { provider: 'github', account: { id: String(octocat.id), login: octocat.login } },
    });
    const hook = {
      url: `${app.url}${new URL(String(made.body['webhook_url'])).pathname}`,
      secret: String(made.body['secret']),
    };
    const push = async (sha: string, at: string): Promise<void> => {
      now = at;
      await deliver(hook, 'push', `push-${sha}`, pushPayload([sha.repeat(40)], octocat, at));
      await vi.waitFor(
        async () => {
          const rows = app.db('event_processing').where({ user_id: client.userId, status: 'pending' });
          expect(await rows.select('event_raw_id')).toEqual([]);
        },
        { timeout: 20_000, interval: 50 },
      );
    };
    const xpToday = async () => (await client.send('GET', `/v1/pets/${String(pet)}`)).body['xp_today'];

    await push('a', day('2026-03-02T00:00:00.000Z'));
    await push('b', day('2026-03-02T23:59:59.999Z'));
    expect(await xpToday()).toBe(20);
    now = day('2026-03-03T00:00:00.000Z');
    expect(await xpToday()).toBe(0);
    await push('c', now);
    expect(await xpToday()).toBe(10);
    const feed = (await client.send('GET', `/v1/pets/${String(pet)}/feed`)).body.items ?? [];
    const pushes = feed.filter((item) => item['type'] === 'commit.push');
    expect(pushes.map((item) => item['local_date'])).toEqual(['2026-03-03', '2026-03-02', '2026-03-02']);
  });

  test('a goal begins today, and its deadline passes with the day', async () => {
    const client = await startAt(dayStartHour);
    const goal = { kind: 'event_count', target_value: '10', event_filter: { types: ['commit.push'] } };
    const create = (title: string, targetDate: string) =>
      client.send('POST', '/v1/goals', { body: { ...goal, title, target_date: targetDate } });

    now = day('2026-03-02T23:59:59.999Z');
    const { body, status } = await create('Ten commits', '2026-03-03');
    expect(status).toBe(201);
    expect(body['target']).toMatchObject({ start_date: '2026-03-02' });
    const pace = async () => {
      const answer = await client.send('GET', `/v1/goals/${String(body['id'])}`);
      return (answer.body['progress'] as { pace: unknown }).pace;
    };
    expect(await pace()).toMatchObject({ days_left: 2, state: 'no_data' });
    now = day('2026-03-03T00:00:00.000Z');
    expect(await pace()).toMatchObject({ days_left: 1 });
    expect((await create('Too late', '2026-03-02')).body).toMatchObject({ code: 'deadline_passed' });
    now = day('2026-03-04T00:00:00.000Z');
    expect(await pace()).toMatchObject({ state: 'overdue' });
  });
});

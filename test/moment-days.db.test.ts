/** Days of moments: the calendar that was in force, the counts of each day, and both from nothing (spec 0.4, 5.5, 7.3). */
import { expect, test } from 'vitest';
import { rebuildAll } from '#app/maintenance/rebuild.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { DAY_STARTS, inDayOf } from './support/day-starts.ts';
import { useEverydayApp } from './support/everyday.ts';
import { daily, listed, moment, moments, sync } from './support/moments.ts';
import vectors from './vectors/dog.json' with { type: 'json' };

const everyday = useEverydayApp();
const { app, at, person, sameFromNothing } = everyday;

test.each(DAY_STARTS)(
  'days start at %i: a moment is in its owner’s day, and an edit moves it to another one',
  async (hour) => {
    at(inDayOf(hour, '2026-03-02T12:00:00.000Z'));
    const anna = await person();
    await anna.client.send('PATCH', '/v1/me', { body: { timezone: 'UTC', day_start_hour: hour } });
    at(inDayOf(hour, '2026-03-03T12:00:00.000Z'));
    const before = inDayOf(hour, '2026-03-02T23:59:59.000Z');
    const after = inDayOf(hour, '2026-03-03T00:00:00.000Z');
    await sync(anna.client, [
      moment({ client_event_id: 'evening-1', occurred_at: before, intensity: 1 }),
      moment({ client_event_id: 'morning-1', occurred_at: after, intensity: 4, valence: 'positive' }),
    ]);
    expect((await listed(anna.client)).map(({ local_date: date }) => date)).toEqual(['2026-03-03', '2026-03-02']);
    expect(await daily(anna.client, '2026-03-01', '2026-03-03')).toEqual([
      '2026-03-02 0/1 1.00',
      '2026-03-03 1/0 4.00',
    ]);
    await sync(anna.client, [
      moment({ client_event_id: 'evening-1', client_revision: 2, occurred_at: after, intensity: 1 }),
    ]);
    expect(await daily(anna.client, '2026-03-01', '2026-03-03')).toEqual(['2026-03-03 1/1 2.50']);
    expect(await app.db('daily_metrics').where({ user_id: anna.owner.userId })).toHaveLength(1);
    await sync(anna.client, [
      moment({ client_event_id: 'morning-1', client_revision: 2, deleted: true, occurred_at: before }),
    ]);
    expect(await daily(anna.client, '2026-03-01', '2026-03-03')).toEqual(['2026-03-03 0/1 1.00']);
    await sameFromNothing();
  },
);

test('a day is of the zone that was in force when the moment was, wherever its owner is now', async () => {
  at('2026-03-02T12:00:00.000Z');
  const { client } = await person();
  await client.send('PATCH', '/v1/me', { body: { timezone: 'America/Los_Angeles' } });
  at('2026-03-04T12:00:00.000Z');
  await client.send('PATCH', '/v1/me', { body: { timezone: 'Pacific/Auckland' } });
  at('2026-03-05T12:00:00.000Z');
  await sync(client, [
    moment({ client_event_id: 'before-it', occurred_at: '2026-03-04T05:00:00.000Z' }),
    moment({ client_event_id: 'after-it', occurred_at: '2026-03-04T13:00:00.000Z' }),
  ]);
  expect((await listed(client)).map(({ local_date: date }) => date)).toEqual(['2026-03-05', '2026-03-03']);
});

test('the counts of days are those of the vectors', async () => {
  at('2026-03-31T12:00:00.000Z');
  expect(vectors.daily_metrics.length).toBeGreaterThan(2);
  for (const { events, expect: expected } of vectors.daily_metrics) {
    const { client } = await person();
    const sent = events.map(({ local_date: date, valence, intensity }, index) => ({
      ...moment({ client_event_id: `vector-${index}`, occurred_at: `${date}T12:00:00Z`, intensity }),
      valence,
    }));
    if (sent.length > 0) await sync(client, sent);
    const dates = expected.map(({ date }) => date);
    const [from, to] = [dates[0] ?? '2026-03-01', dates.at(-1) ?? '2026-03-01'];
    const { body } = await client.send('GET', `/v1/dashboard/daily?from=${from}&to=${to}`);
    expect(body.items?.filter((day) => day['avg_intensity'] !== null)).toEqual(expected);
  }
});

test('every day of the range is there, today’s fortnight unless asked otherwise, and at most a leap year', async () => {
  at('2026-03-02T12:00:00.000Z');
  const { client } = await person();
  await sync(client, [moment()]);
  const { body } = await client.send('GET', '/v1/dashboard/daily');
  expect(body.items).toHaveLength(14);
  const nothing = { positive_count: 0, negative_count: 0, avg_intensity: null };
  expect(body.items?.at(0)).toEqual({ date: '2026-02-17', ...nothing });
  expect(body.items?.at(-1)).toEqual({
    date: '2026-03-02',
    positive_count: 0,
    negative_count: 1,
    avg_intensity: '3.00',
  });
  const year = await client.send('GET', '/v1/dashboard/daily?from=2024-01-01&to=2024-12-31');
  expect(year.body.items).toHaveLength(366);
  for (const path of ['/v1/dashboard/daily', '/v1/dashboard/dog', '/v1/dashboard/activity', '/v1/dashboard/habits']) {
    for (const [search, field] of [
      ['from=2026-03-03&to=2026-03-02', 'from'],
      ['from=2025-03-01&to=2026-03-02', 'from'],
      ['from=0000-01-01', 'from'],
      ['to=0000-01-05', 'to'],
      ['from=soon', 'from'],
    ]) {
      const answer = await client.send('GET', `${path}?${search}`);
      expect([path, search, answer.status, answer.body['field']]).toEqual([path, search, 400, field]);
    }
  }
});

test('counts that were changed by hand are found by a rebuild and made right', async () => {
  at('2026-03-10T12:00:00.000Z');
  const { owner, client } = await person();
  await sync(
    client,
    moments(6, (i) => ({ occurred_at: `2026-03-0${i + 1}T08:00:00Z`, intensity: (i % 5) + 1 })),
  );
  const right = await daily(client, '2026-02-28', '2026-03-10');
  const rows = app.db('daily_metrics').where({ user_id: owner.userId });
  await rows.clone().where({ date: '2026-03-01' }).update({ positive_count: 7 });
  await rows.clone().where({ date: '2026-03-02' }).update({ avg_intensity: 5 });
  await rows.clone().where({ date: '2026-03-03' }).delete();
  await app
    .db('daily_metrics')
    .insert({ user_id: owner.userId, date: '2026-03-09', negative_count: 1, avg_intensity: 1 });
  const { differences } = await rebuildAll(createUnitOfWork(app.db), ['metrics'], () => everyday.now());
  expect(differences.filter((line) => line.includes(owner.userId))).toEqual(
    ['01', '02', '03', '09'].map((day) => `user ${owner.userId}: daily_metrics 2026-03-${day}`),
  );
  expect(await daily(client, '2026-02-28', '2026-03-10')).toEqual(right);
  expect(await rows.clone()).toHaveLength(6);
  await sameFromNothing();
});

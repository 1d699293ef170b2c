/** Moments in batches: many at once, again, in any order, from several devices (spec 5.1). */
import { expect, test } from 'vitest';
import { createMomentSync } from '#app/dog/sync-moments.ts';
import type { MomentInput } from '#core/contract/moments.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { newId } from '#infra/ids.ts';
import { useEverydayApp, type Person } from './support/everyday.ts';
import { daily, moment, moments, sync } from './support/moments.ts';

const everyday = useEverydayApp();
const { app, person, settled, sameFromNothing } = everyday;
const MORNING = '2026-03-02T08:00:00.000Z';

/** Versions of a moment that were accepted. */
const versions = ({ owner }: Person) =>
  app.db('event_raw').where({ user_id: owner.userId }).whereLike('event_name', 'behavior.%');
const stored = ({ owner }: Person) => app.db('behavior_events').where({ user_id: owner.userId });

test('a batch twice, shuffled, cut otherwise, from two devices at once: rows once, rewards once', async () => {
  const anna = await person();
  const token = await anna.owner.send('POST', '/v1/tokens', { body: { name: 'phone', scopes: ['log'] } });
  const phone = app.client({ authorization: `Bearer ${String(token.body['token'])}` });
  const first = moments(60, (i) => ({
    occurred_at: `2026-03-0${(i % 2) + 1}T08:${String(i).padStart(2, '0')}:00.000Z`,
  }));
  const second = first.map((one) => ({ ...one, client_revision: 2, intensity: 4, valence: 'positive' as const }));
  // A fixed order that is none: every seventh, round and round.
  const shuffled = (items: readonly MomentInput[]) => items.map((_, i) => items[(i * 7 + 3) % items.length]);
  const both = [...first, ...second];
  await Promise.all([
    sync(anna.client, both),
    sync(phone, shuffled(both)),
    sync(phone, [...both].reverse()),
    sync(anna.client, shuffled(second)),
    sync(anna.client, shuffled(first)),
  ]);
  expect(new Set((await sync(phone, shuffled(both))).map(({ status }) => status))).toEqual(new Set(['duplicate']));
  expect(await stored(anna).where({ client_revision: 2, intensity: 4, valence: 'positive' })).toHaveLength(60);
  await settled(anna.owner.userId);
  const events = await app.db('events').where({ user_id: anna.owner.userId }).whereLike('type', 'behavior.%');
  expect(events).toHaveLength(60);
  expect(
    await app.db('event_scores').whereIn(
      'event_id',
      events.map(({ id }: { id: string }) => id),
    ),
  ).toHaveLength(60);
  expect(await daily(anna.client, '2026-02-28', '2026-03-03')).toEqual([
    '2026-03-01 30/0 4.00',
    '2026-03-02 30/0 4.00',
  ]);
  await sameFromNothing();
});

test('200 with bad ones among them: each fails alone and says why', async () => {
  const anna = await person();
  const bad: readonly unknown[] = [
    moment({ client_event_id: 'short' }),
    moment({ client_event_id: 'future-1', occurred_at: '2026-03-02T12:06:00.000Z' }),
    moment({ client_event_id: 'strange1', intensity: 9, tags: ['x'.repeat(51)] }),
    { ...moment({ client_event_id: 'unknown1' }), mood: 'fine' },
    null,
    'a moment',
  ];
  const good = moments(200 - bad.length);
  const results = await sync(anna.client, [...good.slice(0, 90), ...bad, ...good.slice(90)]);
  expect(results).toHaveLength(200);
  expect(results.map(({ status }) => status)).toEqual([
    ...Array<string>(90).fill('created'),
    ...Array<string>(bad.length).fill('rejected'),
    ...Array<string>(good.length - 90).fill('created'),
  ]);
  expect(
    results
      .slice(90, 90 + bad.length)
      .map(({ client_event_id: id, error }) => [id, error?.status, error?.code, error?.field]),
  ).toEqual([
    ['short', 400, 'validation_failed', 'client_event_id'],
    ['future-1', 422, 'future_date', 'occurred_at'],
    ['strange1', 400, 'validation_failed', 'intensity'],
    ['unknown1', 400, 'validation_failed', 'mood'],
    [null, 400, 'validation_failed', undefined],
    [null, 400, 'validation_failed', undefined],
  ]);
  expect(results[92]?.error?.errors?.map(({ field }) => field)).toEqual(['intensity', 'tags.0']);
  expect(await stored(anna)).toHaveLength(good.length);
  for (const events of [[], moments(201)]) {
    const { status, body } = await anna.client.send('POST', '/v1/events/batch', { body: { events } });
    expect([status, body['code'], body['field']]).toEqual([400, 'validation_failed', 'events']);
  }
});

test('200 of the longest moments that are allowed get through in one call', async () => {
  const anna = await person();
  const long = { notes: '🐕'.repeat(2_000), context: { mine: '犬'.repeat(9_900) } };
  const results = await sync(
    anna.client,
    moments(200, () => long),
  );
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['created']));
  const again = await sync(
    anna.client,
    moments(2, () => long),
  );
  expect(again.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
  const more = await anna.client.send('POST', '/v1/events/batch', { body: { events: ['x'.repeat(9_000_000)] } });
  expect([more.status, more.body['code']]).toEqual([413, 'payload_too_large']);
  const other = await anna.client.send('POST', '/v1/trackers', { body: { name: 'x'.repeat(2_000_000) } });
  expect([other.status, other.body['code']]).toEqual([413, 'payload_too_large']);
});

/** The use case itself, where a test looks at what it does beside the answer. */
const control = (ring: () => void) =>
  createMomentSync({
    uow: createUnitOfWork(app.db),
    clock: { now: () => everyday.now() },
    newId,
    doorbell: { ring },
  });

test('200 moments take as many statements as one', async () => {
  const { owner } = await person();
  const statements = async (events: readonly MomentInput[]): Promise<number> => {
    let count = 0;
    const counting = () => (count += 1);
    app.db.on('query', counting);
    await control(() => undefined).sync(owner.userId, events);
    app.db.off('query', counting);
    return count;
  };
  const spread = moments(200, (i) => ({ occurred_at: new Date(Date.parse(MORNING) - i * 86_400_000).toISOString() }));
  const alone = await statements([moment({ client_event_id: 'alone-001' })]);
  expect(alone).toBeGreaterThan(5);
  expect(await statements(spread)).toBe(alone);
  expect(await stored({ owner, client: owner })).toHaveLength(201);
});

test('the workers are called when there is something new, and find it', async () => {
  const { owner, client } = await person();
  const found: Promise<unknown[]>[] = [];
  const { sync: send } = control(() => found.push(versions({ owner, client }).pluck('external_event_id').then()));
  await send(owner.userId, [moment()]);
  await send(owner.userId, [moment(), moment({ client_revision: 2 }), null]);
  await send(owner.userId, [moment({ client_revision: 3, deleted: true })]);
  expect(await Promise.all(found)).toEqual([['moment-0001:1'], ['moment-0001:1', 'moment-0001:3']]);
});

test('a call that is sent again with its key is answered again, and done once', async () => {
  const { client } = await person();
  const send = () =>
    client.send('POST', '/v1/events/batch', {
      body: { events: [moment()] },
      headers: { 'idempotency-key': 'walk-in-the-park' },
    });
  const [first, again] = [await send(), await send()];
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
});

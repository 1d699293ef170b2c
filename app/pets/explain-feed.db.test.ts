import { describe, expect, test } from 'vitest';
import { explainFeed } from './explain-feed.ts';
import { createPetRow, createUser } from '../../test/support/factories.ts';
import { DAY_STARTS, inDayOf } from '../../test/support/day-starts.ts';
import { useTestDb } from '../../test/support/db.ts';
import { drain, insertDelivery, processorOn, type Script } from '../../test/support/pipeline.ts';
import type { Queryable } from '#infra/db/connect.ts';
import { createFeedView } from '#infra/views/feed-view.ts';

const testDb = useTestDb();
const CREATED = '2026-03-01T08:00:00.000Z';

const feed = async (userId: string, petId: string, limit = 50, db: Queryable = testDb.db) => {
  const view = createFeedView(db, userId);
  return explainFeed(view, await view.page(petId, { limit }));
};

const deliverAt = async (userId: string, now: string, ...events: NonNullable<Script['events']>) => {
  const rawId = await insertDelivery(testDb.db, userId, { events }, { receivedAt: now });
  await drain(processorOn(testDb.db, { clock: { now: () => now } }));
  return rawId;
};

describe.each(DAY_STARTS)('days start at %i: the feed explains what the ledger did', (dayStartHour) => {
  const day = (at: string) => inDayOf(dayStartHour, at);

  test('a long day: each line says how its own points were paid, on whatever page it is', async () => {
    const userId = await createUser(testDb.db, { dayStartHour });
    const petId = await createPetRow(testDb.db, userId, CREATED);
    for (let n = 0; n < 20; n += 1)
      await deliverAt(userId, day(`2026-03-02T12:${10 + n}:00.000Z`), { type: 'commit.push' });

    const all = await feed(userId, petId);
    expect(all.map(({ row }) => row.xp).reverse()).toEqual([
      10, 10, 10, 10, 10, 10, 5, 5, 5, 5, 5, 5, 2, 3, 2, 3, 2, 3, 0, 0,
    ]);
    const whys = all.map(({ why }) => why).reverse();
    expect(whys[0]).toBe('10 XP for each commit, counted in full');
    expect(whys[6]).toContain('half');
    expect(whys[12]).toContain('a quarter');
    expect(whys[18]).toContain('plenty for today');

    const view = createFeedView(testDb.db, userId);
    const second = await explainFeed(view, await view.page(petId, { limit: 7, before: 16 }));
    expect(second).toEqual(all.filter(({ row }) => row.petVersion < 16).slice(0, 7));
  });

  test('an event that is too old says so, one that is exactly 7 days old counts', async () => {
    const userId = await createUser(testDb.db, { dayStartHour });
    const petId = await createPetRow(testDb.db, userId, CREATED);
    const commit = (occurredAt: string, key: string) => ({ type: 'commit.push', occurredAt, dedupeKey: key });
    await deliverAt(userId, day('2026-03-10T09:00:00.000Z'), commit(day('2026-03-10T08:00:00.000Z'), 'a'));
    await deliverAt(userId, day('2026-03-10T09:01:00.000Z'), commit(day('2026-03-03T10:00:00.000Z'), 'b'));
    await insertDelivery(
      testDb.db,
      userId,
      { events: [commit(day('2026-03-02T10:00:00.000Z'), 'c')] },
      { receivedAt: day('2026-03-09T09:00:00.000Z') },
    );
    await drain(processorOn(testDb.db, { clock: { now: () => day('2026-03-10T09:02:00.000Z') } }));

    const [late, old] = await feed(userId, petId);
    expect(old).toMatchObject({ row: { xp: 10, localDate: '2026-03-03' }, scored: { late: false } });
    expect(late).toMatchObject({ row: { xp: 0, localDate: '2026-03-02' }, scored: { late: true } });
    expect(late?.why).toContain('Older than 7 days');
  });

  test('nobody sees another user’s lines', async () => {
    const [owner, other] = [await createUser(testDb.db), await createUser(testDb.db)];
    const petId = await createPetRow(testDb.db, owner, CREATED);
    const rawId = await deliverAt(owner, '2026-03-02T12:00:00.000Z', { type: 'commit.push' });
    const [line] = await feed(owner, petId);
    const theirs = createFeedView(testDb.db, other);
    expect(line?.row.eventId).toBeDefined();
    expect(await theirs.page(petId, { limit: 10 })).toEqual([]);
    expect(await theirs.find(line?.row.eventId ?? '')).toBeUndefined();
    expect(await theirs.raw(rawId)).toBeUndefined();
    expect(await theirs.hasPet(petId)).toBe(false);
    expect(await theirs.unitsBefore(petId, ['2026-03-02'], 100)).toEqual([]);
    expect((await theirs.late(petId, [line?.row.eventId ?? ''])).size).toBe(0);
  });
});

/** `$1` … as literals, so that a statement can be explained. */
const literal = (value: unknown): string => {
  const text = Array.isArray(value) ? `{${value.join(',')}}` : String(value);
  return typeof value === 'number' ? text : `'${text}'`;
};

test('the feed and its units are read from indexes, however long the pet has lived', async () => {
  const { db } = testDb;
  const userId = await createUser(db);
  const petId = await createPetRow(db, userId, CREATED);
  await db.raw(
    `insert into events (user_id, type, value, occurred_at, local_date, dedupe_key)
     select ?, 'commit.push', 1, now(), date '2025-01-01' + n / 20, 'x' || n from generate_series(0, 9999) n`,
    [userId],
  );
  await db.raw('analyze events');
  await db.raw(
    `insert into event_scores (pet_id, event_id, user_id, pet_version, xp, energy_ms, food_ms, rules_version, applied_at)
     select ?, id, ?, 1 + row_number() over (order by seq), 0, 0, 0, 1, now() from events where user_id = ?`,
    [petId, userId, userId],
  );
  await db.raw('analyze event_scores');
  const statements: string[] = [];
  const listen = ({ sql, bindings }: { sql: string; bindings: unknown[] }) => {
    if (/^select/.test(sql))
      statements.push(sql.replaceAll(/\$(\d+)/g, (_, n: string) => literal(bindings[Number(n) - 1])));
  };
  db.on('query', listen);
  // Inside a transaction knex tells of every statement.
  await db.transaction((tx) => feed(userId, petId, 50, tx));
  db.removeListener('query', listen);

  expect(statements).toHaveLength(3);
  for (const statement of statements) {
    const { rows } = await db.raw<{ rows: { 'QUERY PLAN': string }[] }>(`explain ${statement}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on (events|event_scores|event_raw)/);
  }
});

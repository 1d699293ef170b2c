import { describe, expect, test } from 'vitest';
import { replayPet } from '#core/domain/pet/replay.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import { connectDb } from '#infra/db/connect.ts';
import { newId } from '#infra/ids.ts';
import { createTestDb, useTestDb } from '../../test/support/db.ts';
import {
  drain,
  fault,
  insertConnection,
  insertDelivery,
  insertPet,
  insertUser,
  NOW,
  processorOn,
} from '../../test/support/pipeline.ts';

const testDb = useTestDb();

const rowOf = async (id: string) =>
  testDb.db('event_processing').where({ event_raw_id: id }).first<{
    status: string;
    reason: string | null;
    attempts: number;
    last_error: string | null;
    next_attempt_at: string;
  }>();
const petOf = async (userId: string) =>
  testDb
    .db('pets')
    .where({ user_id: userId })
    .first<{ state_json: PetState; version: number; created_at: string; id: string }>();
const countOf = async (table: string, where: Record<string, unknown>) =>
  Number((await testDb.db(table).where(where).count<{ count: number }[]>('* as count'))[0]?.count);

const feederOf = async (over = {}) => {
  const user = await insertUser(testDb.db, over);
  await insertPet(testDb.db, user);
  return user;
};

describe('one delivery', () => {
  test('becomes events, scores, a moved pet and a day’s rollup, once', async () => {
    const user = await feederOf();
    const raw = await insertDelivery(testDb.db, user, { events: [{}, {}, { type: 'pull_request.merged' }] });
    await drain(processorOn(testDb.db));

    expect(await rowOf(raw)).toMatchObject({ status: 'processed', attempts: 1, reason: null });
    const pet = await petOf(user);
    expect(pet).toMatchObject({ version: 4, state_json: { xp: 50 } });
    const activity = await testDb
      .db('daily_activity')
      .where({ user_id: user })
      .orderBy('type')
      .select('type', 'count', 'value', 'xp');
    expect(activity).toEqual([
      { type: 'commit.push', count: 2, value: '2.0000', xp: 20 },
      { type: 'pull_request.merged', count: 1, value: '1.0000', xp: 30 },
    ]);

    await testDb.db('event_processing').where({ event_raw_id: raw }).update({ status: 'pending', processed_at: null });
    await drain(processorOn(testDb.db));
    expect(await petOf(user)).toEqual(pet);
    expect(await rowOf(raw)).toMatchObject({
      status: 'processed',
      reason: 'Counted before, through another delivery.',
    });
  });

  test('replaying the ledger gives the stored state', async () => {
    const user = await feederOf();
    for (const type of ['commit.push', 'issue.closed', 'pet.paused', 'release.published', 'pet.resumed']) {
      await insertDelivery(testDb.db, user, { events: [{ type }] });
    }
    await drain(processorOn(testDb.db));
    const pet = await petOf(user);
    const ledger = await testDb
      .db('event_scores as s')
      .join('events as e', 'e.id', 's.event_id')
      .where({ 's.user_id': user })
      .orderBy('pet_version')
      .select<
        {
          id: string;
          type: string;
          value: string;
          local_date: string;
          meta: Record<string, unknown>;
          applied_at: string;
        }[]
      >('e.id', 'e.type', 'e.value', 'e.local_date', 'e.meta', 's.applied_at');
    const replayed = replayPet(
      pet?.created_at ?? '',
      ledger.map((row) => ({
        event: { id: row.id, type: row.type, value: Number(row.value), localDate: row.local_date, meta: row.meta },
        appliedAt: row.applied_at,
      })),
    );
    expect(replayed).toEqual(pet?.state_json);
    expect(ledger).toHaveLength(5);
  });

  test('a user without a pet has events without scores', async () => {
    const user = await insertUser(testDb.db);
    await insertDelivery(testDb.db, user, {});
    await drain(processorOn(testDb.db));
    expect(await countOf('events', { user_id: user })).toBe(1);
    expect(await countOf('event_scores', { user_id: user })).toBe(0);
  });

  test('what the pet’s rules refuse fails its row and says why', async () => {
    const user = await feederOf();
    const raw = await insertDelivery(testDb.db, user, { events: [{ value: '1.5' }] });
    await drain(processorOn(testDb.db));
    const row = await rowOf(raw);
    expect(row?.status).toBe('failed');
    expect(row?.reason).toBeTruthy();
    expect(await countOf('events', { user_id: user })).toBe(0);
  });

  test.each([
    [0, 'Europe/Berlin', '2026-03-02T01:30:00.000Z', '2026-03-02'],
    [4, 'Europe/Berlin', '2026-03-02T01:30:00.000Z', '2026-03-01'],
    [12, 'Europe/Berlin', '2026-03-02T10:30:00.000Z', '2026-03-01'],
    [12, 'Europe/Berlin', '2026-03-02T11:30:00.000Z', '2026-03-02'],
    [0, 'America/Los_Angeles', '2026-03-02T07:30:00.000Z', '2026-03-01'],
  ])('day start %i in %s: %s counts for %s', async (dayStartHour, timezone, occurredAt, expected) => {
    const user = await feederOf({ dayStartHour, timezone });
    await insertDelivery(testDb.db, user, { events: [{ occurredAt }] });
    await drain(processorOn(testDb.db));
    const event = await testDb.db('events').where({ user_id: user }).first<{ local_date: string }>('local_date');
    expect(event?.local_date).toBe(expected);
  });

  test.each([
    ['2020-01-01T00:00:00.000Z', '2026-02-23T12:00:00.000Z'],
    ['2099-01-01T00:00:00.000Z', NOW],
    ['2026-03-01T09:00:00+02:00', '2026-03-01T07:00:00.000Z'],
    ['not a time', NOW],
  ])('a deed dated %s is taken as %s', async (occurredAt, expected) => {
    const user = await feederOf();
    await insertDelivery(testDb.db, user, { events: [{ occurredAt }] });
    await drain(processorOn(testDb.db));
    const event = await testDb.db('events').where({ user_id: user }).first<{ occurred_at: string }>('occurred_at');
    expect(event?.occurred_at).toBe(expected);
  });
});

describe('poison', () => {
  test('a row that breaks the normaliser fails alone, and counts once after the cause is mended', async () => {
    fault.broken = true;
    const user = await feederOf();
    const rows = Array.from({ length: 1001 }, () => newId());
    await testDb.db.transaction(async (tx) => {
      await tx.batchInsert(
        'event_raw',
        rows.map((id, i) => ({
          id,
          user_id: user,
          source: 'scripted',
          external_event_id: id,
          received_at: NOW,
          payload: JSON.stringify({ explode: i === 500, events: [{ dedupeKey: `poison:${id}` }] }),
        })),
        200,
      );
      await tx.batchInsert(
        'event_processing',
        rows.map((id) => ({ event_raw_id: id, user_id: user })),
        200,
      );
    });
    const poison = rows[500] ?? '';
    const processor = processorOn(testDb.db);
    await drain(processor);
    expect(await countOf('event_processing', { user_id: user, status: 'processed' })).toBe(1000);
    expect(await rowOf(poison)).toMatchObject({ status: 'pending', attempts: 1 });

    for (const attempts of [2, 3, 4]) {
      await testDb
        .db('event_processing')
        .where({ event_raw_id: poison })
        .update({ next_attempt_at: testDb.db.fn.now() });
      await drain(processor);
      expect((await rowOf(poison))?.attempts).toBe(attempts);
    }
    expect(await rowOf(poison)).toMatchObject({ status: 'failed', last_error: 'the normaliser has a bug' });
    expect((await rowOf(poison))?.reason).toMatch(/replay/);

    fault.broken = false;
    await testDb.db('event_processing').where({ event_raw_id: poison }).update({ status: 'pending', reason: null });
    await drain(processor);
    await drain(processor);
    expect(await rowOf(poison)).toMatchObject({ status: 'processed' });
    expect(await countOf('events', { user_id: user })).toBe(1001);
    expect(await countOf('event_scores', { user_id: user })).toBe(1001);
  });

  test('a row that PostgreSQL refuses fails alone', async () => {
    const user = await feederOf();
    const good = await insertDelivery(testDb.db, user, {});
    const bad = await insertDelivery(testDb.db, user, { events: [{ type: 'Not A Type' }] });
    const late = await insertDelivery(testDb.db, user, {});
    await drain(processorOn(testDb.db));
    expect(await rowOf(good)).toMatchObject({ status: 'processed' });
    expect(await rowOf(late)).toMatchObject({ status: 'processed' });
    expect(await rowOf(bad)).toMatchObject({ status: 'pending', attempts: 1 });
    expect((await rowOf(bad))?.last_error).toMatch(/events_type_check/);
  });

  test('what the world did wrong is blamed on no row', async () => {
    const user = await feederOf();
    const raw = await insertDelivery(testDb.db, user, {});
    const processor = processorOn(testDb.db, {
      trace: (point) => {
        if (point === 'before-commit') throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      },
    });
    await expect(processor.processBatch()).rejects.toThrow('ECONNRESET');
    expect(await rowOf(raw)).toMatchObject({ status: 'pending', attempts: 0 });
    await drain(processorOn(testDb.db));
    expect(await rowOf(raw)).toMatchObject({ status: 'processed', attempts: 1 });
  });
});

describe('many at once', () => {
  test('rows of a user whose lock is held elsewhere are let go and come again', async () => {
    const busy = await feederOf();
    const free = await feederOf();
    const waiting = await insertDelivery(testDb.db, busy, {});
    const done = await insertDelivery(testDb.db, free, {});
    const processor = processorOn(testDb.db);
    await testDb.db.transaction(async (tx) => {
      await tx.raw('select lock_user(?)', [busy]);
      expect(await processor.processBatch()).toMatchObject({ claimed: 1, busy: 1, users: [free] });
    });
    expect(await rowOf(done)).toMatchObject({ status: 'processed' });
    expect(await rowOf(waiting)).toMatchObject({ status: 'pending', attempts: 0 });
    await drain(processor);
    expect(await rowOf(waiting)).toMatchObject({ status: 'processed' });
  });

  test('three workers on a hot pet and many others: the same as one, versions without a gap', async () => {
    const hot = await feederOf();
    const others = await Promise.all(Array.from({ length: 20 }, () => feederOf()));
    await Promise.all(
      Array.from({ length: 200 }, (_, i) => insertDelivery(testDb.db, i % 2 ? hot : (others[i % 20] ?? hot), {})),
    );
    await Promise.all([1, 2, 3].map(() => drain(processorOn(testDb.db, { batchSize: 16 }))));
    const versions = await testDb
      .db('event_scores')
      .where({ user_id: hot })
      .orderBy('pet_version')
      .pluck<number[]>('pet_version');
    expect(versions).toEqual(versions.map((_, i) => i + 2));
    expect(versions).toHaveLength(100);
    expect((await petOf(hot))?.state_json.xp).toBe(105);
    expect(await countOf('event_processing', { status: 'pending', attempts: 0 })).toBe(0);
  });
});

describe('connections', () => {
  test('a paused connection keeps its deliveries waiting', async () => {
    const user = await feederOf();
    const integrationId = await insertConnection(testDb.db, user, { status: 'paused' });
    const raw = await insertDelivery(testDb.db, user, {}, { integrationId });
    await drain(processorOn(testDb.db));
    expect(await rowOf(raw)).toMatchObject({ status: 'pending', attempts: 0, next_attempt_at: 'infinity' });
  });

  test('a ping proves the connection, gives it an account, and what was ignored for lack of one counts', async () => {
    const user = await feederOf();
    const integrationId = await insertConnection(testDb.db, user, { status: 'pending' });
    const early = await insertDelivery(testDb.db, user, { needsAccount: true }, { integrationId });
    const processor = processorOn(testDb.db);
    await drain(processor);
    expect(await rowOf(early)).toMatchObject({ status: 'ignored', last_error: 'needs_account' });

    await insertDelivery(testDb.db, user, { ping: { id: '583231', login: 'octocat' } }, { integrationId });
    await drain(processor);
    expect(await testDb.db('integrations').where({ id: integrationId }).first()).toMatchObject({
      status: 'active',
      verified_at: NOW,
      external_account_id: '583231',
      last_event_at: NOW,
      metadata: { login: 'octocat' },
    });
    expect(await rowOf(early)).toMatchObject({ status: 'processed' });
    expect((await petOf(user))?.state_json.xp).toBe(10);
  });

  test('a second connection may speak for the same account', async () => {
    const user = await feederOf();
    await insertConnection(testDb.db, user, { external_account_id: '583231' });
    const second = await insertConnection(testDb.db, user, { status: 'pending' });
    await insertDelivery(testDb.db, user, { ping: { id: '583231', login: 'octocat' } }, { integrationId: second });
    const push = await insertDelivery(testDb.db, user, { needsAccount: true }, { integrationId: second });
    await drain(processorOn(testDb.db));
    expect(await rowOf(push)).toMatchObject({ status: 'processed' });
    expect(await testDb.db('integrations').where({ id: second }).first()).toMatchObject({
      external_account_id: null,
      metadata: { login: 'octocat', account_id: '583231' },
    });
  });

  test('a shared hook feeds a member whose account was proven by sign-in, once, and nobody else', async () => {
    const [owner, member, stranger] = [await feederOf(), await feederOf(), await feederOf()];
    await testDb
      .db('user_identities')
      .insert({ user_id: member, provider: 'scripted', provider_user_id: '77', username: 'mia' });
    await testDb
      .db('user_identities')
      .insert({ user_id: stranger, provider: 'scripted', provider_user_id: '78', username: 'sam' });
    const integrationId = await insertConnection(testDb.db, owner, { external_account_id: '1' });
    const raw = await insertDelivery(
      testDb.db,
      owner,
      {
        parties: [
          { id: '77', login: null, email: null },
          { id: null, login: 'nobody', email: null },
        ],
      },
      { integrationId },
    );
    const processor = processorOn(testDb.db);
    await drain(processor);
    await testDb.db('event_processing').where({ event_raw_id: raw }).update({ status: 'pending', processed_at: null });
    await drain(processor);
    expect(await countOf('event_raw', { derived_from: raw, user_id: member })).toBe(1);
    expect((await petOf(member))?.state_json.xp).toBe(10);
    expect(await countOf('events', { user_id: stranger })).toBe(0);
  });
});

test('a foreign key checked while events had a few rows is not checked by reading all of events later', async () => {
  const testDb = await createTestDb();
  // One connection that never has a rest, as a busy worker's: what it planned, it keeps.
  const db = connectDb(testDb.url, { max: 1, application: 'pawgress-test' });
  const user = await insertUser(db);
  await insertPet(db, user);
  await db.raw('analyze');
  const deliver = async (rows: number): Promise<void> => {
    for (let i = 0; i < rows; i += 1) await insertDelivery(db, user, { events: [{}, { type: 'issue.closed' }] });
    await drain(processorOn(db, { batchSize: 100 }));
  };
  const readInOrder = async (): Promise<number> => {
    await db.raw('select pg_stat_force_next_flush()');
    const { rows } = await db.raw<{ rows: { n: string }[] }>(
      `select seq_tup_read as n from pg_stat_user_tables where relname = 'events'`,
    );
    return Number(rows[0]?.n);
  };
  await deliver(2);
  const before = await readInOrder();
  await deliver(400);
  // While events are on a page or two they are read whole; checking all 800 so would read 320,000.
  expect((await readInOrder()) - before).toBeLessThan(50_000);
  await db.destroy();
  await testDb.drop();
});

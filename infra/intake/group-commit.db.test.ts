import { afterEach, describe, expect, test, vi } from 'vitest';
import { DomainError } from '#core/domain/errors.ts';
import { createUser, createIntegrationRow, testKeyring } from '../../test/support/factories.ts';
import { useTestDb } from '../../test/support/db.ts';
import { query } from '../db/query.ts';
import { newId } from '../ids.ts';
import { createGroupCommit, type GroupCommit, type GroupCommitOptions } from './group-commit.ts';
import type { RawDelivery } from './raw-delivery.ts';

const testDb = useTestDb();
const open: GroupCommit[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((commit) => commit.close()));
});

const flushes: number[] = [];
const refused = vi.fn();
const made = (over: Partial<GroupCommitOptions> = {}): GroupCommit => {
  flushes.length = 0;
  refused.mockClear();
  const commit = createGroupCommit({
    url: testDb.url,
    onFlush: (rows) => flushes.push(rows),
    onRefused: refused,
    ...over,
  });
  open.push(commit);
  return commit;
};

const connection = async () => {
  const userId = await createUser(testDb.db);
  return { userId, integrationId: (await createIntegrationRow(testDb.db, userId, testKeyring())).id };
};

const delivery = (
  owner: { readonly userId: string; readonly integrationId: string },
  over: Partial<RawDelivery> = {},
): RawDelivery => {
  const id = newId();
  return {
    id,
    ...owner,
    source: 'github',
    eventName: 'push',
    externalEventId: id,
    headers: '{}',
    payload: '{"a":1}',
    body: null,
    receivedAt: '2026-03-02T12:00:00.000Z',
    ...over,
  };
};

/** Ids that are stored, with their work. */
const storedIds = async (integrationId: string): Promise<string[]> => {
  const { rows } = await query<{ id: string }>(
    testDb.db,
    `select r.id from event_raw r join event_processing p on p.event_raw_id = r.id and p.user_id = r.user_id
     where r.integration_id = ? and p.status = 'pending' order by r.id`,
    [integrationId],
  );
  return rows.map((row) => row.id);
};

const codeOf = (error: unknown): string => (error instanceof DomainError ? error.code : String(error));

/** Holds the table so that no commit can go on, until the returned function is called. */
const hold = async (): Promise<() => Promise<void>> => {
  const tx = await testDb.db.transaction();
  await tx.raw('lock table event_raw in exclusive mode');
  return async () => {
    await tx.rollback();
  };
};

test('many at once are few commits, and each is stored with its work', async () => {
  const owner = await connection();
  const commit = made();
  const all = Array.from({ length: 1_003 }, () => delivery(owner));
  expect(new Set(await Promise.all(all.map((one) => commit.store(one))))).toEqual(new Set(['stored']));
  expect(await storedIds(owner.integrationId)).toEqual(all.map((one) => one.id).sort());
  expect(flushes.reduce((sum, rows) => sum + rows, 0)).toBe(1_003);
  expect(flushes.length).toBeLessThan(12);
  expect(Math.max(...flushes)).toBe(200);
});

test.each([1, 2, 3, 5, 8, 9, 127, 128, 129, 200])('a batch of %i is whole', async (rows) => {
  const owner = await connection();
  const commit = made();
  const release = await hold();
  const first = [delivery(owner), delivery(owner)];
  const rest = Array.from({ length: rows }, () => delivery(owner));
  const stored = Promise.all([...first, ...rest].map((one) => commit.store(one)));
  await release();
  await stored;
  expect(flushes).toContain(rows);
  expect(await storedIds(owner.integrationId)).toHaveLength(rows + 2);
});

test('what is stored is what came', async () => {
  const owner = await connection();
  const body = Buffer.from([0, 1, 255]);
  const one = delivery(owner, { eventName: null, payload: '{"__proto__": 1}', headers: '{"user-agent":"x"}', body });
  await made().store(one);
  const row = await testDb.db('event_raw').where({ id: one.id }).first<Record<string, unknown>>();
  expect(row).toMatchObject({
    user_id: owner.userId,
    integration_id: owner.integrationId,
    source: 'github',
    event_name: null,
    external_event_id: one.externalEventId,
    headers: { 'user-agent': 'x' },
    body,
    received_at: one.receivedAt,
    is_derived: false,
  });
  expect(JSON.stringify(row?.['payload'])).toBe('{"__proto__":1}');
});

describe('the same delivery', () => {
  test('within a batch is stored once, and the later ones are told', async () => {
    const owner = await connection();
    const commit = made();
    const release = await hold();
    const before = [commit.store(delivery(owner)), commit.store(delivery(owner))];
    const copies = Array.from({ length: 3 }, () => commit.store(delivery(owner, { externalEventId: 'same' })));
    await release();
    await Promise.all(before);
    expect(await Promise.all(copies)).toEqual(['stored', 'duplicate', 'duplicate']);
    expect(flushes).toContain(3);
    expect(await storedIds(owner.integrationId)).toHaveLength(3);
  });

  test('in a later batch is told too, and the first stays as it was', async () => {
    const owner = await connection();
    const commit = made();
    const first = delivery(owner, { externalEventId: 'same' });
    expect(await commit.store(first)).toBe('stored');
    expect(await commit.store(delivery(owner, { externalEventId: 'same', payload: '2' }))).toBe('duplicate');
    expect(await storedIds(owner.integrationId)).toEqual([first.id]);
  });

  test('on another connection is another delivery', async () => {
    const [a, b] = [await connection(), await connection()];
    const commit = made();
    for (const owner of [a, b]) {
      expect(await commit.store(delivery(owner, { externalEventId: 'same' }))).toBe('stored');
    }
  });

  test('through two servers in opposite orders is stored once, without a deadlock', async () => {
    const owner = await connection();
    const keys = Array.from({ length: 400 }, (_, i) => `key-${i}`);
    const [one, two] = [made(), made()];
    const send = (commit: GroupCommit, order: readonly string[]) =>
      order.map((externalEventId) => commit.store(delivery(owner, { externalEventId })));
    const answers = await Promise.all([...send(one, keys), ...send(two, keys.toReversed())]);
    expect(answers.filter((answer) => answer === 'stored')).toHaveLength(400);
    expect(await storedIds(owner.integrationId)).toHaveLength(400);
    expect(refused).not.toHaveBeenCalled();
  });
});

describe('a row that PostgreSQL refuses', () => {
  test('sinks no other', async () => {
    const owner = await connection();
    const commit = made();
    const good = Array.from({ length: 100 }, () => delivery(owner));
    const bad = delivery(owner, { payload: '"\\u0000"' });
    const all = [...good.slice(0, 50), bad, ...good.slice(50)];
    const answers = await Promise.allSettled(all.map((one) => commit.store(one)));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(100);
    const failed = answers[50];
    expect(failed?.status === 'rejected' && codeOf(failed.reason)).toBe('unavailable');
    expect(await storedIds(owner.integrationId)).toEqual(good.map((one) => one.id).sort());
    expect(refused).toHaveBeenCalledTimes(1);
  });

  test('is said to have no connection when that has gone', async () => {
    const owner = await connection();
    const commit = made();
    const answers = await Promise.allSettled([
      commit.store(delivery(owner)),
      commit.store(delivery({ ...owner, integrationId: newId() })),
      commit.store(delivery(owner)),
    ]);
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : codeOf(answer.reason)))).toEqual([
      'stored',
      'not_found',
      'stored',
    ]);
  });
});

describe('when the database is in trouble', () => {
  test('nothing is acknowledged before it is durable', async () => {
    const owner = await connection();
    const commit = made();
    const release = await hold();
    let answered = 0;
    const stores = Array.from({ length: 10 }, () => commit.store(delivery(owner)).then(() => (answered += 1)));
    await vi.waitFor(async () => {
      const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'pawgress-intake'`;
      expect((await query(testDb.db, `${waiting} and datname = current_database()`)).rowCount).toBe(2);
    });
    expect(answered).toBe(0);
    await release();
    await Promise.all(stores);
    expect(await storedIds(owner.integrationId)).toHaveLength(10);
  });

  test('a commit that takes too long, and what waits behind it, is given back to its sender', async () => {
    const owner = await connection();
    const commit = made({ limits: { waitMs: 200, answerMs: 1_000 } });
    const release = await hold();
    const from = performance.now();
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => commit.store(delivery(owner))));
    expect(performance.now() - from).toBeLessThan(3_000);
    await release();
    for (const answer of answers) {
      expect(answer.status === 'rejected' && codeOf(answer.reason)).toBe('unavailable');
    }
    expect(await commit.store(delivery(owner))).toBe('stored');
  });

  test('memory has an end', async () => {
    const owner = await connection();
    const commit = made({ limits: { waitingBytes: 100_000 } });
    const release = await hold();
    const payload = JSON.stringify('x'.repeat(30_000));
    const stores = Array.from({ length: 10 }, () => commit.store(delivery(owner, { payload })));
    const settled = Promise.allSettled(stores);
    await release();
    const codes = (await settled).map((answer) =>
      answer.status === 'fulfilled' ? answer.value : codeOf(answer.reason),
    );
    // Two are on their way, three fit behind them.
    expect(codes).toEqual([...Array<string>(5).fill('stored'), ...Array<string>(5).fill('unavailable')]);
  });

  test('cut connections lose no acknowledged row and store none twice', async () => {
    const owner = await connection();
    const commit = made();
    const keys = Array.from({ length: 3_000 }, (_, i) => `cut-${i}`);
    const acknowledged = new Set<string>();
    let cuts = 0;
    const cutting = (async () => {
      while (acknowledged.size < keys.length) {
        const { rowCount } = await query(
          testDb.db,
          `select pg_terminate_backend(pid) from pg_stat_activity
           where application_name = 'pawgress-intake' and datname = current_database() and state = 'active'`,
        );
        if (cuts < 20) cuts += rowCount;
        else return;
      }
    })();
    const send = async (externalEventId: string): Promise<void> => {
      for (;;) {
        try {
          await commit.store(delivery(owner, { externalEventId }));
          acknowledged.add(externalEventId);
          return;
        } catch (error) {
          expect(codeOf(error)).toBe('unavailable');
        }
      }
    };
    for (let i = 0; i < keys.length; i += 300) await Promise.all(keys.slice(i, i + 300).map(send));
    await cutting;
    expect(cuts).toBeGreaterThan(0);
    expect(await storedIds(owner.integrationId)).toHaveLength(keys.length);
  });

  test('a database that is not there is told at once', async () => {
    const owner = await connection();
    const commit = made({ url: 'postgres://pawgress:x@127.0.0.1:9/none' });
    await expect(commit.store(delivery(owner))).rejects.toMatchObject({ code: 'unavailable', retryAfter: 5 });
  });
});

test('closing stores what waits', async () => {
  const owner = await connection();
  const commit = createGroupCommit({ url: testDb.url, onFlush: () => undefined, onRefused: refused });
  const stores = Array.from({ length: 500 }, () => commit.store(delivery(owner)));
  await commit.close();
  expect(new Set(await Promise.all(stores))).toEqual(new Set(['stored']));
});

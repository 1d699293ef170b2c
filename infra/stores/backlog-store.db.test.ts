import { expect, test } from 'vitest';
import { useTestDb } from '../../test/support/db.ts';
import { insertDelivery, insertUser } from '../../test/support/pipeline.ts';
import { createBacklogStore } from './backlog-store.ts';

const testDb = useTestDb();

test('tells how much is due and for how long, and leaves out what is not', async () => {
  const { db } = testDb;
  const store = createBacklogStore(db);
  expect(await store.backlog()).toEqual({ rows: 0, oldestSeconds: 0 });
  expect(await store.hasWaited(0)).toBe(false);

  const userId = await insertUser(db);
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) ids.push(await insertDelivery(db, userId, {}));
  const [late, paused, retried, done] = ids;
  const set = (id: string | undefined, sql: string) =>
    db.raw(`update event_processing set ${sql} where event_raw_id = ?`, [id ?? '']);
  await set(late, `next_attempt_at = now() - interval '90 seconds'`);
  await set(paused, `next_attempt_at = 'infinity'`);
  await set(retried, `next_attempt_at = now() + interval '15 seconds'`);
  await set(done, `status = 'processed', processed_at = now(), next_attempt_at = '2026-01-01Z'`);

  const backlog = await store.backlog();
  expect(backlog.rows).toBe(2);
  expect(backlog.oldestSeconds).toBeGreaterThanOrEqual(90);
  expect(backlog.oldestSeconds).toBeLessThan(120);
  expect(await store.hasWaited(80_000)).toBe(true);
  expect(await store.hasWaited(600_000)).toBe(false);
});

test('one process at a time holds the lock of the sweep, until its transaction ends', async () => {
  const { db } = testDb;
  await db.transaction(async (tx) => {
    expect(await createBacklogStore(tx).trySweepLock()).toBe(true);
    await db.transaction(async (other) => {
      expect(await createBacklogStore(other).trySweepLock()).toBe(false);
    });
  });
  await db.transaction(async (tx) => {
    expect(await createBacklogStore(tx).trySweepLock()).toBe(true);
  });
});

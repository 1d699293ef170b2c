import { expect, test } from 'vitest';
import { useTestDb } from '../../test/support/db.ts';
import { insertUser } from '../../test/support/pipeline.ts';
import { newId } from '../ids.ts';
import { createPurgeStore } from './purge-store.ts';

const testDb = useTestDb();
const NOW = '2026-03-02T12:00:00.000Z';
const PAST = '2026-03-02T11:59:59.999Z';
const FUTURE = '2026-03-02T12:00:00.001Z';
const THIRTY_DAYS_AGO = '2026-01-31T12:00:00.000Z';
const NOT_QUITE = '2026-01-31T12:00:00.001Z';
const MADE = '2026-01-01T00:00:00.000Z';

const session = (userId: string, name: number, over: Readonly<Record<string, string>>) => ({
  user_id: userId,
  token_hash: Buffer.alloc(32, name),
  idle_expires_at: FUTURE,
  expires_at: FUTURE,
  created_at: MADE,
  ...over,
});

test('deletes what is over, keeps what is not, and says how much', async () => {
  const { db } = testDb;
  const userId = await insertUser(db);
  await db('oauth_states').insert([
    { jti: 'over', expires_at: NOW },
    { jti: 'open', expires_at: FUTURE },
  ]);
  await db('idempotency_keys').insert(
    [PAST, FUTURE].map((expires_at, n) => ({
      user_id: userId,
      idempotency_key: `key-number-${n}`,
      request_hash: '0'.repeat(64),
      created_at: MADE,
      expires_at,
    })),
  );
  const taskId = newId();
  await db('tasks').insert({ id: taskId, user_id: userId, title: 'Walk', title_norm: 'walk' });
  await db('recent_context_items').insert(
    [PAST, FUTURE].map((expires_at, n) => ({
      user_id: userId,
      chat_id: `chat-${n}`,
      task_id: taskId,
      surfaced_at: MADE,
      expires_at,
    })),
  );
  await db('auth_sessions').insert([
    session(userId, 1, {}),
    session(userId, 2, { revoked_at: NOT_QUITE }),
    session(userId, 3, { revoked_at: THIRTY_DAYS_AGO }),
    session(userId, 4, { idle_expires_at: THIRTY_DAYS_AGO }),
    session(userId, 5, { idle_expires_at: NOT_QUITE, expires_at: PAST }),
    session(userId, 6, { idle_expires_at: MADE, expires_at: THIRTY_DAYS_AGO }),
  ]);

  const store = createPurgeStore(db);
  expect(await store.purge(NOW)).toEqual({
    idempotency_keys: 1,
    recent_context_items: 1,
    oauth_states: 1,
    auth_sessions: 3,
  });
  expect(await db('oauth_states').pluck('jti')).toEqual(['open']);
  expect(await db('idempotency_keys').pluck('idempotency_key')).toEqual(['key-number-1']);
  expect(await db('recent_context_items').pluck('chat_id')).toEqual(['chat-1']);
  const kept = await db('auth_sessions').pluck('token_hash');
  expect((kept as Buffer[]).map((hash) => hash[0]).sort()).toEqual([1, 2, 5]);

  expect(Object.values(await store.purge(NOW))).toEqual([0, 0, 0, 0]);
});

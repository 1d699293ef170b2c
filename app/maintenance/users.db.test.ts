import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { query } from '#infra/db/query.ts';
import { verifyPassword } from '#infra/secrets/password.ts';
import { useTestDb } from '../../test/support/db.ts';
import {
  drain,
  insertConnection,
  insertDelivery,
  insertPet,
  insertUser,
  NOW,
  processorOn,
} from '../../test/support/pipeline.ts';
import { deleteUser, findUser, listUsers, makePassword, resetPassword, UnknownUserError } from './users.ts';

const testDb = useTestDb();
const uowOf = () => createUnitOfWork(testDb.db);

const makeUser = async (): Promise<{ id: string; email: string }> => {
  const id = await insertUser(testDb.db);
  const row = await testDb.db('users').where({ id }).first<{ email: string }>('email');
  return { id, email: row?.email ?? '' };
};

const rowsOf = async (userId: string): Promise<number> => {
  const { rows: tables } = await query<{ name: string }>(
    testDb.db,
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'user_id' and t.table_type = 'BASE TABLE'`,
  );
  let sum = 0;
  for (const { name } of tables) {
    const { rows } = await query<{ n: number }>(testDb.db, `select count(*) as n from "${name}" where user_id = ?`, [
      userId,
    ]);
    sum += rows[0]?.n ?? 0;
  }
  return sum;
};

test('a user is found by address in any spelling, and one who is not there is told', async () => {
  const { id, email } = await makeUser();
  expect((await findUser(uowOf(), email.toUpperCase())).id).toBe(id);
  expect((await listUsers(uowOf())).map((user) => user.id)).toContain(id);
  await expect(findUser(uowOf(), 'nobody@example.org')).rejects.toThrow(UnknownUserError);
});

test('a new password works, ends the sign-ins of this user only, and is written into the audit trail', async () => {
  const [mine, other] = [await makeUser(), await makeUser()];
  for (const { id } of [mine, mine, other]) {
    await testDb.db('auth_sessions').insert({
      user_id: id,
      token_hash: randomBytes(32),
      idle_expires_at: '2027-01-01T00:00:00Z',
      expires_at: '2027-01-01T00:00:00Z',
    });
  }
  const password = makePassword();
  expect(await resetPassword(uowOf(), await findUser(uowOf(), mine.email), password, NOW)).toBe(2);
  const stored = await testDb.db('users').where({ id: mine.id }).first<{ hashed_password: string }>('hashed_password');
  expect(await verifyPassword(stored?.hashed_password ?? '', password)).toBe(true);
  expect(await testDb.db('auth_sessions').where({ user_id: other.id }).whereNull('revoked_at')).toHaveLength(1);
  const trail = await testDb.db('event_log').where({ user_id: mine.id }).select('event_type');
  expect(trail).toEqual([{ event_type: 'user.password_reset' }]);
});

test('a short password is refused', async () => {
  const user = await findUser(uowOf(), (await makeUser()).email);
  await expect(resetPassword(uowOf(), user, 'seven77', NOW)).rejects.toThrow('at least 8');
});

test('a deleted user leaves nothing, and others keep everything', async () => {
  const { db } = testDb;
  const users = [await makeUser(), await makeUser()] as const;
  for (const { id } of users) {
    await insertPet(db, id);
    const integrationId = await insertConnection(db, id);
    await insertDelivery(db, id, { events: [{}, {}] }, { integrationId });
  }
  await drain(processorOn(db));
  const [gone, kept] = users;
  const before = await rowsOf(kept.id);
  expect(await rowsOf(gone.id)).toBe(before);
  await deleteUser(uowOf(), await findUser(uowOf(), gone.email));
  expect(await rowsOf(gone.id)).toBe(0);
  expect(await rowsOf(kept.id)).toBe(before);
});

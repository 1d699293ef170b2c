import { expect, test } from 'vitest';
import { useTestDb } from '../../test/support/db.ts';
import { freePort } from '../postgres/server-process.ts';
import { postgresVersion } from './server-version.ts';

const testDb = useTestDb();

test('tells the major version', async () => {
  expect(await postgresVersion(testDb.url)).toBeGreaterThanOrEqual(15);
});

test('names a server that cannot be reached, without the password', async () => {
  const port = await freePort();
  const fault = postgresVersion(`postgres://me:hunter2@127.0.0.1:${port}/pets`);
  await expect(fault).rejects.toThrow(`127.0.0.1:${port}/pets cannot be used`);
  await expect(fault).rejects.not.toThrow('hunter2');
});

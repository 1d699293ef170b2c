import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectDb, type Db } from '#infra/db/connect.ts';
import { databaseUrl, TEMPLATE_DATABASE } from './global-setup.ts';

export interface TestDb {
  readonly url: string;
  readonly db: Db;
}

/** A database of this file's own, cloned from the migrated template; dropped by `drop`. */
export const createTestDb = async (): Promise<TestDb & { drop(): Promise<void> }> => {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client(server);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = databaseUrl(server, name);
  const db = connectDb(url, { max: 8, application: 'pawgress-test' });
  return {
    url,
    db,
    drop: async () => {
      await db.destroy();
      await admin(`drop database if exists ${name} with (force)`);
    },
  };
};

/** Gives every test of the calling file one fresh database: `const test = useTestDb()`, then `test.db`. */
export const useTestDb = (): TestDb => {
  let current: (TestDb & { drop(): Promise<void> }) | undefined;
  beforeAll(async () => {
    current = await createTestDb();
  });
  afterAll(async () => {
    await current?.drop();
  });
  const get = (): TestDb => {
    if (!current) throw new Error('the test database exists inside tests only');
    return current;
  };
  return {
    get url() {
      return get().url;
    },
    get db() {
      return get().db;
    },
  };
};

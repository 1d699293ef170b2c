import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '#infra/db/migrate.ts';
import { startPostgres } from '#infra/postgres/launcher.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the run's PostgreSQL, database `postgres`. */
    postgresUrl: string;
  }
}

export const TEMPLATE_DATABASE = 'pawgress_template';

/** Where the database `name` of the server behind `url` is. */
export const databaseUrl = (url: string, name: string): string => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

/**
 * One PostgreSQL for the whole run, in a fresh folder (`TEST_DATABASE_URL` names another), with a migrated template
 * database that every test file clones.
 */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    await makeTemplate(given);
    project.provide('postgresUrl', given);
    return async () => {};
  }
  const folder = mkdtempSync(join(tmpdir(), 'pawgress-test-'));
  chmodSync(folder, 0o755);
  const server = await startPostgres(folder, {
    flags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'].flatMap((s) => [
      '-c',
      s,
    ]),
  });
  const url = server.url('postgres');
  await makeTemplate(url);
  project.provide('postgresUrl', url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
};

const makeTemplate = async (url: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`drop database if exists ${TEMPLATE_DATABASE}`);
    await client.query(`create database ${TEMPLATE_DATABASE}`);
  } finally {
    await client.end();
  }
  await migrate(databaseUrl(url, TEMPLATE_DATABASE));
};

export default setup;

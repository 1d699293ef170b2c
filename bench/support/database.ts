/** The embedded PostgreSQL in a temporary folder, as durable as in earnest (fsync on), and databases on it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from '#app/maintenance/prepare-database.ts';
import { loadConfig } from '#infra/config.ts';
import { pgOptions } from '#infra/db/connect.ts';
import { startPostgres } from '#infra/postgres/launcher.ts';

export interface BenchServer {
  /** A migrated, empty database, or a copy of `template`. Returns its address. */
  create(name: string, template?: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** How often the server's log mentions it. */
  logged(text: string): number;
  stop(): Promise<void>;
}

/** Runs one query on a connection of its own. */
export const ask = async <Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> => {
  const client = new pg.Client(pgOptions(url, 'pawgress-bench'));
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql, [...values]);
    return rows;
  } finally {
    await client.end();
  }
};

/** A connection that stays, for questions that are asked again and again. */
export const openClient = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client(pgOptions(url, 'pawgress-bench'));
  await client.connect();
  return client;
};

/** One number, the first column of the first row. */
export const count = async (url: string, sql: string, values: readonly unknown[] = []): Promise<number> => {
  const [row] = await ask<{ n: number | string }>(url, sql, values);
  return Number(row?.n);
};

const EMPTY = 'bench_empty';

export const startBenchServer = async (folder: string): Promise<BenchServer> => {
  const server = await startPostgres(folder);
  const admin = async (sql: string) => {
    await ask(server.url('postgres'), sql);
  };
  await admin(`create database ${EMPTY}`);
  await prepareDatabase(loadConfig({ DATA_DIR: folder }), server.url(EMPTY));
  const [fsync] = await ask<{ fsync: string }>(server.url(EMPTY), 'show fsync');
  if (fsync?.fsync !== 'on') throw new Error('fsync is off: nothing measured here would be true');
  return {
    create: async (name, template = EMPTY) => {
      // A copy starts out on disk: what was written for it is not written while something is measured.
      await admin(`create database ${name} template ${template}`);
      await admin('checkpoint');
      return server.url(name);
    },
    drop: (name) => admin(`drop database if exists ${name} with (force)`),
    logged: (text) => readFileSync(join(folder, 'postgres.log'), 'utf8').split(text).length - 1,
    stop: () => server.stop(),
  };
};

import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { clusterPaths, DATABASE_USER } from './cluster.ts';
import { readPostmasterPid } from './postmaster-pid.ts';
import { isRunning } from '../process/process-state.ts';

const CONNECT_MS = 3_000;

export const addressOf = (password: string, port: number, database: string): string =>
  `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;

/** Runs `work` on one connection of its own. */
export const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  // A server that goes away ends the connection; the query in hand tells, so this event says nothing new.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Whether the server at `url` answers to our password and serves the cluster in `dataFolder`. */
export const serves = async (url: string, dataFolder: string): Promise<boolean> => {
  try {
    const { rows } = await withClient(url, (client) => client.query<{ data_directory: string }>('show data_directory'));
    return rows[0]?.data_directory === dataFolder;
  } catch {
    return false;
  }
};

/** Address of the embedded server that runs on the data folder now, `null` when none does. */
export const findRunningPostgres = async (folder: string): Promise<string | null> => {
  const { data, pidFile, passwordFile } = clusterPaths(folder);
  const found = readPostmasterPid(pidFile);
  if (!found || !isRunning(found.pid) || !existsSync(passwordFile)) return null;
  const password = readFileSync(passwordFile, 'utf8').trim();
  return (await serves(addressOf(password, found.port, 'postgres'), data))
    ? addressOf(password, found.port, DATABASE_USER)
    : null;
};

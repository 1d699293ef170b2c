/**
 * PostgreSQL 18 from npm, on a data folder, as user or root: the database of `npm start` and of the tests
 * (docs/adr/0007-embedded-postgresql.md). Binaries → privileges → lock → cluster → adopt or start → keep alive.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterPaths, DATABASE_USER, ensureCluster, readPassword } from './cluster.ts';
import { holdFolder } from './instance-lock.ts';
import { keepAlive } from '../process/keep-alive.ts';
import { nativeFolder } from './native.ts';
import { disownPostmasterPid, readPostmasterPid } from './postmaster-pid.ts';
import { planPrivileges } from './privileges.ts';
import { addressOf, serves, withClient } from './probe.ts';
import { commandLine, isRunning } from '../process/process-state.ts';
import { freePort, serverProcess, startServer, watchProcess, type ServerProcess } from './server-process.ts';

export interface Postgres {
  /** Address of a database of this server; `pawgress` is ours. */
  url(database?: string): string;
  /** For people: as whom it runs, or `adopted`. */
  readonly how: string;
  /** Stops the server and lets the data folder go. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Further arguments of `postgres`, such as `-c`, `fsync=off`. */
  readonly flags?: readonly string[];
  /** Told when the server had to be started again. Given: a server that dies is started again on the same port. */
  readonly onRestart?: (what: string) => void;
}

const ADOPT_MS = 10_000;

/**
 * The server that a killed instance left behind, if it still serves this folder; a stale pid file is disowned. One
 * that is just starting or stopping gets time to finish.
 */
const adopt = async (paths: ReturnType<typeof clusterPaths>, password: string): Promise<ServerProcess | null> => {
  for (const until = Date.now() + ADOPT_MS; ; await delay(100)) {
    const found = readPostmasterPid(paths.pidFile);
    if (!found) return null;
    const alive = isRunning(found.pid) && found.dataFolder === paths.data;
    if (alive && (await serves(addressOf(password, found.port, 'postgres'), paths.data))) {
      return serverProcess(found.pid, found.port, watchProcess(found.pid));
    }
    if (!alive || !commandLine(found.pid).includes(paths.data)) {
      disownPostmasterPid(paths.pidFile);
      return null;
    }
    if (Date.now() > until) {
      throw new Error(`PostgreSQL (process ${found.pid}) runs on ${paths.data} but does not answer: stop it first.`);
    }
  }
};

const ensureDatabase = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_USER]);
    if (rowCount === 0) await client.query(`create database ${DATABASE_USER}`);
  });

/**
 * Starts, or adopts, the embedded PostgreSQL of a data folder, which is made when missing.
 * @throws {FolderInUseError} when another instance holds the folder · {Error} when PostgreSQL cannot run here.
 */
export const startPostgres = async (dataFolder: string, options: PostgresOptions = {}): Promise<Postgres> => {
  const folder = resolve(dataFolder);
  const native = nativeFolder();
  mkdirSync(folder, { recursive: true });
  const paths = clusterPaths(folder);
  const lock = await holdFolder(folder);
  try {
    const runAs = planPrivileges(join(native, 'bin', 'postgres'), folder, paths.data);
    const password = readPassword(folder);
    ensureCluster(folder, native, runAs);
    const start = async (port: number) => startServer({ native, runAs, paths, port, flags: options.flags ?? [] });

    const adopted = await adopt(paths, password);
    const server = adopted ?? (await start(await freePort()));
    const { port } = server;
    await ensureDatabase(addressOf(password, port, 'postgres')).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });

    const { onRestart } = options;
    const kept =
      onRestart &&
      keepAlive(server, {
        start: async () => (await adopt(paths, password)) ?? (await start(port)),
        onRestart: () => onRestart(`PostgreSQL had ended and runs again on port ${port}.`),
        onFailure: (error) => onRestart(`PostgreSQL ended and is tried again soon. ${String(error)}`),
      });

    return {
      url: (database = DATABASE_USER) => addressOf(password, port, database),
      how: adopted ? 'adopted' : runAs.how,
      stop: async () => {
        await (kept ?? server).stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
};

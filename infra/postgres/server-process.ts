import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { clusterPaths } from './cluster.ts';
import type { Running } from '../process/keep-alive.ts';
import { commandAs, type RunAs } from './privileges.ts';
import { readPostmasterPid } from './postmaster-pid.ts';
import { isRunning } from '../process/process-state.ts';

/** A running PostgreSQL, ours by birth or by adoption. */
export interface ServerProcess extends Running {
  readonly pid: number;
  readonly port: number;
}

export const serverProcess = (pid: number, port: number, exited: Promise<unknown>): ServerProcess => ({
  pid,
  port,
  exited,
  stop: () => stopServer(pid, exited),
});

const READY_MS = 60_000;
const POLL_MS = 10;
const WATCH_MS = 250;
const LOG_BYTES = 10 * 1024 * 1024;
const TAIL = 2_000;

/** A port that was free a moment ago. A fixed one would be taken sooner or later. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A process that is not our child can only be looked at now and then. */
export const watchProcess = async (pid: number): Promise<void> => {
  while (isRunning(pid)) await delay(WATCH_MS, undefined, { ref: false });
};

const openLog = (file: string): number => {
  if (existsSync(file) && statSync(file).size > LOG_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
};

/** What the server wrote since `start`: the reason why it did not come up. */
const logSince = (file: string, start: number): string =>
  readFileSync(file).subarray(start).toString('utf8').slice(-TAIL);

const MB = 1024 * 1024;

/**
 * A sixteenth of the machine's memory, from PostgreSQL's own 128 MB to 1 GB: indexes of many years are larger than 128 MB.
 * What it brings has not been shown yet (docs/performance.md).
 */
const sharedBuffersMb = (): number => Math.min(1024, Math.max(128, Math.floor(totalmem() / MB / 16)));

/**
 * Twice PostgreSQL's own. After each checkpoint the first change of a page writes all of it to the log; with years stored
 * and much coming in at once, 1 GB means checkpoints so close together that this doubles what is written. It is a bound:
 * ordinary days never need it.
 */
const MAX_WAL_MB = 2048;

/**
 * Starts `postgres` on an existing cluster and waits until it says in its pid file that it is ready. It leads a
 * process group of its own, so that Ctrl-C reaches us and not it, and logs to a file, so that it outlives us unharmed.
 * @throws {Error} with the server's own words when it does not come up.
 */
export const startServer = async (options: {
  readonly native: string;
  readonly runAs: RunAs;
  readonly paths: ReturnType<typeof clusterPaths>;
  readonly port: number;
  /** Further arguments, such as `-c`, `fsync=off`. */
  readonly flags: readonly string[];
}): Promise<ServerProcess> => {
  const { native, runAs, paths, port, flags } = options;
  const log = openLog(paths.logFile);
  const logStart = statSync(paths.logFile).size;
  const {
    command,
    args,
    options: spawnOptions,
  } = commandAs(runAs, join(native, 'bin', 'postgres'), [
    ...['-D', paths.data, '-p', String(port)],
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
    ...['-c', `shared_buffers=${sharedBuffersMb()}MB`, '-c', `max_wal_size=${MAX_WAL_MB}MB`],
    ...flags,
  ]);
  const child = spawn(command, args, { ...spawnOptions, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  let ended: string | null = null;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => resolve(void (ended = error.message)));
    child.once('exit', () => resolve(void (ended = '')));
  });

  for (const until = Date.now() + READY_MS; ; await delay(POLL_MS)) {
    if (ended !== null) throw new Error(`PostgreSQL did not start: ${ended}${logSince(paths.logFile, logStart)}`);
    const found = readPostmasterPid(paths.pidFile);
    if (found?.pid === child.pid && found?.ready) return serverProcess(found.pid, port, exited);
    if (Date.now() > until) {
      child.kill('SIGQUIT');
      throw new Error(`PostgreSQL is not ready after 60 s: ${logSince(paths.logFile, logStart)}`);
    }
  }
};

const FAST_MS = 15_000;
const IMMEDIATE_MS = 5_000;

const signal = (pid: number, name: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
};

/** Fast shutdown: sessions are ended, everything is written. One that hangs is ended at once and recovers at its next start. */
const stopServer = async (pid: number, exited: Promise<unknown>): Promise<void> => {
  const goneWithin = async (ms: number): Promise<boolean> => {
    const done = new AbortController();
    const late = delay(ms, false, { signal: done.signal });
    return Promise.race([exited.then(() => true), late]).finally(() => done.abort());
  };
  for (const [name, ms] of [
    ['SIGINT', FAST_MS],
    ['SIGQUIT', IMMEDIATE_MS],
  ] as const) {
    if (!signal(pid, name) || (await goneWithin(ms))) return;
  }
  signal(pid, 'SIGKILL');
};

import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clusterPaths } from './cluster.ts';
import { FolderInUseError } from './instance-lock.ts';
import { startPostgres, type Postgres } from './launcher.ts';
import { readPostmasterPid } from './postmaster-pid.ts';
import { findRunningPostgres, withClient } from './probe.ts';
import { isRunning } from '../process/process-state.ts';

const FAST = ['-c', 'fsync=off'];
const HOLDER = join(import.meta.dirname, '../../test/support/postgres-holder.ts');

let parent: string;
let folder: string;
let running: Postgres | null;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'pawgress-launcher-'));
  chmodSync(parent, 0o755);
  folder = join(parent, 'data with spaces é');
  running = null;
});
afterEach(async () => {
  await running?.stop();
  rmSync(parent, { recursive: true, force: true });
});

const one = async (url: string, sql: string): Promise<unknown> =>
  withClient(url, async (client) => (await client.query<{ it: unknown }>(sql)).rows[0]?.it);

const postmaster = (): number => readPostmasterPid(clusterPaths(folder).pidFile)?.pid ?? 0;

/** A process that starts the server on the folder and can be killed; resolves when it has the server. */
const startHolder = async (): Promise<ChildProcess> => {
  const holder = fork(HOLDER, [folder], { execArgv: ['--import', 'tsx'] });
  const [message] = (await once(holder, 'message')) as [string];
  expect(message).toBe('ready');
  return holder;
};

describe('startPostgres', () => {
  test('makes a cluster that its operator can reach as the small print says', async () => {
    running = await startPostgres(folder, { flags: FAST });
    const { pidFile, passwordFile } = clusterPaths(folder);
    const password = readFileSync(passwordFile, 'utf8').trim();
    const port = readFileSync(pidFile, 'utf8').split('\n')[3];
    expect(await one(`postgres://pawgress:${password}@127.0.0.1:${port}/pawgress`, 'select current_user as it')).toBe(
      'pawgress',
    );
    expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
    expect(await findRunningPostgres(folder)).toBe(running.url());
  });

  test('keeps what was written over a stop, and says that nothing runs in between', async () => {
    running = await startPostgres(folder);
    await withClient(running.url(), (client) => client.query('create table kept as select 7 as n'));
    await running.stop();
    expect(await findRunningPostgres(folder)).toBeNull();
    running = await startPostgres(folder);
    expect(await one(running.url(), 'select n as it from kept')).toBe(7);
  });

  test('refuses a second instance and says who holds the folder', async () => {
    running = await startPostgres(folder, { flags: FAST });
    const second = startPostgres(folder);
    await expect(second).rejects.toThrow(FolderInUseError);
    await expect(second).rejects.toThrow(`is in use by process ${process.pid}`);
    expect(await one(running.url(), 'select 1 as it')).toBe(1);
  });

  test('adopts the server of a holder that was killed', async () => {
    const holder = await startHolder();
    const before = postmaster();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    running = await startPostgres(folder);
    expect(running.how).toBe('adopted');
    expect(postmaster()).toBe(before);
    await running.stop();
    expect(isRunning(before)).toBe(false);
  });

  test('recovers when holder and server were both killed', async () => {
    const holder = await startHolder();
    const server = postmaster();
    process.kill(server, 'SIGKILL');
    holder.kill('SIGKILL');
    await vi.waitFor(() => expect(isRunning(server)).toBe(false));
    running = await startPostgres(folder);
    expect(await one(running.url(), 'select 1 as it')).toBe(1);
  });

  test('is not misled by a stale pid file whose number another process has now', async () => {
    running = await startPostgres(folder);
    await running.stop();
    const { data, pidFile } = clusterPaths(folder);
    writeFileSync(pidFile, [process.pid, data, 1, 54_321, '', '127.0.0.1', '', 'ready   ', ''].join('\n'));
    running = await startPostgres(folder);
    expect(await one(running.url(), 'select 1 as it')).toBe(1);
  });

  test('does not take half a cluster of a killed start for a whole one', async () => {
    mkdirSync(join(folder, 'postgres.init'), { recursive: true });
    writeFileSync(join(folder, 'postgres.init', 'PG_VERSION'), '18');
    running = await startPostgres(folder, { flags: FAST });
    expect(await one(running.url(), 'select 1 as it')).toBe(1);
  });

  test('runs in a folder that only we may enter, as root too', async () => {
    chmodSync(parent, 0o700);
    running = await startPostgres(folder, { flags: FAST });
    expect(await one(running.url(), 'select 1 as it')).toBe(1);
  });

  test('starts a server that died again, on the same port', async () => {
    const told: string[] = [];
    running = await startPostgres(folder, { onRestart: (what) => told.push(what) });
    const url = running.url();
    const before = postmaster();
    process.kill(before, 'SIGKILL');
    await vi.waitFor(async () => expect(await one(url, 'select 1 as it')).toBe(1), { timeout: 20_000, interval: 100 });
    expect(postmaster()).not.toBe(before);
    await vi.waitFor(() => expect(told.join()).toContain('runs again'));
    await running.stop();
    expect(isRunning(postmaster())).toBe(false);
  });

  test('tells in PostgreSQL’s own words why it did not start', async () => {
    await expect(startPostgres(folder, { flags: ['-c', 'shared_buffers=nonsense'] })).rejects.toThrow(/shared_buffers/);
    running = await startPostgres(folder, { flags: FAST });
    expect(await one(running.url(), 'select 1 as it')).toBe(1);
  });
});

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { prepareQueue } from '#infra/queue/prepare-queue.ts';
import { useTestDb } from '../test/support/db.ts';
import { insertDelivery, insertPet, insertUser } from '../test/support/pipeline.ts';

const testDb = useTestDb();
const root = join(import.meta.dirname, '..');

beforeAll(() => prepareQueue({ redisUrl: null, keys: null, dataDir: '/nonexistent' }, testDb.url));

/** The workers as a process of their own. */
const startProcess = (env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'workers/main.ts'], {
    cwd: root,
    env: { ...process.env, REDIS_URL: '', DATABASE_URL: testDb.url, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => (said.out += String(data)));
  child.stderr.on('data', (data) => (said.err += String(data)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const runs = () => vi.waitFor(() => expect(said.out).toContain('workers run'), { timeout: 30_000 });
  return { child, said, ended, runs };
};

test('scores what is delivered, says one line for the batch, and ends with 0 on SIGTERM', async () => {
  const userId = await insertUser(testDb.db);
  await insertPet(testDb.db, userId);
  await insertDelivery(testDb.db, userId, {}, { source: 'nobody-knows-this' });
  const { child, said, ended, runs } = startProcess();
  await runs();
  await vi.waitFor(() => expect(said.out).toContain('"msg":"batch"'), { timeout: 10_000 });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  const lines = said.out.split('\n').filter((line) => line.includes('"msg":"batch"'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ claimed: 1, events: 0, ms: expect.any(Number) });
});

/** A process whose batch cannot go on until `release` is called. */
const startStuck = async () => {
  const rawId = await insertDelivery(testDb.db, await insertUser(testDb.db), {});
  const row = () => testDb.db('event_processing').where({ event_raw_id: rawId });
  await row().update({ next_attempt_at: 'infinity' });
  const lock = await testDb.db.transaction();
  const started = startProcess();
  await started.runs();
  await lock.raw('lock table event_raw in access exclusive mode');
  await row().update({ next_attempt_at: '2026-01-01T00:00:00Z' });
  const waiting = async (): Promise<number> => {
    const { rows } = await testDb.db.raw<{ rows: object[] }>(
      `select 1 from pg_stat_activity where datname = current_database()
       and application_name = 'pawgress-workers' and wait_event_type = 'Lock'`,
    );
    return rows.length;
  };
  await expect.poll(waiting, { timeout: 15_000 }).toBe(1);
  const status = async (): Promise<unknown> => (await row().first('status'))?.status;
  return { ...started, release: () => lock.commit(), status };
};

test('a signal, even one that comes twice, lets the batch in hand finish', async () => {
  const { child, ended, said, release, status } = await startStuck();
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect(await status()).toBe('pending');
  await release();
  expect(await ended).toBe(0);
  expect(await status()).not.toBe('pending');
  expect(said.out).toContain('workers stopped');
});

test('a later signal ends the process at once, and nothing is lost', async () => {
  const { child, release, status } = await startStuck();
  const code = () => {
    child.kill('SIGTERM');
    return child.exitCode;
  };
  await expect.poll(code, { timeout: 5_000 }).toBe(1);
  await release();
  expect(await status()).toBe('pending');
});

test.each([
  [{ DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' }, /DATABASE_URL: must be[^]*LOG_LEVEL/],
  [{ DATABASE_URL: '' }, /Set DATABASE_URL, or start everything with npm start/],
  [{ REDIS_URL: 'redis://127.0.0.1:1' }, /is in PostgreSQL, and this process has REDIS_URL/],
])('with %j it says what is wrong and ends with 1', async (env, message) => {
  const { said, ended } = startProcess(env);
  expect(await ended).toBe(1);
  expect(said.err).toMatch(message);
});

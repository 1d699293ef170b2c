import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JobHandlers } from '#core/jobs/index.ts';
import { createTestDb, type TestDb } from '../../test/support/db.ts';
import { redisIsHere, startTestRedis, type TestRedis } from '../../test/support/redis.ts';
import { createLogger } from '../logger.ts';
import { createQueueBackend, type QueueBackend } from './backend.ts';
import { createConsumer, type Consumer } from './consumer.ts';
import { createDoorbell } from './create-doorbell.ts';
import { prepareQueue } from './prepare-queue.ts';

const logger = createLogger({ level: 'silent', service: 'test' });
const metrics = { failure: vi.fn() };
const settings = { keys: null, dataDir: '/nonexistent' };

const counting = (handle: (call: number) => Promise<void> | void = () => undefined) => {
  const calls = { count: 0 };
  const handlers: JobHandlers = {
    drain: async () => {
      calls.count += 1;
      await handle(calls.count);
    },
  };
  return { calls, handlers };
};

const emptyPostgres = async (url: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('bullmq.%I', tablename) as name from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'`,
    );
    await client.query(`truncate ${rows.map((row) => row.name).join(', ')}`);
  } finally {
    await client.end();
  }
};

/** What every queue must do, whatever is underneath. */
const acceptance = (kind: 'redis' | 'postgres') => {
  let testDb: TestDb & { drop(): Promise<void> };
  let redis: TestRedis | null = null;
  const open: { close(): Promise<void> }[] = [];
  const later = <T extends { close(): Promise<void> }>(opened: T): T => {
    open.unshift(opened);
    return opened;
  };

  const backend = async (): Promise<QueueBackend> =>
    later(await createQueueBackend({ redisUrl: redis?.url ?? null, databaseUrl: testDb.url, logger, metrics }));
  const doorbell = (on: QueueBackend, id?: string) =>
    later(createDoorbell(on, { logger, metrics, ...(id !== undefined && { id }) }));
  const consumer = async (on: QueueBackend, handlers: JobHandlers): Promise<Consumer> => {
    const made = later(createConsumer(on, handlers, { logger }));
    await made.ready;
    return made;
  };
  const unfinished = async (on: QueueBackend): Promise<number> => {
    const counts = await on.counts();
    if (counts === null) throw new Error('the queue does not answer');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  };

  beforeAll(async () => {
    testDb = await createTestDb();
    redis = kind === 'redis' ? await startTestRedis() : null;
    await prepareQueue({ ...settings, redisUrl: redis?.url ?? null }, testDb.url);
  });
  afterEach(async () => {
    for (const opened of open.splice(0)) await opened.close();
    if (redis) await redis.empty();
    else await emptyPostgres(testDb.url);
    metrics.failure.mockClear();
  });
  afterAll(async () => {
    await redis?.stop();
    await testDb.drop();
  });

  test('is the queue that it says it is', async () => {
    expect((await backend()).kind).toBe(kind);
  });

  test('a ring is heard, and nothing is kept afterwards', async () => {
    const on = await backend();
    const { calls, handlers } = counting();
    await consumer(on, handlers);
    doorbell(on).ring();
    await vi.waitFor(() => expect(calls.count).toBe(1));
    await expect.poll(() => unfinished(on)).toBe(0);
  });

  test('a storm of rings from two processes is a few jobs, and the last ring is heard', async () => {
    const on = await backend();
    const { calls, handlers } = counting();
    await consumer(on, handlers);
    const bells = [doorbell(on), doorbell(await backend())];
    let jobsAfterLast = 0;
    for (let i = 0; i < 20_000; i += 1) {
      bells[i % 2]?.ring();
      if (i % 1_000 === 0) await turn();
      jobsAfterLast = calls.count;
    }
    await vi.waitFor(() => expect(calls.count).toBeGreaterThan(jobsAfterLast));
    await expect.poll(() => unfinished(on)).toBe(0);
    expect(calls.count).toBeLessThan(100);
  });

  test('rings while nobody listens are one job', async () => {
    const on = await backend();
    for (let i = 0; i < 3; i += 1) {
      const bell = createDoorbell(on, { logger, metrics });
      for (let n = 0; n < 100; n += 1) bell.ring();
      await turn();
      await bell.close();
    }
    expect(await on.counts()).toMatchObject({ waiting: 1, active: 0 });
    const { calls, handlers } = counting();
    await consumer(on, handlers);
    await vi.waitFor(() => expect(calls.count).toBe(1));
    await expect.poll(() => unfinished(on)).toBe(0);
    expect(calls.count).toBe(1);
  });

  test('rings while a worker is busy are one more job afterwards', async () => {
    const on = await backend();
    let finish: () => void = () => undefined;
    const { calls, handlers } = counting((call) =>
      call === 1 ? new Promise((resolve) => (finish = resolve)) : undefined,
    );
    await consumer(on, handlers);
    await consumer(await backend(), handlers);
    doorbell(on).ring();
    await vi.waitFor(() => expect(calls.count).toBe(1));
    for (let i = 0; i < 3; i += 1) {
      const bell = createDoorbell(on, { logger, metrics });
      bell.ring();
      await turn();
      await bell.close();
    }
    expect(calls.count).toBe(1);
    finish();
    await vi.waitFor(() => expect(calls.count).toBe(2));
    await expect.poll(() => unfinished(on)).toBe(0);
    expect(calls.count).toBe(2);
  });

  test('a ring with an id of its own reaches another worker while the first is busy', async () => {
    const on = await backend();
    let finish: () => void = () => undefined;
    const busy = counting(() => new Promise((resolve) => (finish = resolve)));
    const first = await consumer(on, busy.handlers);
    doorbell(on).ring();
    await vi.waitFor(() => expect(busy.calls.count).toBe(1));
    const helper = counting();
    await consumer(await backend(), helper.handlers);
    doorbell(on, 'help-one').ring();
    await vi.waitFor(() => expect(helper.calls.count).toBe(1));
    finish();
    await first.close();
  });

  test('a job that fails does not swallow the next ring', async () => {
    const on = await backend();
    const { calls, handlers } = counting((call) => {
      if (call === 1) throw new Error('the world is wrong');
    });
    await consumer(on, handlers);
    const bell = doorbell(on);
    bell.ring();
    await vi.waitFor(() => expect(calls.count).toBe(1));
    await expect.poll(() => unfinished(on)).toBe(0);
    bell.ring();
    await vi.waitFor(() => expect(calls.count).toBe(2));
  });

  test('a queue that is emptied while a job is active hears the next ring', async () => {
    const on = await backend();
    let finish: () => void = () => undefined;
    const { calls, handlers } = counting((call) =>
      call === 1 ? new Promise((resolve) => (finish = resolve)) : undefined,
    );
    await consumer(on, handlers);
    const bell = doorbell(on);
    bell.ring();
    await vi.waitFor(() => expect(calls.count).toBe(1));
    if (redis) await redis.empty();
    else await emptyPostgres(testDb.url);
    finish();
    await vi.waitFor(
      () => {
        bell.ring();
        expect(calls.count).toBeGreaterThan(1);
      },
      { timeout: 15_000, interval: 200 },
    );
  });

  test('the job of a worker that was killed is given to another within seconds', async () => {
    const on = await backend();
    const file = join(import.meta.dirname, '../../test/support/stuck-worker.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', file, testDb.url, redis?.url ?? ''], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    try {
      doorbell(on).ring();
      await expect.poll(async () => (await on.counts())?.['active'], { timeout: 20_000 }).toBe(1);
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
    const { calls, handlers } = counting();
    await consumer(await backend(), handlers);
    await vi.waitFor(() => expect(calls.count).toBeGreaterThan(0), { timeout: 30_000 });
  });

  test('closing waits for the job in hand', async () => {
    const on = await backend();
    let finish: () => void = () => undefined;
    let finished = false;
    const { calls, handlers } = counting(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      finished = true;
    });
    const made = await consumer(on, handlers);
    doorbell(on).ring();
    await vi.waitFor(() => expect(calls.count).toBe(1));
    const closed = made.close();
    finish();
    await closed;
    expect(finished).toBe(true);
  });

  if (kind === 'redis') {
    test('a frozen Redis costs a ring nothing, keeps nothing, and hears again when it thaws', async () => {
      const on = await backend();
      const { calls, handlers } = counting();
      await consumer(on, handlers);
      const bell = doorbell(on);
      bell.ring();
      await vi.waitFor(() => expect(calls.count).toBe(1));
      redis?.freeze();
      try {
        const from = performance.now();
        for (let i = 0; i < 100_000; i += 1) bell.ring();
        expect(performance.now() - from).toBeLessThan(500);
        expect(await on.counts()).toBeNull();
        await vi.waitFor(() => expect(metrics.failure).toHaveBeenCalledWith('ring'), { timeout: 10_000 });
        const before = process.memoryUsage().heapUsed;
        for (let i = 0; i < 100_000; i += 1) bell.ring();
        expect(process.memoryUsage().heapUsed - before).toBeLessThan(5_000_000);
      } finally {
        redis?.thaw();
      }
      await vi.waitFor(
        () => {
          bell.ring();
          expect(calls.count).toBeGreaterThan(1);
        },
        { timeout: 30_000, interval: 100 },
      );
    });

    test('closing does not wait for a frozen Redis', async () => {
      const on = await backend();
      const made = await consumer(on, counting().handlers);
      const bell = doorbell(on);
      redis?.freeze();
      try {
        bell.ring();
        await turn();
        const from = performance.now();
        await Promise.all([bell.close(), made.close()]);
        await on.close();
        expect(performance.now() - from).toBeLessThan(10_000);
      } finally {
        redis?.thaw();
      }
    });
  } else {
    test('rings and jobs go on after every connection was cut', async () => {
      const on = await backend();
      const { calls, handlers } = counting();
      await consumer(on, handlers);
      const bell = doorbell(on);
      bell.ring();
      await vi.waitFor(() => expect(calls.count).toBe(1));
      await testDb.db.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await vi.waitFor(
        () => {
          bell.ring();
          expect(calls.count).toBeGreaterThan(1);
        },
        { timeout: 30_000, interval: 100 },
      );
    });
  }
};

describe('the queue in PostgreSQL', () => acceptance('postgres'));
describe.runIf(redisIsHere())('the queue in Redis', () => acceptance('redis'));

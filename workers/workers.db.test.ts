import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '#infra/config.ts';
import { createLogger } from '#infra/logger.ts';
import { createNoticeListener } from '#infra/live/notice-listener.ts';
import { createQueueBackend } from '#infra/queue/backend.ts';
import { createDoorbell } from '#infra/queue/create-doorbell.ts';
import { prepareQueue } from '#infra/queue/prepare-queue.ts';
import { createTestDb, type TestDb } from '../test/support/db.ts';
import { insertDelivery, insertPet, insertUser, NOW, scripted } from '../test/support/pipeline.ts';
import { redisIsHere, startTestRedis, type TestRedis } from '../test/support/redis.ts';
import { runWorkers, type Workers } from './run-workers.ts';
import type { WorkerOverrides } from './deps.ts';

const logger = createLogger({ level: 'silent', service: 'test' });
const metrics = { failure: () => undefined };
/** Longer than any test: without a sweep. */
const NEVER = 3_600_000;

const acceptance = (kind: 'redis' | 'postgres') => {
  let testDb: TestDb & { drop(): Promise<void> };
  let redis: TestRedis | null = null;
  let userId = '';
  const stops: (() => Promise<void>)[] = [];

  const start = async (over: WorkerOverrides = {}, env: Readonly<Record<string, string>> = {}): Promise<Workers> => {
    const config = loadConfig({ DATABASE_URL: testDb.url, ...(redis && { REDIS_URL: redis.url }), ...env });
    const workers = await runWorkers(config, {
      clock: { now: () => NOW },
      logger,
      providers: { scripted },
      sweepEveryMs: NEVER,
      ...over,
    });
    stops.unshift(() => workers.stop());
    return workers;
  };
  const openDoorbell = async () => {
    const redisUrl = redis?.url ?? null;
    const backend = await createQueueBackend({ redisUrl, databaseUrl: testDb.url, logger, metrics });
    const bell = createDoorbell(backend, { logger, metrics });
    stops.unshift(async () => {
      await bell.close();
      await backend.close();
    });
    return bell;
  };
  const deliver = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await insertDelivery(testDb.db, userId, {});
  };
  const countOf = async (status: string): Promise<number> => {
    const rows = await testDb.db('event_processing').where({ status });
    return rows.length;
  };
  const allProcessed = async (count: number): Promise<void> => {
    await vi.waitFor(async () => expect(await countOf('processed')).toBe(count), { timeout: 20_000 });
    expect(await testDb.db('event_scores')).toHaveLength(count);
  };
  const emptyQueue = async (): Promise<void> => {
    if (redis) return redis.empty();
    await testDb.db.raw('truncate bullmq.job, bullmq.dedup, bullmq.dedup_next, bullmq.event cascade');
  };

  beforeAll(async () => {
    redis = kind === 'redis' ? await startTestRedis() : null;
  });
  beforeEach(async () => {
    testDb = await createTestDb();
    await redis?.empty();
    await prepareQueue({ redisUrl: redis?.url ?? null, keys: null, dataDir: '/nonexistent' }, testDb.url);
    userId = await insertUser(testDb.db);
    await insertPet(testDb.db, userId);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await testDb.drop();
  });
  afterAll(() => redis?.stop());

  test('works off what waited while no worker was there', async () => {
    await deliver(5);
    await start();
    await allProcessed(5);
  });

  test('a ring is heard, and pages are told whose rows changed', async () => {
    const told: string[] = [];
    const listener = createNoticeListener({
      url: testDb.url,
      onUsers: (ids) => told.push(...ids),
      onReconnect: () => undefined,
      logger,
      metrics,
    });
    stops.unshift(() => listener.close());
    await listener.ready;
    await start();
    const bell = await openDoorbell();
    await deliver(3);
    bell.ring();
    await allProcessed(3);
    await vi.waitFor(() => expect(told).toContain(userId));
  });

  test('a ring while a batch is in hand is not lost', async () => {
    let rung = false;
    const bell = await openDoorbell();
    let delivered: Promise<void> = Promise.resolve();
    await start({
      batchSize: 2,
      trace: (point) => {
        if (point !== 'before-commit' || rung) return;
        rung = true;
        delivered = deliver(1).then(() => bell.ring());
      },
    });
    await deliver(2);
    bell.ring();
    await vi.waitFor(() => expect(rung).toBe(true));
    await delivered;
    await allProcessed(3);
  });

  test('an emptied queue is no loss: the sweep finds what is due', async () => {
    const sweepEveryMs = 200;
    await start({ sweepEveryMs });
    const bell = await openDoorbell();
    bell.ring();
    await turn();
    await deliver(4);
    await emptyQueue();
    await allProcessed(4);
  });

  test('several workers share a backlog and count everything once', async () => {
    const users = await Promise.all(Array.from({ length: 8 }, () => insertUser(testDb.db)));
    for (const user of users) {
      await insertPet(testDb.db, user);
      for (let i = 0; i < 25; i += 1) await insertDelivery(testDb.db, user, {});
    }
    const over = { batchSize: 10 };
    await Promise.all([start(over), start(over), start(over)]);
    await allProcessed(200);
  });

  test('stopping finishes the batch in hand and begins no other', async () => {
    let stopped: Promise<void> | null = null;
    const points: string[] = [];
    const workers = await start({
      batchSize: 2,
      trace: (point) => {
        points.push(point);
        if (point === 'normalised') stopped = workers.stop();
      },
    });
    const bell = await openDoorbell();
    await deliver(6);
    bell.ring();
    await vi.waitFor(() => expect(stopped).not.toBeNull());
    await workers.stop();
    expect(points).toEqual(['claimed', 'normalised', 'before-commit', 'committed']);
    expect([await countOf('processed'), await countOf('pending')]).toEqual([2, 4]);
    await start();
    await allProcessed(6);
  });

  test('goes on when every connection to the database was cut', async () => {
    await start({ sweepEveryMs: 200 });
    await testDb.db.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await deliver(3);
    await allProcessed(3);
  });

  test('tells its figures and that it lives on a port of this machine', async () => {
    await deliver(2);
    const { statusPort } = await start({}, { WORKERS_PORT: '0' });
    await allProcessed(2);
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${statusPort}${path}`);
      return { status: answer.status, text: await answer.text() };
    };
    expect(await get('/healthz')).toEqual({ status: 200, text: '{"status":"ok"}' });
    const { text } = await get('/metrics');
    expect(text).toContain('pawgress_events_scored_total{service="workers"} 2');
    expect(text).toContain('pawgress_backlog_rows{service="workers"} 0');
    expect(text).toContain('pawgress_queue_up{service="workers"} 1');
    expect((await get('/')).status).toBe(404);
  });

  if (kind === 'redis') {
    test('a frozen Redis slows nothing down but the finding', async () => {
      await start({ sweepEveryMs: 200 });
      const bell = await openDoorbell();
      redis?.freeze();
      try {
        await deliver(3);
        bell.ring();
        await allProcessed(3);
        const over = { sweepEveryMs: 200 };
        await start(over);
        await deliver(3);
        await allProcessed(6);
      } finally {
        redis?.thaw();
      }
      await deliver(1);
      bell.ring();
      await allProcessed(7);
    });
  }
};

describe('workers with the queue in PostgreSQL', () => acceptance('postgres'));
describe.runIf(redisIsHere())('workers with the queue in Redis', () => acceptance('redis'));

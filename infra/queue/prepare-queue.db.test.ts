import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestDb, type TestDb } from '../../test/support/db.ts';
import { redisIsHere, startTestRedis, type TestRedis } from '../../test/support/redis.ts';
import { createLogger } from '../logger.ts';
import { freePort } from '../postgres/server-process.ts';
import { createQueueBackend } from './backend.ts';
import { createDoorbell } from './create-doorbell.ts';
import { prepareQueue } from './prepare-queue.ts';
import { isSupported, redisPlace } from './redis-client.ts';

const logger = createLogger({ level: 'silent', service: 'test' });
const metrics = { failure: () => undefined };
const keys = `k1:${Buffer.alloc(32, 7).toString('base64url')}`;
const say = vi.fn();

let testDb: TestDb & { drop(): Promise<void> };
beforeEach(async () => {
  testDb = await createTestDb();
  say.mockClear();
});
afterEach(() => testDb.drop());

const prepare = (redisUrl: string | null) => prepareQueue({ redisUrl, keys, dataDir: '/nonexistent' }, testDb.url, say);
const connect = (redisUrl: string | null, patient = false) =>
  createQueueBackend({ redisUrl, databaseUrl: testDb.url, logger, metrics, patient });

/** Leaves one job in the queue that is in use. */
const leaveJob = async (redisUrl: string | null): Promise<void> => {
  const backend = await connect(redisUrl);
  const bell = createDoorbell(backend, { logger, metrics });
  bell.ring();
  await turn();
  await bell.close();
  await backend.close();
};

describe('in PostgreSQL', () => {
  test('several processes prepare at once, and again', async () => {
    await Promise.all([prepare(null), prepare(null), prepare(null)]);
    await prepare(null);
    const backend = await connect(null);
    expect(await backend.counts()).toMatchObject({ waiting: 0 });
    await backend.close();
  });

  test('a process on a database that nobody prepared says what to do', async () => {
    await expect(connect(null)).rejects.toThrow(/not prepared for a queue: run npm run migrate/);
  });
});

describe('a Redis that cannot be used', () => {
  test('that nobody answers for is refused, without the password in the message', async () => {
    const url = `redis://:hunter2@127.0.0.1:${await freePort()}`;
    await expect(prepare(url)).rejects.toThrow(/Redis at 127\.0\.0\.1:\d+\/0 cannot be used: .*ECONNREFUSED/);
    await expect(prepare(url)).rejects.not.toThrow('hunter2');
  });

  test('that does not say a word is refused after five seconds', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    try {
      await expect(prepare(`redis://127.0.0.1:${port}`)).rejects.toThrow('no answer within 5 s');
    } finally {
      mute.close();
    }
  });

  test.each([
    ['redis_version:6.0.16', false],
    ['redis_version:5.0.14', false],
    ['redis_version:6.2.0', true],
    ['# Server\r\nredis_version:7.0.15\r\n', true],
    ['redis_version:10.0.1', true],
    ['', false],
  ])('%j: supported %s', (info, supported) => {
    expect(isSupported(info)).toBe(supported);
  });

  test.each([
    ['redis://user:secret@cache', 'cache:6379/0'],
    ['rediss://cache:6380/3', 'cache:6380/3'],
  ])('%s is called %s', (url, place) => {
    expect(redisPlace(url)).toBe(place);
  });
});

describe.runIf(redisIsHere())('changing the queue', () => {
  let redis: TestRedis;
  beforeEach(async () => {
    redis = await startTestRedis();
  });
  afterEach(() => redis.stop());

  test('from PostgreSQL to Redis is refused while there is a job, and allowed afterwards', async () => {
    await prepare(null);
    await leaveJob(null);
    await expect(prepare(redis.url)).rejects.toThrow(
      'The queue of this database is in PostgreSQL and still has a job. Start Pawgress without REDIS_URL until that is done',
    );
    await testDb.db.raw('delete from bullmq.job');
    await prepare(redis.url);
    await (await connect(redis.url)).close();
  });

  test('from Redis to PostgreSQL is refused while there is a job, and allowed afterwards', async () => {
    await prepare(redis.url);
    await leaveJob(redis.url);
    await expect(prepare(null)).rejects.toThrow(/is in Redis at 127\.0\.0\.1:\d+\/0 and still has a job/);
    await redis.empty();
    await prepare(null);
    expect(say).not.toHaveBeenCalled();
  });

  test('away from a Redis that is gone is allowed and said', async () => {
    await prepare(redis.url);
    await redis.stop();
    await prepare(null);
    expect(say).toHaveBeenCalledWith(expect.stringMatching(/which cannot be asked any more/));
    redis = await startTestRedis();
  });

  test('keeps the password of Redis sealed', async () => {
    await prepare(redis.url);
    const { rows } = await testDb.db.raw<{ rows: { text: string }[] }>(
      `select encode(address, 'escape') || place as text from pawgress_queue.backend`,
    );
    expect(rows[0]?.text).toMatch(/127\.0\.0\.1/);
    expect(rows[0]?.text).not.toContain('secret');
  });

  test('in one process only is refused: its rings would never be heard', async () => {
    await prepare(redis.url);
    await expect(connect(null)).rejects.toThrow(/is in Redis at .* and this process has no REDIS_URL/);
    await prepare(null);
    await expect(connect(redis.url)).rejects.toThrow(/is in PostgreSQL, and this process has REDIS_URL/);
  });

  test('a patient process starts while Redis is frozen, and is heard when it thaws', async () => {
    await prepare(redis.url);
    redis.freeze();
    await expect(connect(redis.url)).rejects.toThrow('cannot be used');
    const backend = await connect(redis.url, true);
    expect(await backend.counts()).toBeNull();
    redis.thaw();
    await expect.poll(() => backend.counts(), { timeout: 20_000 }).toMatchObject({ waiting: 0 });
    await backend.close();
  });
});

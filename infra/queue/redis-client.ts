/** How Pawgress speaks with Redis: producers give up soon and keep nothing, consumers wait. */
import { Redis, type RedisOptions } from 'ioredis';
import { atMost } from '../at-most.ts';

/** BullMQ needs it, and older ones are no longer kept up. */
const OLDEST = [6, 2] as const;
const ANSWER_MS = 5_000;

const retryStrategy = (times: number): number => Math.min(times * 100, 2_000);

/** A frozen or dead Redis costs a producer one command that times out; nothing is kept for later (no offline queue). */
const PRODUCER = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 2_000,
  socketTimeout: 5_000,
  connectTimeout: ANSWER_MS,
  keepAlive: 10_000,
  retryStrategy,
} satisfies RedisOptions;

/** A consumer blocks on Redis for as long as it takes: BullMQ wants no limit on retries. */
const CONSUMER = { maxRetriesPerRequest: null, keepAlive: 10_000, retryStrategy } satisfies RedisOptions;

export const connectRedis = (url: string, role: 'producer' | 'consumer'): Redis =>
  role === 'producer' ? new Redis(url, PRODUCER) : new Redis(url, CONSUMER);

/** Host, port and database of an address, without what is secret: names a Redis in messages and in the record. */
export const redisPlace = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || '6379'}/${pathname.replace(/^\//, '') || '0'}`;
};

const versionOf = (info: string): readonly number[] =>
  (/^redis_version:([\d.]+)/m.exec(info)?.[1] ?? '0').split('.').map(Number);

/** Whether a version, as `INFO` tells it, is one Pawgress works with. */
export const isSupported = (info: string): boolean => {
  const [major = 0, minor = 0] = versionOf(info);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
};

/**
 * Runs `work` on a connection of its own that is not tried again.
 * @throws {Error} naming the place, without the password, when Redis does not answer within five seconds.
 */
export const withRedis = async <T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWER_MS,
    retryStrategy: () => null,
  });
  let reason = `no answer within ${ANSWER_MS / 1000} s`;
  redis.on('error', (error) => (reason = error.message || String(error)));
  try {
    const done = await atMost(
      ANSWER_MS,
      (async () => {
        await redis.connect();
        return { value: await work(redis) };
      })(),
    );
    if (done) return done.value;
  } catch (error) {
    // "Connection is closed" says less than the reason why it is closed.
    if (error instanceof Error && !/closed/i.test(error.message)) reason = error.message;
  } finally {
    redis.disconnect();
  }
  throw new Error(`Redis at ${redisPlace(url)} cannot be used: ${reason}.`);
};

/** @throws {Error} when Redis does not answer or is older than 6.2: nothing else is used in its place. */
export const assertRedis = async (url: string): Promise<void> => {
  const info = await withRedis(url, (redis) => redis.info('server'));
  if (isSupported(info)) return;
  throw new Error(
    `Redis at ${redisPlace(url)} is version ${versionOf(info).join('.')}, and Pawgress needs ${OLDEST.join('.')} or newer.`,
  );
};

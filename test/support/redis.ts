/** A Redis of the test's own, where this machine has one: on a free port, in a fresh folder, configured on stdin. */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '#infra/postgres/server-process.ts';

export interface TestRedis {
  readonly url: string;
  /** Throws everything away, as a Redis without its disk would. */
  empty(): Promise<void>;
  /** Stops the process without ending it: connections stay, answers do not come. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const ELSEWHERE = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
const READY_MS = 10_000;

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The redis-server (or valkey-server) of this machine, `null` when there is none. */
export const findRedisServer = (): string | null =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...ELSEWHERE]
    .flatMap((folder) => ['redis-server', 'valkey-server'].map((name) => join(folder, name)))
    .find(isExecutable) ?? null;

/** Whether the queue can be tested on Redis here. Says aloud when it cannot: a skip must be seen. */
export const redisIsHere = (): boolean => {
  const here = findRedisServer() !== null;
  if (!here)
    console.warn('\nNOT TESTED ON REDIS: there is no redis-server here (sudo apt-get install -y redis-server)\n');
  return here;
};

const ask = async <T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
};

/** Starts one. @throws {Error} when there is no redis-server or it does not come up in ten seconds. */
export const startTestRedis = async (): Promise<TestRedis> => {
  const server = findRedisServer();
  if (server === null) throw new Error('there is no redis-server on this machine');
  const folder = mkdtempSync(join(tmpdir(), 'pawgress-redis-'));
  const port = await freePort();
  const url = `redis://:secret@127.0.0.1:${port}`;
  const child = spawn(server, ['-'], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin.end(
    [
      `port ${port}`,
      'bind 127.0.0.1',
      'requirepass secret',
      `dir "${folder}"`,
      'appendonly yes',
      'appendfsync everysec',
      'maxmemory-policy noeviction',
      'save ""',
      'loglevel warning',
    ].join('\n'),
  );
  for (const until = Date.now() + READY_MS; ; await delay(20)) {
    try {
      await ask(url, (redis) => redis.ping());
      break;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
  return {
    url,
    empty: () => ask(url, async (redis) => void (await redis.flushall())),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

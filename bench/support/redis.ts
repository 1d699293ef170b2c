/** A Redis of our own, when this machine has one. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '#infra/postgres/server-process.ts';
import { findRedisServer } from '../../scripts/lib/redis.mjs';

export interface BenchRedis {
  readonly url: string;
  /** It stops answering without closing a connection, as in a long pause. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const READY_MS = 10_000;
const POLL_MS = 20;

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('data', (data) => end(data.toString().startsWith('+PONG')));
    socket.once('error', () => end(false));
  });

/** `null` when there is no redis-server. */
export const startBenchRedis = async (folder: string): Promise<BenchRedis | null> => {
  const binary = findRedisServer();
  if (binary === null) return null;
  const port = await freePort();
  const home = join(folder, `redis-${port}`);
  mkdirSync(home);
  const options = ['--bind', '127.0.0.1', '--dir', home, '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
  const child = spawn(binary, ['--port', String(port), ...options], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const until = Date.now() + READY_MS; !(await answers(port)); await delay(POLL_MS)) {
    if (Date.now() > until) throw new Error('Redis does not answer');
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await exited;
    },
  };
};

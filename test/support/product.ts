/** A product of whole processes, as it is run: to be killed, started again, and looked at with a browser. */
import { connectDb, type Db } from '#infra/db/connect.ts';
import { freePort } from '#infra/postgres/server-process.ts';
import { prepareQueue } from '#infra/queue/prepare-queue.ts';
import { registerOn, TEST_KEYS, testConfig } from './app.ts';
import { startProcess, type TestProcess } from './process.ts';
import type { TestRedis } from './redis.ts';
import type { Hook } from './webhook.ts';

const octocat = { login: 'octocat', id: 583231 };

export interface Product {
  readonly db: Db;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  startServer(): Promise<TestProcess>;
  startWorkers(fault?: Readonly<Record<string, string>>): Promise<TestProcess>;
}

/** On a database that is migrated. `onEnd` is told how to end what was started, newest last. */
export const productOn = async (
  databaseUrl: string,
  onEnd: (end: () => Promise<unknown>) => void,
  redis: TestRedis | null = null,
): Promise<Product> => {
  const port = await freePort();
  const env = {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis?.url ?? '',
    PAWGRESS_KEYS: TEST_KEYS,
    REGISTRATION: 'open',
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'info',
  };
  await prepareQueue(testConfig(databaseUrl, { REDIS_URL: env.REDIS_URL }), databaseUrl);
  const db = connectDb(databaseUrl, { max: 4, application: 'pawgress-test' });
  onEnd(() => db.destroy());
  const started = async (process: TestProcess, pattern: RegExp): Promise<TestProcess> => {
    onEnd(() => process.kill());
    await process.saw(pattern);
    return process;
  };
  return {
    db,
    env,
    url: `http://127.0.0.1:${port}`,
    startServer: () => started(startProcess('server/main.ts', env), /server runs/),
    startWorkers: (fault = {}) =>
      started(startProcess('test/support/faulty-workers.ts', { ...env, ...fault }), /ready|killed at/),
  };
};

/** A user with a pet and a hook. */
export const hatch = async (product: Product): Promise<{ hook: Hook; pet: string; userId: string }> => {
  const client = await registerOn(product.url);
  const pet = await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } });
  const made = await client.send('POST', '/v1/integrations', {
    body: { provider: 'github', account: { id: String(octocat.id), login: octocat.login } },
  });
  const path = new URL(String(made.body['webhook_url'])).pathname;
  return {
    hook: { url: `${product.url}${path}`, secret: String(made.body['secret']) },
    pet: String(pet.body['id']),
    userId: client.userId,
  };
};

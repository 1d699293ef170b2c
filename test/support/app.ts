/** A whole server in this process, on a database of its own, and a client that speaks to it by HTTP as a browser does. */
import { afterAll, beforeAll } from 'vitest';
import type { CallOf, EndpointShape } from '#core/contract/endpoint.ts';
import { createLogger } from '#infra/logger.ts';
import { loadConfig } from '#infra/config.ts';
import type { Mailer } from '#infra/mail.ts';
import { prepareQueue } from '#infra/queue/prepare-queue.ts';
import { runServer, type RunningServer, type ServerOverrides } from '../../server/run-server.ts';
import { runWorkers, type Workers } from '../../workers/run-workers.ts';
import { createTestDb, type TestDb } from './db.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body, `null` when there is none. */
  readonly body: Record<string, unknown> & { readonly items?: readonly Record<string, unknown>[] };
}

export interface Client {
  /** Sends a request with this client's cookie and the headers of a page of the same origin. */
  send(method: string, path: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  /** Calls an endpoint of the contract with its typed parts. */
  call<E extends EndpointShape>(endpoint: E, parts?: Partial<CallOf<E>>): Promise<Answer>;
  cookie(): string | null;
}

export interface SignedInClient extends Client {
  readonly userId: string;
  readonly email: string;
}

export const PASSWORD = 'correct horse battery';
export const TEST_KEYS = `test:${Buffer.alloc(32, 7).toString('base64url')}`;

export const testConfig = (databaseUrl: string, env: Readonly<Record<string, string>> = {}) =>
  loadConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    PAWGRESS_KEYS: TEST_KEYS,
    REGISTRATION: 'open',
    RATE_LIMIT: 'off',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    DATABASE_POOL: '6',
    ...env,
  });

export const createClient = (url: string, headers: Readonly<Record<string, string>> = {}): Client => {
  let cookie: string | null = null;
  const send: Client['send'] = async (method, path, options = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie !== null && { cookie }),
        ...headers,
        ...options.headers,
      },
      ...(options.body !== undefined && {
        body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
      }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      cookie = /max-age=0|expires=thu, 01 jan 1970/i.test(set) ? null : pair;
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const body = (isJson && text !== '' ? JSON.parse(text) : null) as Answer['body'];
    return { status: response.status, headers: response.headers, body };
  };
  return {
    send,
    cookie: () => cookie,
    call: (endpoint, parts = {}) => {
      const {
        params = {},
        query = {},
        body,
      } = parts as {
        params?: Record<string, string>;
        query?: Record<string, string>;
        body?: unknown;
      };
      const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
      const search = new URLSearchParams(query).toString();
      return send(endpoint.method.toUpperCase(), search === '' ? path : `${path}?${search}`, {
        ...(body !== undefined && { body }),
      });
    },
  };
};

let users = 0;

/** A client of a new account. */
export const registerOn = async (url: string): Promise<SignedInClient> => {
  const client = createClient(url);
  const email = `person-${(users += 1)}@example.org`;
  const answer = await client.send('POST', '/v1/auth/register', { body: { email, password: PASSWORD } });
  if (answer.status !== 201) throw new Error(`registering answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const { id } = answer.body['user'] as { id: string };
  return { ...client, userId: id, email };
};

export interface TestApp extends TestDb {
  readonly url: string;
  readonly mails: { to: string; subject: string; text: string }[];
  client(headers?: Readonly<Record<string, string>>): Client;
  register(): Promise<SignedInClient>;
  /** Another server process' worth on the same database. */
  startAnother(): Promise<RunningServer>;
}

/** One server, with workers unless they are not wanted, for all tests of the calling file. */
export const useTestApp = (
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly workers?: boolean;
    readonly overrides?: ServerOverrides;
  } = {},
): TestApp => {
  let testDb: (TestDb & { drop(): Promise<void> }) | undefined;
  let server: RunningServer | undefined;
  let workers: Workers | undefined;
  const others: RunningServer[] = [];
  const mails: TestApp['mails'] = [];
  const mailer: Mailer = { send: (mail) => Promise.resolve(void mails.push(mail)) };

  const start = async (): Promise<RunningServer> => {
    if (!testDb) throw new Error('the test application exists inside tests only');
    return runServer(testConfig(testDb.url, options.env), { mailer, ...options.overrides });
  };

  beforeAll(async () => {
    testDb = await createTestDb();
    const config = testConfig(testDb.url, options.env);
    await prepareQueue(config, testDb.url);
    server = await start();
    if (options.workers !== false) {
      workers = await runWorkers(config, {
        sweepEveryMs: 200,
        ...(options.overrides?.clock && { clock: options.overrides.clock }),
        logger: createLogger({ level: 'silent', service: 'test' }),
      });
    }
  });
  afterAll(async () => {
    await Promise.all(others.map((other) => other.close()));
    await server?.close();
    await workers?.stop();
    await testDb?.drop();
  });

  const running = (): RunningServer => {
    if (!server) throw new Error('the test application exists inside tests only');
    return server;
  };
  const database = (): TestDb => {
    if (!testDb) throw new Error('the test application exists inside tests only');
    return testDb;
  };
  return {
    mails,
    get url() {
      return running().url;
    },
    get db() {
      return database().db;
    },
    client: (headers) => createClient(running().url, headers),
    register: () => registerOn(running().url),
    startAnother: async () => {
      const other = await start();
      others.push(other);
      return other;
    },
  };
};

/** One server process: HTTP in, API out. `main.ts` runs it from the environment, tests run it in their own process. */
import { createServer, type Server } from 'node:http';
import { resolve as absolute } from 'node:path';
import { providers } from '#core/providers/registry.gen.ts';
import { systemClock, type Clock } from '#infra/clock.ts';
import type { Config } from '#infra/config.ts';
import { connectDb } from '#infra/db/connect.ts';
import { poolUse } from '#infra/db/pool-use.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { newId } from '#infra/ids.ts';
import { createLogger, type Logger } from '#infra/logger.ts';
import { createMailer, type Mailer } from '#infra/mail.ts';
import { createMetrics } from '#infra/metrics.ts';
import { freePort } from '#infra/postgres/server-process.ts';
import { createQueueBackend } from '#infra/queue/backend.ts';
import { createDoorbell } from '#infra/queue/create-doorbell.ts';
import { createKeyring } from '#infra/secrets/keyring.ts';
import { createApp } from './app.ts';
import type { ServerDeps } from './deps.ts';
import { createLiveHub } from './features/stream/hub.ts';
import { createIntake } from './intake/intake.ts';

/** What a test may bring along. */
export interface ServerOverrides {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly mailer?: Mailer;
  /** Folder of the built page. */
  readonly pageFolder?: string;
}

export interface RunningServer {
  /** `http://host:port` it listens on. */
  readonly url: string;
  /** Takes no more requests, finishes those in hand, closes everything. */
  close(): Promise<void>;
}

const HEADERS_MS = 20_000;
const REQUEST_MS = 120_000;
const KEEP_ALIVE_MS = 65_000;
/** Requests in hand at a stop may take so long; then they are cut. */
const FINISH_MS = 10_000;

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve());
  });

const finish = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), FINISH_MS);
  await closed;
  clearTimeout(cut);
};

/** @throws {Error} when there is no database or no key, or the port is taken. */
export const runServer = async (given: Config, overrides: ServerOverrides = {}): Promise<RunningServer> => {
  const { databaseUrl, redisUrl, keys } = given;
  if (databaseUrl === null) throw new Error('Set DATABASE_URL, or start everything with npm start.');
  if (keys === null) throw new Error('Set PAWGRESS_KEYS, or start everything with npm start.');
  const clock = overrides.clock ?? systemClock;
  const logger = overrides.logger ?? createLogger({ level: given.logLevel, service: 'server' });
  const metrics = createMetrics({ service: 'server', providers: Object.keys(providers) });

  // The port is known before anything names the public address, also when any will do.
  const port = given.port === 0 ? await freePort() : given.port;
  const own = `http://${given.host === '0.0.0.0' || given.host === '::' ? 'localhost' : given.host}:${port}`;
  const config = { ...given, port, publicUrl: given.port === 0 ? own : given.publicUrl };

  // Intake depends on PostgreSQL alone: Redis may be down at a start, too.
  const queue = await createQueueBackend({ redisUrl, databaseUrl, logger, metrics, patient: true });
  const db = connectDb(databaseUrl, { max: config.databasePool, application: 'pawgress-server', logger });
  const uow = createUnitOfWork(db);
  const doorbell = createDoorbell(queue, { logger, metrics });
  const live = createLiveHub({ databaseUrl, uow, clock, logger, metrics });
  metrics.observe({
    backlog: () => uow.readSystem(({ backlog }) => backlog.backlog()),
    queue: () => queue.counts(),
    pool: () => poolUse(db),
    live: () => live.size(),
  });
  const shared = {
    config,
    clock,
    logger,
    newId,
    uow,
    keyring: createKeyring(keys, clock),
    doorbell,
    metrics,
    providers,
    mailer: overrides.mailer ?? (config.smtpUrl === null ? null : createMailer(config.smtpUrl, config.mailFrom)),
    live,
    queue,
  };
  const intake = createIntake(shared, { databaseUrl });
  const deps: ServerDeps = { ...shared, forgetConnection: (pathToken) => intake.forgetConnection(pathToken) };
  const app = createApp(deps, overrides.pageFolder ?? absolute('dist/web'));
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      if (!intake.handle(request, response)) app(request, response);
    },
  );
  await listen(server, port, given.host);
  logger.info({ url: own, queue: queue.kind }, 'server runs');

  return {
    url: own,
    close: async () => {
      await live.close();
      await finish(server);
      await intake.close();
      await doorbell.close();
      await queue.close();
      await db.destroy();
      logger.info('server stopped');
    },
  };
};

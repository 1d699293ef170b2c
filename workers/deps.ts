import type { BatchProcessorDeps } from '#app/process-batch/process-batch.ts';
import type { Provider } from '#core/providers/provider.ts';
import { providers } from '#core/providers/registry.gen.ts';
import { systemClock, type Clock } from '#infra/clock.ts';
import type { Config } from '#infra/config.ts';
import { connectDb, type Db } from '#infra/db/connect.ts';
import { poolUse } from '#infra/db/pool-use.ts';
import { createUnitOfWork, type UnitOfWork } from '#infra/db/unit-of-work.ts';
import { createLogger, type Logger } from '#infra/logger.ts';
import { createMetrics, type Metrics } from '#infra/metrics.ts';
import { createQueueBackend, type QueueBackend } from '#infra/queue/backend.ts';

/** What a test may bring along: a clock, providers of its own, small batches, a shorter timer. */
export interface WorkerOverrides extends Pick<BatchProcessorDeps, 'batchSize' | 'trace'> {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly providers?: Readonly<Record<string, Provider>>;
  /** Milliseconds between two looks without the queue. */
  readonly sweepEveryMs?: number;
}

export interface WorkerDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly db: Db;
  readonly uow: UnitOfWork;
  readonly queue: QueueBackend;
  readonly providers: Readonly<Record<string, Provider>>;
}

/** Two batches, a sweep, a notice, a scrape and one to spare. The queue has connections of its own. */
const MOST_CONNECTIONS = 6;

/** @throws {Error} when there is no database, or its queue is another one than the configuration's. */
export const createWorkerDeps = async (config: Config, overrides: WorkerOverrides): Promise<WorkerDeps> => {
  const { databaseUrl, redisUrl } = config;
  if (databaseUrl === null) throw new Error('Set DATABASE_URL, or start everything with npm start.');
  const logger = overrides.logger ?? createLogger({ level: config.logLevel, service: 'workers' });
  const known = overrides.providers ?? providers;
  const metrics = createMetrics({ service: 'workers', providers: Object.keys(known) });
  // Without Redis workers still find what is due, so they do not wait for it.
  const queue = await createQueueBackend({ redisUrl, databaseUrl, logger, metrics, patient: true });
  const max = Math.min(config.databasePool, MOST_CONNECTIONS);
  const db = connectDb(databaseUrl, { max, application: 'pawgress-workers', logger });
  const uow = createUnitOfWork(db);
  metrics.observe({
    backlog: () => uow.readSystem(({ backlog }) => backlog.backlog()),
    queue: () => queue.counts(),
    pool: () => poolUse(db),
  });
  return { clock: overrides.clock ?? systemClock, logger, metrics, db, uow, queue, providers: known };
};

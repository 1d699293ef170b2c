/** One workers process: queue in, rows out. */
import { createDueWork } from '#app/due-work/run-due-work.ts';
import { createBatchProcessor, type BatchResult } from '#app/process-batch/process-batch.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { atMost } from '#infra/at-most.ts';
import type { Config } from '#infra/config.ts';
import { isTransient } from '#infra/db/pg-errors.ts';
import { newId } from '#infra/ids.ts';
import { createNoticePublisher } from '#infra/live/notice-publisher.ts';
import { createConsumer } from '#infra/queue/consumer.ts';
import { createDoorbell } from '#infra/queue/create-doorbell.ts';
import { createWorkerDeps, type WorkerOverrides } from './deps.ts';
import { createDrainLoop } from './drain-loop.ts';
import { startStatusServer } from './status-server.ts';
import { createSweeper } from './sweeper.ts';

export interface Workers {
  /** Where `/metrics` and `/healthz` are, `null` when they are not served. */
  readonly statusPort: number | null;
  /** Finishes the batch in hand, takes no other, closes everything. */
  stop(): Promise<void>;
}

/** The queue may be down: work is found without it, so that starting does not wait longer. */
const QUEUE_READY_MS = 3_000;
const ASK_FOR_HELP_EVERY_MS = 500;

/** Starts working. @throws {Error} when the database or the configuration does not allow it. */
export const runWorkers = async (config: Config, overrides: WorkerOverrides = {}): Promise<Workers> => {
  const deps = await createWorkerDeps(config, overrides);
  const { clock, logger, metrics, db, uow, queue } = deps;
  const notices = createNoticePublisher(db, { logger, metrics });
  // Its own id: the ring this process is answering stays in its hands until all is done, and would hold others back.
  const helpBell = createDoorbell(queue, { logger, metrics, id: `help-${newId()}`, gapMs: ASK_FOR_HELP_EVERY_MS });
  const processor = createBatchProcessor({
    uow,
    clock,
    logger,
    newId,
    providers: deps.providers,
    ...(overrides.batchSize !== undefined && { batchSize: overrides.batchSize }),
    ...(overrides.trace && { trace: overrides.trace }),
  });

  const onBatch = ({ users, full, ...counts }: BatchResult, ms: number): void => {
    notices.publish(users);
    if (full) helpBell.ring();
    metrics.batch({ rows: counts.claimed, events: counts.events, seconds: ms / 1000 });
    if (counts.failed > 0) metrics.failure('delivery', counts.failed);
    logger.info({ ...counts, users: users.length, ms: Math.round(ms) }, 'batch');
  };
  const onError = (error: unknown, retryInMs: number): void => {
    const transient = isTransient(error);
    metrics.failure(transient ? 'batch_transient' : 'batch_unexpected');
    logger[transient ? 'warn' : 'error']({ err: error, retry_in_ms: retryInMs }, 'a batch changed nothing');
  };
  const loop = createDrainLoop({ processBatch: () => processor.processBatch(), onBatch, onError });
  const poke = (): void => void loop.poke();

  const handlers: JobHandlers = { drain: () => loop.poke() };
  const consumer = createConsumer(queue, handlers, { logger });
  const dueWork = createDueWork({ uow, clock, logger, newId });
  const doDue = async (): Promise<void> => {
    const users = await dueWork.run();
    if (users.length === 0) return;
    notices.publish(users);
    poke();
  };
  const sweepEvery = overrides.sweepEveryMs;
  const sweeper = createSweeper({
    uow,
    clock,
    logger,
    metrics,
    onFound: poke,
    doDue,
    ...(sweepEvery !== undefined && { everyMs: sweepEvery }),
  });

  const stopAll = async (): Promise<void> => {
    // The consumer's job ends when the loop has stopped, so both are told before either is waited for.
    await Promise.all([loop.stop(), consumer.close(), sweeper.stop()]);
    await Promise.all([helpBell.close(), notices.close(), status?.close()]);
    await queue.close();
    await db.destroy();
    logger.info('workers stopped');
  };
  let stopped: Promise<void> | null = null;
  poke();
  const status = config.workersPort === null ? null : await startStatusServer(config.workersPort, metrics);
  await atMost(QUEUE_READY_MS, consumer.ready);
  logger.info({ queue: queue.kind, status_port: status?.port ?? null }, 'workers run');
  return { statusPort: status?.port ?? null, stop: () => (stopped ??= stopAll()) };
};

import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Logger } from '#infra/logger.ts';
import type { Metrics } from '#infra/metrics.ts';
import { createRareLog } from '#infra/rare-log.ts';

export interface SweeperOptions {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'failure'>;
  /** Something is due that nobody was told of. */
  readonly onFound: () => void;
  /** Does what has come due: periods that close, days that turn. */
  readonly doDue: () => Promise<void>;
  readonly everyMs?: number;
}

export interface Sweeper {
  stop(): Promise<void>;
}

const EVERY_MS = 5_000;
/** Younger rows have a ring on its way to somebody. */
const UNTOLD_MS = 500;
const PURGE_EVERY_MS = 3_600_000;

/**
 * Finds pending rows and does due work without the queue, on a plain timer in each worker process; one at a time sweeps, by an advisory lock.
 * Also deletes hourly what is over. The first sweep is at once.
 */
export const createSweeper = (options: SweeperOptions): Sweeper => {
  const { uow, clock, logger, metrics, onFound, doDue } = options;
  const warn = createRareLog(logger);
  let purgeAt = -Infinity;

  const look = async (): Promise<void> => {
    const found = await uow.system(
      async ({ backlog }) => (await backlog.trySweepLock()) && (await backlog.hasWaited(UNTOLD_MS)),
    );
    if (found) onFound();
  };

  const purge = async (): Promise<void> => {
    const now = clock.now();
    if (Date.parse(now) < purgeAt) return;
    purgeAt = Date.parse(now) + PURGE_EVERY_MS;
    const purged = await uow.system(async (stores) =>
      (await stores.backlog.trySweepLock()) ? stores.purge.purge(now) : null,
    );
    if (purged && Object.values(purged).some((rows) => rows > 0)) logger.info({ purged }, 'purged what was over');
  };

  const sweep = async (): Promise<void> => {
    try {
      await look();
    } catch (error) {
      metrics.failure('sweep');
      warn(error, 'could not look for waiting work; looks again soon');
    }
    try {
      await doDue();
    } catch (error) {
      metrics.failure('due_work');
      warn(error, 'could not do what is due; tries again soon');
    }
    try {
      await purge();
    } catch (error) {
      metrics.failure('purge');
      warn(error, 'could not purge what is over; tries again in an hour');
    }
  };

  let sweeping: Promise<void> | null = null;
  const start = (): void => {
    sweeping ??= sweep().finally(() => (sweeping = null));
  };
  start();
  const timer = setInterval(start, options.everyMs ?? EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
};

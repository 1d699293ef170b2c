import pg from 'pg';
import { queueNames } from '#core/jobs/index.ts';
import { atMost } from '../at-most.ts';
import { pgOptions } from '../db/connect.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { createRareLog } from '../rare-log.ts';
import { readQueueRecord } from './backend-record.ts';
import { postgresQueues, redisQueues, type JobCounts, type OpenQueue, type QueuePlace } from './bullmq.ts';
import { assertRedis } from './redis-client.ts';

/** BullMQ on Redis or on PostgreSQL, for one process. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /** The queue `name`, one object however often it is asked for. Its commands fail soon when its place is down. */
  queue(name: string): Pick<OpenQueue, 'add'>;
  startWorker: QueuePlace['startWorker'];
  /** Jobs of all queues by state; `null` when the queue does not answer within a second. Never throws. */
  counts(): Promise<JobCounts | null>;
  close(): Promise<void>;
}

export interface QueueBackendOptions {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'failure'>;
  /**
   * Start although Redis does not answer, and connect when it does: for processes that must go on without it (intake
   * depends on PostgreSQL alone, workers also look by themselves). Never another queue in its place.
   */
  readonly patient?: boolean;
}

const COUNT_MS = 1_000;
const NOT_YET = 'run npm run migrate with the settings of this process first';

const assertRecorded = async (kind: QueueBackend['kind'], databaseUrl: string): Promise<void> => {
  const client = new pg.Client(pgOptions(databaseUrl, 'pawgress'));
  await client.connect();
  try {
    const record = await readQueueRecord(client);
    if (record === null) throw new Error(`This database is not prepared for a queue: ${NOT_YET}.`);
    if (record.kind === kind) return;
    const said = kind === 'redis' ? 'has REDIS_URL' : 'has no REDIS_URL';
    throw new Error(
      `The queue of this database is in ${record.kind === 'redis' ? `Redis at ${record.place}` : 'PostgreSQL'}, and this process ${said}: give it the settings of the others, or ${NOT_YET}.`,
    );
  } finally {
    await client.end();
  }
};

/** A queue that is opened when first used, and again when it never came to work: BullMQ remembers a failed start for ever. */
const reopening = (open: () => OpenQueue): OpenQueue => {
  let current: { readonly queue: OpenQueue; works: boolean } | null = null;
  const use = async <T>(work: (queue: OpenQueue) => Promise<T>): Promise<T> => {
    const mine = (current ??= { queue: open(), works: false });
    try {
      const result = await work(mine.queue);
      mine.works = true;
      return result;
    } catch (error) {
      if (!mine.works && current === mine) {
        current = null;
        void mine.queue.close().catch(() => undefined);
      }
      throw error;
    }
  };
  return {
    add: (name, data, options) => use((queue) => queue.add(name, data, options)),
    counts: () => use((queue) => queue.counts()),
    close: async () => {
      await current?.queue.close();
      current = null;
    },
  };
};

const sumOf = (all: readonly JobCounts[]): JobCounts => {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [state, count] of Object.entries(counts)) sum[state] = (sum[state] ?? 0) + count;
  }
  return sum;
};

/**
 * Connects to the queue that `prepareQueue` recorded.
 * @throws {Error} when the record names another queue; and, unless `patient`, when Redis cannot be used.
 */
export const createQueueBackend = async (options: QueueBackendOptions): Promise<QueueBackend> => {
  const { redisUrl, databaseUrl, logger, metrics } = options;
  const kind = redisUrl === null ? 'postgres' : 'redis';
  await assertRecorded(kind, databaseUrl);
  if (redisUrl !== null) {
    const usable = assertRedis(redisUrl);
    if (!options.patient) await usable;
    usable.catch((error: unknown) => {
      metrics.failure('queue');
      logger.warn({ err: error }, 'the queue cannot be used yet; work is found without it meanwhile');
    });
  }
  const place = redisUrl === null ? postgresQueues(databaseUrl) : redisQueues(redisUrl);
  const warn = createRareLog(logger);
  const onError = (error: Error): void => {
    metrics.failure('queue');
    warn(error, 'the queue has a fault');
  };

  const queues = new Map<string, OpenQueue>();
  const queue = (name: string): OpenQueue => {
    const known = queues.get(name) ?? reopening(() => place.openQueue(name, onError));
    queues.set(name, known);
    return known;
  };
  let counting: Promise<JobCounts> | null = null;

  return {
    kind,
    queue,
    startWorker: (name, concurrency, process, onFault) =>
      place.startWorker(name, concurrency, process, (error) => {
        onError(error);
        onFault(error);
      }),
    counts: async () => {
      counting ??= Promise.all(queueNames.map((name) => queue(name).counts()))
        .then(sumOf)
        .finally(() => (counting = null));
      try {
        return (await atMost(COUNT_MS, counting)) ?? null;
      } catch {
        return null;
      }
    },
    close: async () => {
      await Promise.all([...queues.values()].map((open) => open.close()));
    },
  };
};

/** The two places BullMQ can live in, as one: what Pawgress uses of its queues and workers, whatever is underneath. */
import {
  createPostgresBackend,
  createRedisBackend,
  withBackend,
  type BackendFactory,
  type IQueueBackend,
  type WorkerOptions,
} from 'bullmq';
import { atMost } from '../at-most.ts';
import type { JobOptions } from '#core/jobs/job.ts';
import { connectRedis } from './redis-client.ts';

/** BullMQ's tables on our database are apart from ours. */
export const BULLMQ_SCHEMA = 'bullmq';
/** In braces, so that a Redis Cluster keeps all keys of the queues on one node. */
const REDIS_PREFIX = '{pawgress}';

const CLOSE_MS = 3_000;
const POOL = { keepAlive: true, connectionTimeoutMillis: 5_000, application_name: 'pawgress-queue' } as const;

export type JobCounts = Readonly<Record<string, number>>;

/** A queue that jobs can be added to. */
export interface OpenQueue {
  add(name: string, data: object, options: JobOptions): Promise<void>;
  counts(): Promise<JobCounts>;
  close(): Promise<void>;
}

/** A worker that is taking jobs. */
export interface OpenWorker {
  /** @throws when its place cannot be used; close it then and start another. */
  ready(): Promise<void>;
  /** Waits for the job in hand. */
  close(): Promise<void>;
}

type Process = (name: string, data: unknown) => Promise<void>;
type OnError = (error: Error) => void;

/** Where queues live. */
export interface QueuePlace {
  readonly kind: 'redis' | 'postgres';
  openQueue(name: string, onError: OnError): OpenQueue;
  startWorker(name: string, concurrency: number, process: Process, onError: OnError): OpenWorker;
}

const COUNTED = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;

/**
 * A worker that was killed gives its job back after ten seconds at most, and a job is given back as often as it takes:
 * it only says "look now". `runRetryDelay` is how long BullMQ waits after a lost connection.
 */
const WORKER = {
  lockDuration: 8_000,
  stalledInterval: 4_000,
  maxStalledCount: 1_000,
  runRetryDelay: 1_000,
} as const satisfies Partial<WorkerOptions>;

interface Connection<C> {
  readonly to: C;
  close(): Promise<void> | void;
}

const queuesOn = <B extends IQueueBackend, C>(
  factory: BackendFactory<B, C>,
  connect: { readonly producer: () => Connection<C>; readonly consumer: () => Connection<C> },
): Pick<QueuePlace, 'openQueue' | 'startWorker'> => {
  const { Queue, Worker } = withBackend(factory);
  return {
    openQueue: (name, onError) => {
      const connection = connect.producer();
      const queue = new Queue<object>(name, {
        connection: connection.to,
        prefix: REDIS_PREFIX,
        streams: { events: { maxLen: 100 } },
      });
      queue.on('error', onError);
      return {
        add: async (job, data, options) => void (await queue.add(job, data, { ...options })),
        counts: () => queue.getJobCounts(...COUNTED),
        close: async () => {
          await atMost(CLOSE_MS, queue.close()).catch(onError);
          await connection.close();
        },
      };
    },
    startWorker: (name, concurrency, process, onError) => {
      const connection = connect.consumer();
      const inHand = new Set<Promise<void>>();
      const take = async (name: string, data: unknown): Promise<void> => {
        const work = process(name, data);
        inHand.add(work);
        try {
          await work;
        } finally {
          inHand.delete(work);
        }
      };
      const worker = new Worker<object>(name, (job) => take(job.name, job.data), {
        ...WORKER,
        connection: connection.to,
        prefix: REDIS_PREFIX,
        concurrency,
      });
      worker.on('error', onError);
      return {
        ready: () => worker.waitUntilReady(),
        close: async () => {
          const closed = worker.close();
          await Promise.allSettled(inHand);
          // A frozen Redis cannot be told that the work is done: the job comes back to another worker by itself.
          await atMost(CLOSE_MS, closed).catch(onError);
          await connection.close();
        },
      };
    },
  };
};

export const redisQueues = (url: string): QueuePlace => {
  const connect = (role: 'producer' | 'consumer') => {
    const to = connectRedis(url, role);
    // BullMQ passes on what it hears from the connection; without a listener of its own, ioredis prints it.
    to.on('error', () => undefined);
    return { to, close: () => to.disconnect() };
  };
  return {
    kind: 'redis',
    ...queuesOn(createRedisBackend, {
      producer: () => connect('producer'),
      consumer: () => connect('consumer'),
    }),
  };
};

/** A queue has a pool of two connections; a worker has one of two and one more connection that listens. */
export const postgresQueues = (url: string): QueuePlace => {
  const pool = { ...POOL, connectionString: url, max: 2, schema: BULLMQ_SCHEMA };
  return {
    kind: 'postgres',
    ...queuesOn(createPostgresBackend, {
      producer: () => ({ to: { ...pool, query_timeout: 5_000 }, close: () => undefined }),
      consumer: () => ({ to: pool, close: () => undefined }),
    }),
  };
};

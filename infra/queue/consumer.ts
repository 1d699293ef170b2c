import { setTimeout as delay } from 'node:timers/promises';
import { jobNames, jobs, queueNames, type JobData, type JobHandlers, type JobName } from '#core/jobs/index.ts';
import type { Logger } from '../logger.ts';
import type { QueueBackend } from './backend.ts';
import type { OpenWorker } from './bullmq.ts';

export interface Consumer {
  /** Resolves when every queue is being listened to; it keeps trying until then. */
  readonly ready: Promise<void>;
  /** Takes no more jobs and waits for those in hand. */
  close(): Promise<void>;
}

const START_AGAIN_MS = 1_000;

const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);

/** Takes jobs of all queues and gives them, parsed, to their handlers. A handler that throws is logged; nothing retries it. */
export const createConsumer = (
  backend: QueueBackend,
  handlers: JobHandlers,
  { logger }: { readonly logger: Logger },
): Consumer => {
  const run = async <N extends JobName>(name: N, data: unknown): Promise<void> =>
    handlers[name](jobs[name].data.parse(data) as JobData<N>);

  const process = async (name: string, data: unknown): Promise<void> => {
    if (!isJobName(name)) {
      logger.warn({ job: name }, 'a job nobody knows was in the queue; it is dropped');
      return;
    }
    try {
      await run(name, data);
    } catch (error) {
      logger.error({ err: error, job: name }, 'a job failed');
      throw error;
    }
  };

  const closing = new AbortController();
  const workers = new Map<string, OpenWorker>();

  /** BullMQ remembers a failed start for ever, so a worker that could not start is replaced. */
  const listen = async (queue: string): Promise<void> => {
    const concurrency = Math.max(
      ...jobNames.filter((name) => jobs[name].queue === queue).map((name) => jobs[name].concurrency),
    );
    while (!closing.signal.aborted) {
      const worker = backend.startWorker(queue, concurrency, process, () => undefined);
      workers.set(queue, worker);
      try {
        await worker.ready();
        return;
      } catch {
        workers.delete(queue);
        await worker.close();
        await delay(START_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const ready = Promise.all(queueNames.map(listen)).then(() => undefined);

  return {
    ready,
    close: async () => {
      closing.abort();
      await Promise.all([...workers.values()].map((worker) => worker.close()));
    },
  };
};

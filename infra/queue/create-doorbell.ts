import { jobs } from '#core/jobs/index.ts';
import { atMost } from '../at-most.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { createRareLog } from '../rare-log.ts';
import type { QueueBackend } from './backend.ts';
import type { Doorbell } from './doorbell.ts';

export interface DoorbellOptions {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'failure'>;
  /** Rings with different ids do not swallow each other. The job's own id unless given. */
  readonly id?: string;
  /** Milliseconds between two rings at least. */
  readonly gapMs?: number;
}

/** Short enough not to be felt, long enough that rings never load the database that takes the deliveries. */
const GAP_MS = { redis: 5, postgres: 20 } as const;
const PAUSE_AFTER_FAILURE_MS = 1_000;
const CLOSE_MS = 1_000;

/**
 * The doorbell of one process. At most one ring is on its way; all that are asked for meanwhile become one more after
 * it. A queue that is down costs a failed command a second at most and keeps nothing in memory.
 */
export const createDoorbell = (backend: QueueBackend, options: DoorbellOptions): Doorbell => {
  const { queue: name, options: jobOptions } = jobs.drain;
  const deduplication = { ...jobOptions.deduplication, ...(options.id !== undefined && { id: options.id }) };
  const queue = backend.queue(name);
  const gap = options.gapMs ?? GAP_MS[backend.kind];
  const warn = createRareLog(options.logger);
  let busy = false;
  let again = false;
  let closed = false;
  let onItsWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** Resolves to the milliseconds until the next ring may go. */
  const send = async (): Promise<number> => {
    again = false;
    try {
      await queue.add('drain', {}, { ...jobOptions, deduplication });
      return gap;
    } catch (error) {
      options.metrics.failure('ring');
      warn(error, 'the doorbell cannot be rung; workers look by themselves');
      return PAUSE_AFTER_FAILURE_MS;
    }
  };
  const next = (): void => {
    if (again && !closed) start();
    else busy = false;
  };
  const start = (): void => {
    onItsWay = send().then((pause) => {
      timer = setTimeout(next, pause);
      timer.unref();
    });
  };

  return {
    ring: () => {
      if (closed) return;
      again = true;
      if (busy) return;
      busy = true;
      // After the caller's own work, so that ringing is never part of answering.
      setImmediate(start);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await atMost(CLOSE_MS, onItsWay);
      clearTimeout(timer);
      if (again) await atMost(CLOSE_MS, send());
    },
  };
};

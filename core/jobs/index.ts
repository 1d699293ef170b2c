/** The table of jobs. A job that is added here and has no handler does not compile, wherever handlers are given. */
import { z } from 'zod';
import { job } from './job.ts';

export const jobs = {
  /** There are deliveries to process. */
  drain: job({
    queue: 'drain',
    concurrency: 1,
    data: z.strictObject({}),
    options: {
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
      deduplication: { id: 'drain', keepLastIfActive: true },
    },
  }),
};

export type JobName = keyof typeof jobs;
/** What a handler of the job `N` is given: parsed, so that a stranger's job in the queue cannot surprise it. */
export type JobData<N extends JobName> = z.output<(typeof jobs)[N]['data']>;

/** One handler for each job, none missing, none too many. */
export type JobHandlers = { readonly [N in JobName]: (data: JobData<N>) => Promise<void> };

export const jobNames = Object.keys(jobs) as readonly JobName[];

/** The names of all queues, each once. */
export const queueNames: readonly string[] = [...new Set(jobNames.map((name) => jobs[name].queue))];

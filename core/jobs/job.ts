/** What a job is. Jobs only say "look now": their data names rows at most, never bodies or secrets (architecture 2, law 1). */
import type { z } from 'zod';

/** How the queue treats a job. Retries belong to the rows, so a job is tried once and never kept. */
export interface JobOptions {
  readonly attempts: number;
  /** `true` for jobs that are deduplicated: a kept one would swallow the next. */
  readonly removeOnComplete: boolean;
  readonly removeOnFail: boolean;
  /** While a job with this id waits, another changes nothing; while it is worked on, one more is kept for afterwards. */
  readonly deduplication?: { readonly id: string; readonly keepLastIfActive: boolean };
}

export interface JobDefinition<Data extends z.ZodType = z.ZodType> {
  /** BullMQ queue; the jobs of one queue are worked on in order. No `:` in it. */
  readonly queue: string;
  /** How many jobs of the queue one process works on at once. */
  readonly concurrency: number;
  readonly data: Data;
  readonly options: JobOptions;
}

/** Declares a job and keeps the types of its data and options. */
export const job = <const Definition extends JobDefinition>(definition: Definition): Definition => definition;

import { expect, expectTypeOf, test } from 'vitest';
import { jobNames, jobs, queueNames, type JobHandlers } from './index.ts';

test.each(jobNames)('%s has names that BullMQ takes, and is never kept', (name) => {
  const { queue, options } = jobs[name];
  // A colon is refused, and so are ids of digits only.
  for (const id of [queue, options.deduplication.id]) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
  expect(options).toMatchObject({ attempts: 1, removeOnComplete: true, removeOnFail: true });
});

test('every queue is listed once', () => {
  expect(queueNames).toEqual(['drain']);
});

test('data with strange fields is refused', () => {
  expect(jobs.drain.data.safeParse({}).success).toBe(true);
  expect(jobs.drain.data.safeParse({ payload: 'a body' }).success).toBe(false);
});

test('a job without handler does not compile', () => {
  expectTypeOf<{ drain: () => Promise<void> }>().toExtend<JobHandlers>();
  expectTypeOf<Record<never, never>>().not.toExtend<JobHandlers>();
});

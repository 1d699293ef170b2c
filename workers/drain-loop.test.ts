import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BatchResult } from '#app/process-batch/process-batch.ts';
import { createDrainLoop } from './drain-loop.ts';

const batch = (over: Partial<BatchResult> = {}): BatchResult => ({
  claimed: 0,
  busy: 0,
  processed: 0,
  ignored: 0,
  failed: 0,
  events: 0,
  users: [],
  full: false,
  ...over,
});

/** A loop whose batches are given one by one; `null` throws. After them nothing is due. */
const loopOver = (results: (BatchResult | null)[]) => {
  const calls = { atOnce: 0, most: 0, count: 0 };
  const onBatch = vi.fn();
  const onError = vi.fn<(error: unknown, retryInMs: number) => void>();
  const loop = createDrainLoop({
    processBatch: async () => {
      calls.count += 1;
      calls.atOnce += 1;
      calls.most = Math.max(calls.most, calls.atOnce);
      await Promise.resolve();
      calls.atOnce -= 1;
      const next = results.length > 0 ? results.shift() : batch();
      if (!next) throw new Error('no database');
      return next;
    },
    onBatch,
    onError,
  });
  return { loop, calls, onBatch, onError };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('works until nothing is due, however often it is poked, one batch of one user at a time', async () => {
  const { loop, calls, onBatch } = loopOver([batch({ claimed: 500, full: true }), batch({ claimed: 3 })]);
  await Promise.all(Array.from({ length: 100 }, () => loop.poke()));
  expect(onBatch.mock.calls.map(([result]) => (result as BatchResult).claimed)).toEqual([500, 3]);
  expect(calls.most).toBe(1);
  // Two batches, the look that found nothing, and one more for the pokes that came meanwhile.
  expect(calls.count).toBe(4);
});

test('a backlog of several users is worked off by two batches at once, never more', async () => {
  const shared = { claimed: 500, full: true, users: ['a', 'b'] };
  const { loop, calls, onBatch } = loopOver([...Array.from({ length: 9 }, () => batch(shared)), batch({ claimed: 7 })]);
  await Promise.all([loop.poke(), loop.poke()]);
  expect(onBatch).toHaveBeenCalledTimes(10);
  expect(calls.most).toBe(2);
  expect(calls.atOnce).toBe(0);
});

test('a poke in the very moment a run ends is seen', async () => {
  const { loop, calls } = loopOver([]);
  for (let turns = 0; turns < 20; turns += 1) {
    const first = loop.poke();
    for (let i = 0; i < turns; i += 1) await Promise.resolve();
    const before = calls.count;
    await loop.poke();
    expect(calls.count).toBeGreaterThan(before);
    await first;
  }
});

test('rows of busy users come again after a moment', async () => {
  const { loop, calls, onBatch } = loopOver([batch({ busy: 2 }), batch({ claimed: 2 })]);
  const done = loop.poke();
  await vi.advanceTimersByTimeAsync(19);
  expect(calls.count).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await done;
  expect(onBatch).toHaveBeenCalledTimes(1);
});

test('a full batch of paused connections is not the end', async () => {
  const { loop, onBatch } = loopOver([batch({ full: true }), batch({ claimed: 1 })]);
  await loop.poke();
  expect(onBatch).toHaveBeenCalledTimes(1);
});

test('faults of the world are waited out: 100 ms, doubling to 5 s, said once each', async () => {
  const { loop, onError, onBatch } = loopOver([...Array.from({ length: 8 }, () => null), batch({ claimed: 1 }), null]);
  const done = loop.poke();
  await vi.advanceTimersByTimeAsync(60_000);
  await done;
  // After a batch that worked, patience starts anew.
  expect(onError.mock.calls.map(([, ms]) => ms)).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 100]);
  expect(onBatch).toHaveBeenCalledTimes(1);
});

test('stopping finishes the batch in hand, ends a wait, and begins nothing', async () => {
  let finish: () => void = () => undefined;
  const onBatch = vi.fn();
  const processBatch = vi.fn(
    () => new Promise<BatchResult>((resolve) => (finish = () => resolve(batch({ claimed: 1, full: true })))),
  );
  const loop = createDrainLoop({ processBatch, onBatch, onError: vi.fn() });
  const poked = loop.poke();
  const stopped = loop.stop();
  finish();
  await Promise.all([poked, stopped]);
  expect(onBatch).toHaveBeenCalledTimes(1);
  await loop.poke();
  expect(processBatch).toHaveBeenCalledTimes(1);

  const waiting = loopOver([null]);
  const pokedToo = waiting.loop.poke();
  await vi.advanceTimersByTimeAsync(10);
  await waiting.loop.stop();
  await pokedToo;
  expect(waiting.calls.count).toBe(1);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BATCH_MAX, lastResort, NOTHING_PICKED, pickFrom } from './pick-next.ts';
import { reasonOf, type Content, type QueueItem } from './queue-item.ts';
import { attempt, completion, itemOf, moment, NOW, note, undo } from './test-items.ts';

const pick = (items: readonly QueueItem[]) => pickFrom(NOTHING_PICKED, items, NOW);
const seqs = (items: readonly QueueItem[]) => pick(items).chosen.map(({ seq }) => seq);
const refused = { state: 'rejected', reason: reasonOf({ code: 'conflict' }) } as const;

test('moments go together, at most 200, and other kinds alone', () => {
  const many = Array.from({ length: 250 }, (_, at) => itemOf(moment(`m${at}`), at + 1));
  expect(seqs(many)).toEqual(Array.from({ length: BATCH_MAX }, (_, at) => at + 1));
  expect(BATCH_MAX).toBe(200);
  const mixed = [itemOf(moment('a'), 1), itemOf(note('n'), 2), itemOf(moment('b'), 3)];
  expect(seqs(mixed)).toEqual([1, 3]);
  expect(seqs(mixed.slice(1))).toEqual([2]);
});

test('versions of one moment go one after the other', () => {
  const items = [itemOf(moment('a'), 1), itemOf(moment('a', { client_revision: 2 }), 2), itemOf(moment('b'), 3)];
  expect(seqs(items)).toEqual([1, 3]);
});

test('an undo waits for what it undoes, and so does a second completion of the day', () => {
  const items = [itemOf(completion('a'), 1), itemOf(undo('a'), 2), itemOf(completion('b'), 3)];
  expect(seqs(items)).toEqual([1]);
  expect(seqs(items.slice(1))).toEqual([2]);
  expect(seqs([itemOf(completion('a'), 1, refused), ...items.slice(1)])).toEqual([]);
  expect(seqs([itemOf(undo('a', '2026-03-01'), 1, refused), ...items.slice(1)])).toEqual([2]);
});

test('what was refused stops nothing else', () => {
  expect(seqs([itemOf(note('n'), 1, refused), itemOf(note('o'), 2)])).toEqual([2]);
  expect(seqs([itemOf(attempt('a'), 1, refused), itemOf(attempt('b'), 2)])).toEqual([2]);
});

test('an item that is not due keeps its own entity, and says when to look again', () => {
  const items = [
    itemOf(attempt('a'), 1, { nextAttemptAt: NOW + 500 }),
    itemOf(attempt('b'), 2),
    itemOf(note('n'), 3, { nextAttemptAt: NOW + 200 }),
  ];
  expect(pick(items)).toMatchObject({ chosen: [], dueAt: NOW + 200 });
  expect(seqs([...items, itemOf(attempt('c', 'step-2'), 4)])).toEqual([4]);
});

test('moments that spoiled a larger request go in a smaller one', () => {
  const limited = (seq: number, batchLimit: number) => itemOf(moment(`m${seq}`), seq, { batchLimit });
  const suspects = (items: readonly QueueItem[]) => lastResort(pick(items)).map(({ seq }) => seq);
  expect(suspects([limited(1, 2), limited(2, 2), limited(3, 2)])).toEqual([1, 2]);
  expect(suspects([limited(1, 100), limited(2, 1), limited(3, 2), limited(4, 100)])).toEqual([1, 3]);
  expect(suspects([limited(1, 1), limited(2, 100)])).toEqual([1]);
  // The one that failed longest ago is first.
  const failed = (seq: number, ago: number) =>
    itemOf(moment(`m${seq}`), seq, { batchLimit: 1, nextAttemptAt: NOW - ago });
  expect(suspects([failed(1, 10), failed(2, 30), failed(3, 20)])).toEqual([2]);
  expect(suspects([failed(1, 10), failed(2, -86_400_000)])).toEqual([2]);
  // Those that spoiled nothing go first.
  const mixed = [limited(1, 2), limited(2, 200), itemOf(note('n'), 3, { batchLimit: 1 }), limited(4, 200)];
  expect([seqs(mixed), suspects(mixed)]).toEqual([[2, 4], [1]]);
});

const content: fc.Arbitrary<Content> = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((n) => moment(`m${n}`)),
  fc.integer({ min: 1, max: 3 }).map((n) => completion(`c${n}`, `2026-03-0${n}`)),
  fc.integer({ min: 1, max: 3 }).map((n) => undo(`c${n}`, `2026-03-0${n}`)),
  fc.integer({ min: 1, max: 2 }).map((n) => attempt('a', `step-${n}`)),
  fc.integer({ min: 1, max: 9 }).map((n) => note(`n${n}`)),
);
const row = fc.record({
  content,
  state: fc.constantFrom('waiting', 'waiting', 'waiting', 'sending', 'rejected'),
  wait: fc.constantFrom(0, 0, 700),
  batchLimit: fc.constantFrom(1, 2, 200),
});
const queue = fc.array(row, { maxLength: 30, size: 'max' }).map((rows) =>
  rows.map((one, at) =>
    itemOf(one.content, at + 1, {
      state: one.state,
      nextAttemptAt: one.wait === 0 ? 0 : NOW + one.wait,
      batchLimit: one.batchLimit,
    } as Partial<QueueItem>),
  ),
);

test('whatever the queue: nothing overtakes its own, nothing that could go is left for later, parts make no difference', () => {
  fc.assert(
    fc.property(queue, fc.integer({ min: 1, max: 30 }), (items, cut) => {
      const picked = pick(items);
      const [chosen, suspects] = [picked.chosen, lastResort(picked)];
      for (const item of [...chosen, ...suspects]) {
        expect([item.state, item.nextAttemptAt <= NOW]).toEqual(['waiting', true]);
        const before = items.filter(({ entityKey, seq }) => entityKey === item.entityKey && seq < item.seq);
        const harmless = before.every(({ state, kind }) => state === 'rejected' && !kind.startsWith('completion'));
        expect(harmless).toBe(true);
      }
      for (const request of [chosen, suspects]) {
        const limits = request.map(({ batchLimit }) => batchLimit);
        expect(request.length).toBeLessThanOrEqual(Math.min(...limits, BATCH_MAX));
        expect(new Set(limits.map((limit) => limit < BATCH_MAX)).size).toBeLessThan(2);
        const kinds = new Set(request.map(({ kind }) => kind));
        expect(kinds.size === 0 || (kinds.size === 1 && (request.length === 1 || kinds.has('moment')))).toBe(true);
      }
      const inParts = pickFrom(pickFrom(NOTHING_PICKED, items.slice(0, cut), NOW), items.slice(cut), NOW);
      expect(inParts).toEqual(picked);
      // The first that waits and has nothing of its own before it is never passed over.
      const isHead = (item: QueueItem) =>
        item.state === 'waiting' &&
        item.nextAttemptAt <= NOW &&
        !items.some(({ entityKey, seq }) => entityKey === item.entityKey && seq < item.seq);
      const heads = items.filter(isHead);
      const [first, spoilt] = [true, false].map((isFresh) =>
        heads.find(({ batchLimit }) => (batchLimit === BATCH_MAX) === isFresh),
      );
      if (first) expect(chosen[0]?.seq).toBeLessThanOrEqual(first.seq);
      if (spoilt) expect(suspects[0]?.seq).toBeLessThanOrEqual(spoilt.seq);
    }),
    { numRuns: 2_000 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, ItemResult } from './answer.ts';
import { openGate } from './gate.ts';
import { reasonOf, type QueueItem } from './queue-item.ts';
import { startSending } from './queue-state.ts';
import { settle, type SettleContext } from './settle.ts';
import { attempt, completion, itemOf, moment, note, NOW } from './test-items.ts';

const DAY = 86_400_000;
const context: SettleContext = { gate: openGate('user-1'), behind: new Map(), offsetMs: null, now: NOW, random: 0 };
const sent = (...items: readonly QueueItem[]) => items.map((item) => startSending(item, null));
const results = (...all: readonly ItemResult[]): Answer => ({ kind: 'results', results: all });
const taken = { status: 'accepted', view: { id: 'x' } } as const;
const [a, b, c] = sent(itemOf(moment('a'), 1), itemOf(moment('b'), 2), itemOf(moment('c'), 3));
const all = [a, b, c].flatMap((item) => item ?? []);

test('each item has its own result: taken ones leave with what came of them, refused ones stay with the reason', () => {
  const problem = { code: 'validation_failed', detail: 'intensity: at most 5', field: 'intensity' };
  const settled = settle(
    { items: all },
    results(taken, { status: 'rejected', problem }, { status: 'duplicate', view: null }),
    context,
  );
  expect(settled.left.map(({ item, outcome }) => [item.seq, outcome.status])).toEqual([
    [1, 'accepted'],
    [3, 'duplicate'],
  ]);
  expect(settled.kept).toEqual([{ ...b, state: 'rejected', reason: { ...problem, current: null } }]);
  expect(settled.gate).toEqual(context.gate);
});

test('a conflict stays with what the server has', () => {
  const current = { client_revision: 2, notes: 'theirs' };
  const settled = settle({ items: all.slice(0, 1) }, results({ status: 'conflict', problem: {}, current }), context);
  expect(settled.kept[0]?.reason).toMatchObject({ code: 'conflict', current });
});

test('a newer version outlives one that is refused, and stands in its place when two devices disagree', () => {
  const newer = itemOf(moment('a', { client_revision: 2 }), 9);
  const behind = new Map([[newer.entityKey, newer]]);
  const items = all.slice(0, 1);
  const refused = settle({ items }, results({ status: 'rejected', problem: { code: 'x' } }), { ...context, behind });
  expect([refused.kept, refused.left.map(({ outcome }) => outcome.status)]).toEqual([[], ['superseded']]);
  const current = { client_revision: 4 };
  const conflict = settle({ items }, results({ status: 'conflict', problem: {}, current }), { ...context, behind });
  expect(conflict.kept).toMatchObject([{ seq: 9, state: 'rejected', reason: { code: 'conflict', current } }]);
  expect(conflict.left.map(({ outcome }) => outcome.status)).toEqual(['superseded']);
});

test('what a wrong clock made future waits again with the right time, once', () => {
  const future: ItemResult = { status: 'rejected', problem: { code: 'future_date' } };
  const known = { ...context, offsetMs: -DAY };
  const [again] = settle({ items: all.slice(0, 1) }, results(future), known).kept;
  expect(again).toMatchObject({ state: 'waiting', correctionMs: -DAY, nextAttemptAt: 0 });
  const [given] = settle({ items: again ? [again] : [] }, results(future), known).kept;
  expect(given).toMatchObject({ state: 'rejected', reason: { code: 'future_date' } });
  const person = all.slice(0, 1).map((item) => ({ ...item, isDeviceTime: false }));
  expect(settle({ items: person }, results(future), known).kept[0]?.state).toBe('rejected');
  const [single] = sent(itemOf(attempt('t'), 5));
  const refusal: Answer = { kind: 'refused', problem: { code: 'future_date' } };
  expect(settle({ items: single ? [single] : [] }, refusal, known).kept[0]?.correctionMs).toBe(-DAY);
});

test('a request that is refused whole is cut in halves until it is one item, which is refused', () => {
  const refusal: Answer = { kind: 'refused', problem: { code: 'payload_too_large', detail: 'Too much.' } };
  const whole = settle({ items: all }, refusal, context);
  expect(whole.kept.map(({ state, batchLimit }) => [state, batchLimit])).toEqual([
    ['waiting', 2],
    ['waiting', 2],
    ['waiting', 2],
  ]);
  const one = settle({ items: all.slice(0, 1) }, refusal, context);
  expect(one.kept[0]).toMatchObject({ state: 'rejected', reason: { code: 'payload_too_large', detail: 'Too much.' } });
  for (const content of [completion('c'), note('n')]) {
    expect(settle({ items: sent(itemOf(content, 1)) }, refusal, context).kept[0]?.state).toBe('rejected');
  }
});

test('a server that fails over a request gets it later and smaller, after the others', () => {
  const settled = settle({ items: all }, { kind: 'unreachable', blame: 'server' }, context);
  expect(settled.gate).toMatchObject({ cause: 'unreachable', failures: 1, openAt: NOW + 500 });
  expect(settled.kept.map(({ state, batchLimit, nextAttemptAt }) => [state, batchLimit, nextAttemptAt])).toEqual(
    Array.from({ length: 3 }).fill(['waiting', 2, NOW + 1_000]),
  );
});

test('a version that the server fails over gives way to a newer one', () => {
  const newer = itemOf(moment('b', { client_revision: 2 }), 9);
  const behind = new Map([[newer.entityKey, newer]]);
  const settled = settle({ items: all }, { kind: 'unreachable', blame: 'server' }, { ...context, behind });
  expect(settled.left.map(({ item, outcome }) => [item.seq, outcome.status])).toEqual([[2, 'superseded']]);
  expect(settled.kept.map(({ seq }) => seq)).toEqual([1, 3]);
});

test('a network that fails, a sign-in that ended, a server that is busy: the items are not to blame', () => {
  const answers: Answer[] = [
    { kind: 'unreachable', blame: 'connection' },
    { kind: 'signedOut' },
    { kind: 'later', afterMs: 7_000 },
    // Half an answer.
    results(taken),
  ];
  const gates = answers.map((answer) => {
    const settled = settle({ items: all }, answer, context);
    expect(settled.left).toEqual([]);
    expect(settled.kept).toEqual(all.map((item) => ({ ...item, state: 'waiting' })));
    return settled.gate.openAt;
  });
  expect(gates).toEqual([NOW + 500, null, NOW + 7_000, NOW + 500]);
});

const result: fc.Arbitrary<ItemResult> = fc.oneof(
  fc.constantFrom('accepted', 'duplicate', 'updated', 'deleted').map((status) => ({ status, view: null }) as const),
  fc
    .constantFrom('future_date', 'validation_failed')
    .map((code) => ({ status: 'rejected', problem: { code } }) as const),
  fc.constant({ status: 'conflict', problem: {}, current: { client_revision: 3 } } as const),
);
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.array(result, { maxLength: 5 }).map((list): Answer => results(...list)),
  fc.constantFrom<Answer>(
    { kind: 'signedOut' },
    { kind: 'later', afterMs: 9 },
    { kind: 'later', afterMs: null },
    { kind: 'unreachable', blame: 'connection' },
    { kind: 'unreachable', blame: 'server' },
    { kind: 'refused', problem: {} },
  ),
);

test('whatever the answer: every item is in one place, none is still being sent, and only taken ones leave', () => {
  const items = fc
    .integer({ min: 1, max: 5 })
    .map((count) => sent(...Array.from({ length: count }, (_, at) => itemOf(moment(`m${at}`), at + 1))));
  const offset = fc.constantFrom(null, 0, DAY, -DAY);
  fc.assert(
    fc.property(items, answer, offset, fc.boolean(), (request, heard, offsetMs, hasNewer) => {
      const newer = itemOf(moment('m0', { client_revision: 2 }), 99);
      const behind = new Map(hasNewer ? [[newer.entityKey, newer]] : []);
      const { left, kept } = settle({ items: request }, heard, { ...context, offsetMs, behind });
      const names = [...left.map(({ item }) => item.seq), ...kept.map(({ seq }) => seq)].filter((seq) => seq !== 99);
      expect(names.toSorted((x, y) => x - y)).toEqual(request.map(({ seq }) => seq));
      expect(kept.some(({ state }) => state === 'sending')).toBe(false);
      for (const item of kept) expect(item.state === 'rejected').toBe(item.reason !== null);
      if (heard.kind !== 'results') expect(left.every(({ outcome }) => outcome.status === 'superseded')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  expect(reasonOf({})).toEqual({ code: 'rejected', detail: 'The server did not take it.', field: null, current: null });
});

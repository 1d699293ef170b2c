import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Answer, ItemResult } from './answer.ts';
import type { Content, QueueItem } from './queue-item.ts';
import { createQueueStore, type QueueStore } from './queue-store.ts';
import { attempt, completion, entryOf, itemOf, moment, newName, NOW, note, undo, USER } from './test-items.ts';

const TURN = { now: NOW, random: 0 };
const DAY = 86_400_000;
const results = (...all: readonly ItemResult[]): Answer => ({ kind: 'results', results: all });
const taken: ItemResult = { status: 'accepted', view: null };
const refused: ItemResult = { status: 'rejected', problem: { code: 'validation_failed', detail: 'No.' } };

const make = (name = newName()): QueueStore => {
  const store = createQueueStore(name);
  onTestFinished(() => store.close());
  return store;
};
const enter = async (store: QueueStore, ...contents: readonly Content[]): Promise<(QueueItem | null)[]> => {
  const entered: (QueueItem | null)[] = [];
  for (const content of contents) entered.push(await store.enqueue(entryOf(content)));
  return entered;
};

/** Many at once; `enqueue` takes a transaction for each, which the stand-in for IndexedDB is slow at. */
const fill = async (name: string, contents: readonly Content[]): Promise<void> => {
  const db = await openDB(name);
  const tx = db.transaction('items', 'readwrite');
  const last = await tx.store.count();
  for (const [at, content] of contents.entries()) void tx.store.add(itemOf(content, last + at + 1));
  await tx.done;
  db.close();
};

test('what was entered is there after the browser was killed, and what was being sent waits again', async () => {
  const name = newName();
  const killed = make(name);
  await enter(killed, moment('a'), moment('b'), note('n'));
  const claimed = await killed.claim(USER, NOW);
  expect(claimed.items.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['sending', 1],
    ['sending', 1],
  ]);
  const store = make(name);
  expect(await store.counts(USER)).toEqual({ waiting: 1, sending: 2, rejected: 0 });
  await store.recover(USER);
  expect(await store.counts(USER)).toEqual({ waiting: 3, sending: 0, rejected: 0 });
  const again = await store.claim(USER, NOW);
  expect(again.items.map(({ id, attempts }) => [id, attempts])).toEqual(claimed.items.map(({ id }) => [id, 2]));
});

test('a version written before the page heard that the one before was taken comes after it', async () => {
  const store = make();
  await enter(store, moment('m'));
  const { items } = await store.claim(USER, NOW);
  await store.settle(USER, items, results(taken), TURN);
  const [next] = await enter(store, moment('m', { intensity: 5 }));
  expect(next?.body).toMatchObject({ client_revision: 2, intensity: 5 });
  const [other] = await enter(store, moment('other'));
  expect(other?.body).toMatchObject({ client_revision: 1 });
});

test('accounts on one device know nothing of each other', async () => {
  const store = make();
  await enter(store, moment('a'), note('n'));
  await store.enqueue(entryOf(moment('a'), { userId: 'user-2' }));
  await store.settle('user-2', [], { kind: 'signedOut' }, TURN);
  expect((await store.claim('user-2', NOW)).items).toEqual([]);
  expect((await store.claim(USER, NOW)).items.map(({ userId }) => userId)).toEqual([USER]);
  await store.recover('user-2');
  expect((await store.counts(USER)).sending).toBe(1);
  await store.forget(USER);
  expect([await store.counts(USER), await store.counts('user-2')]).toEqual([
    { waiting: 0, sending: 0, rejected: 0 },
    { waiting: 1, sending: 0, rejected: 0 },
  ]);
});

test('an answer does all it does, or nothing', async () => {
  const store = make();
  await enter(store, moment('a'), moment('b'), moment('c'));
  const { items } = await store.claim(USER, NOW);
  const left = await store.settle(USER, items, results(taken, refused, { status: 'duplicate', view: null }), TURN);
  expect(left.map(({ item, outcome }) => [item.entityKey, outcome.status])).toEqual([
    ['moment:a', 'accepted'],
    ['moment:c', 'duplicate'],
  ]);
  const [kept, ...others] = await store.rejected(USER, 10);
  expect([kept?.entityKey, kept?.reason?.detail, others]).toEqual(['moment:b', 'No.', []]);
  expect((await store.claim(USER, NOW)).items).toEqual([]);
});

test('a refused item is tried again or thrown away, and what may have arrived is not', async () => {
  const store = make();
  const [first, second, third] = await enter(store, note('a'), note('b'), note('c'));
  for (let sent = 0; sent < 2; sent += 1) {
    await store.settle(USER, (await store.claim(USER, NOW)).items, results(refused), TURN);
  }
  expect(await store.retry(third?.id ?? '')).toBe(false);
  expect([await store.retry(first?.id ?? ''), await store.discard(second?.id ?? '')]).toEqual([true, true]);
  expect((await store.claim(USER, NOW)).items.map(({ id }) => id)).toEqual([first?.id]);
  expect([await store.discard(first?.id ?? ''), await store.discard('nobody')]).toEqual([false, false]);
  await store.recover(USER);
  expect([await store.discard(first?.id ?? ''), await store.discard(third?.id ?? '')]).toEqual([false, true]);
});

test('entering the same twice enters it once; an undo of what was never sent leaves nothing', async () => {
  const store = make();
  const entry = entryOf(note('n'));
  const once = await store.enqueue(entry);
  expect(await store.enqueue(entry)).toEqual(once);
  expect(await enter(store, completion('c'), undo('c'))).toEqual([expect.anything(), null]);
  expect(await store.counts(USER)).toEqual({ waiting: 1, sending: 0, rejected: 0 });
});

test('a version that is entered while the one before is on its way waits for it, and a refusal makes room for it', async () => {
  const store = make();
  await enter(store, moment('a'));
  const { items } = await store.claim(USER, NOW);
  await enter(store, moment('a', { notes: 'x' }), moment('a', { notes: 'y' }));
  expect((await store.claim(USER, NOW)).items).toEqual([]);
  const left = await store.settle(USER, items, results(refused), TURN);
  expect(left.map(({ outcome }) => outcome.status)).toEqual(['superseded']);
  expect(await store.counts(USER)).toEqual({ waiting: 1, sending: 0, rejected: 0 });
  const [next] = (await store.claim(USER, NOW)).items;
  expect(next?.body).toMatchObject({ notes: 'y', client_revision: 2 });
});

test('a closed gate is closed in every tab and after a restart, and tells when it opens', async () => {
  const name = newName();
  const store = make(name);
  await enter(store, note('a'), note('b'));
  await store.settle(USER, (await store.claim(USER, NOW)).items, { kind: 'later', afterMs: 40_000 }, TURN);
  const other = make(name);
  expect(await other.claim(USER, NOW + 39_999)).toEqual({ items: [], dueAt: NOW + 40_000 });
  await other.wake(USER, 'focus');
  expect((await other.claim(USER, NOW + 39_999)).items).toEqual([]);
  expect((await other.claim(USER, NOW + 40_000)).items).toHaveLength(1);
});

test('the offset that an answer tells is kept for what is entered and sent afterwards', async () => {
  const name = newName();
  const store = make(name);
  await enter(store, attempt('a'), attempt('b'));
  const { items } = await store.claim(USER, NOW);
  await store.settle(USER, items, { ...results(taken), clockOffsetMs: DAY }, TURN);
  const other = make(name);
  expect((await other.claim(USER, NOW)).items.map(({ correctionMs }) => correctionMs)).toEqual([DAY]);
  expect((await other.enqueue(entryOf(moment('m'))))?.correctionMs).toBe(DAY);
});

test('the newest of a kind come first, as many as are asked for', async () => {
  const store = make();
  await enter(store, note('a'), moment('m'), note('b'), note('c'));
  const newest = await store.newest(USER, 'note', 2);
  expect(newest.map(({ entityKey }) => entityKey)).toEqual(['note:c', 'note:b']);
});

test('a connection that the browser closed is opened again', async () => {
  const store = make();
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  onTestFinished(() => opened.mockRestore());
  await enter(store, note('a'));
  const request = opened.mock.results[0]?.value as IDBOpenDBRequest;
  request.result.close();
  await enter(store, note('b'));
  expect((await store.counts(USER)).waiting).toBe(2);
  expect(opened).toHaveBeenCalledTimes(2);
});

test('a transaction that fails half-way leaves nothing behind', async () => {
  const store = make();
  await enter(store, moment('a'), moment('b'), moment('c'));
  const { items } = await store.claim(USER, NOW);
  let deleted = 0;
  const whole = IDBObjectStore.prototype.delete;
  const broken = vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
    deleted += 1;
    if (deleted === 3) throw new DOMException('no room', 'QuotaExceededError');
    return whole.call(this, key);
  });
  const answer = { ...results(taken, taken, taken), clockOffsetMs: DAY };
  await expect(store.settle(USER, items, answer, TURN)).rejects.toThrow('no room');
  broken.mockRestore();
  expect(await store.counts(USER)).toEqual({ waiting: 0, sending: 3, rejected: 0 });
  expect((await store.enqueue(entryOf(moment('d'))))?.correctionMs).toBeNull();
});

test('10,000 items are sent in 50 requests, and never more than 200 are read at once', async () => {
  const name = newName();
  const store = make(name);
  await store.counts(USER);
  const asked: (number | undefined)[] = [];
  const getAll = vi.spyOn(IDBIndex.prototype, 'getAll');
  const whole = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  await fill(
    name,
    Array.from({ length: 10_000 }, (_, at) => moment(`m${at}`)),
  );
  let requests = 0;
  const seen = new Set<string>();
  for (;;) {
    const { items } = await store.claim(USER, NOW);
    if (items.length === 0) break;
    requests += 1;
    for (const { entityKey } of items) seen.add(entityKey);
    await store.settle(USER, items, results(...items.map(() => taken)), TURN);
  }
  asked.push(...getAll.mock.calls.map(([, count]) => count));
  expect([requests, seen.size, whole.mock.calls.length]).toEqual([50, 10_000, 0]);
  expect(Math.max(...asked.map((count) => count ?? Infinity))).toBeLessThanOrEqual(200);
  expect(await store.counts(USER)).toEqual({ waiting: 0, sending: 0, rejected: 0 });
});

test('what is due is found behind three parts of the queue that is not', async () => {
  const name = newName();
  const store = make(name);
  await enter(store, completion('c'));
  await store.settle(USER, (await store.claim(USER, NOW)).items, results(refused), TURN);
  // A day that waits for a decision holds all that was tapped on it since.
  await fill(
    name,
    Array.from({ length: 600 }, (_, at) => completion(`c${at}`)),
  );
  await enter(store, note('n'));
  expect((await store.claim(USER, NOW)).items.map(({ kind }) => kind)).toEqual(['note']);
});

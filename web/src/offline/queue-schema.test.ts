import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test, vi } from 'vitest';
import { createQueueStore } from './queue-store.ts';
import { AT, attempt, completion, moment, newName, NOW, note, trackerLog, undo, USER } from './test-items.ts';
import { makeVersion1, type RowOfVersion1 } from './version-1-database.ts';

const contents = [moment('m-1'), completion('c-1'), undo('c-1'), attempt('a-1'), trackerLog('l-1'), note('n-1')];
const rowOf = (at: number, over: Partial<RowOfVersion1> = {}): RowOfVersion1 => {
  const content = contents[at % contents.length] ?? note('n');
  const sent = { attempts: 0, nextAttemptAt: 0, state: 'waiting' } as const;
  return { id: newName(), seq: at + 1, userId: USER, queuedAt: NOW, ...content, ...sent, ...over };
};
const layoutOf = async (name: string) => {
  const db = await openDB(name);
  const stores = [...db.objectStoreNames].map((store) => {
    const { keyPath, autoIncrement, indexNames } = db.transaction(store).objectStore(store);
    return { store, keyPath, autoIncrement, indexes: [...indexNames] };
  });
  db.close();
  return { version: db.version, stores };
};

test('an upgrade loses nothing: every item of version 1 is there, in order, with its state', async () => {
  const name = newName();
  const rows = [
    ...Array.from({ length: 30 }, (_, at) => rowOf(at)),
    rowOf(30, { state: 'sending', attempts: 2, nextAttemptAt: NOW }),
    rowOf(31, { state: 'rejected', attempts: 1, reason: { code: 'validation_failed', detail: 'No.' } }),
    rowOf(32, { userId: 'user-2' }),
  ];
  // Their names are not in the order of their places.
  await makeVersion1(name, rows.toReversed());
  const store = createQueueStore(name);
  expect(await store.counts(USER)).toEqual({ waiting: 30, sending: 1, rejected: 1 });
  expect(await store.counts('user-2')).toEqual({ waiting: 1, sending: 0, rejected: 0 });
  await store.close();
  const db = await openDB(name);
  const items = (await db.getAll('items')) as RowOfVersion1[];
  const kept = ({ id, userId, kind, body, queuedAt, attempts, nextAttemptAt, state }: RowOfVersion1) => ({
    ...{ id, userId, kind, body, queuedAt, attempts, nextAttemptAt, state },
  });
  expect(items.map(kept)).toEqual(rows.map(kept));
  expect(items[31]?.reason).toEqual({ code: 'validation_failed', detail: 'No.', field: null, current: null });
  expect(items.map((item) => (item as { correctionMs?: unknown }).correctionMs)).toEqual(
    rows.map(({ attempts }) => (attempts > 0 ? 0 : null)),
  );
  db.close();
});

test('what was upgraded is sent as everything else is, each in its entity', async () => {
  const name = newName();
  await makeVersion1(name, [rowOf(1), rowOf(2), rowOf(0)]);
  const store = createQueueStore(name);
  const { items } = await store.claim(USER, NOW);
  expect(items.map(({ kind, entityKey }) => [kind, entityKey])).toEqual([['moment', 'moment:m-1']]);
  const next = await store.claim(USER, NOW);
  // The undo waits for its completion.
  expect(next.items.map(({ kind, entityKey }) => [kind, entityKey])).toEqual([
    ['completion', 'habit:habit-1:2026-03-02'],
  ]);
  await store.settle(
    USER,
    next.items,
    { kind: 'results', results: [{ status: 'accepted', view: null }] },
    { now: NOW, random: 0 },
  );
  expect((await store.claim(USER, NOW)).items.map(({ kind }) => kind)).toEqual(['completion_undo']);
  await store.close();
});

test('what cannot be read any more, and two that claim one place, are kept', async () => {
  const name = newName();
  const odd = [
    rowOf(0, { kind: 'walk', body: { at: AT } }),
    rowOf(0, { kind: 'completion', body: null }),
    rowOf(0, { seq: 1 }),
  ];
  await makeVersion1(name, odd);
  const store = createQueueStore(name);
  expect((await store.counts(USER)).waiting).toBe(3);
  await store.close();
});

test('an upgrade that fails leaves the old queue as it was, and is tried again', async () => {
  const name = newName();
  await makeVersion1(name, [rowOf(0), rowOf(1), rowOf(2)]);
  const whole = IDBObjectStore.prototype.add;
  let added = 0;
  const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value) {
    added += 1;
    if (added === 2) throw new DOMException('no room', 'QuotaExceededError');
    return whole.call(this, value);
  });
  const store = createQueueStore(name);
  await expect(store.counts(USER)).rejects.toThrow();
  full.mockRestore();
  expect((await store.counts(USER)).waiting).toBe(3);
  await store.close();
});

test('a new database and an upgraded one are the same', async () => {
  const [fresh, upgraded] = [newName(), newName()];
  await makeVersion1(upgraded, [rowOf(0)]);
  for (const name of [fresh, upgraded]) {
    const store = createQueueStore(name);
    await store.counts(USER);
    await store.close();
  }
  expect(await layoutOf(upgraded)).toEqual(await layoutOf(fresh));
  expect((await layoutOf(fresh)).version).toBe(2);
});

test('an open page of this version makes way for the next one, and nothing is lost by it', async () => {
  const name = newName();
  const store = createQueueStore(name);
  await store.counts(USER);
  const newer = await openDB(name, 3);
  expect(newer.version).toBe(3);
  newer.close();
  // An old page cannot read what a newer one made: it says so, and keeps its hands off.
  await expect(store.counts(USER)).rejects.toThrow();
});

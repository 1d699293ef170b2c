/**
 * The queue on this device, in IndexedDB. Every change is one transaction: a browser that is killed leaves it as it was
 * before or after. Nothing reads the whole queue at once. What rejects is IndexedDB itself: no room, no storage.
 */
import type { Answer } from './answer.ts';
import { gateWoken, isOpen, openGate, type Gate, type WakeReason } from './gate.ts';
import { BATCH_MAX, lastResort, NOTHING_PICKED, pickFrom } from './pick-next.ts';
import { createQueueDatabase, forAll, type Reading, type Writing } from './queue-database.ts';
import { entityKeyOf, type Entry, type ItemState, type QueueItem, type QueueKind } from './queue-item.ts';
import { afterTaken, canDiscard, looksAhead, placeEntry, retried, startSending, waitAgain } from './queue-state.ts';
import { QUEUE_TAG } from './background-sync.ts';
import { settle, type Left } from './settle.ts';

/** How many items stand in each state. */
export type Counts = Readonly<Record<ItemState, number>>;

export interface Claim {
  /** One request, marked as `sending`; empty: nothing is due. */
  readonly items: readonly QueueItem[];
  /** Epoch milliseconds at which to look again; `null`: when something changes. */
  readonly dueAt: number | null;
}

/** What the outside gives to a decision. */
export interface Turn {
  /** Epoch milliseconds by the device. */
  readonly now: number;
  /** In [0, 1). */
  readonly random: number;
}

export interface QueueStore {
  /** Puts an entry in. `null`: it took back what was never sent, or is there already, and nothing of it waits. */
  enqueue(entry: Entry): Promise<QueueItem | null>;
  /** Takes what goes next, and marks it. Only the tab that holds the lock may. */
  claim(userId: string, now: number): Promise<Claim>;
  /** Does what the answer says. `items` as claimed; returns what left the queue. */
  settle(userId: string, items: readonly QueueItem[], answer: Answer, turn: Turn): Promise<readonly Left[]>;
  /** What a tab that is gone was sending waits again. Only the tab that holds the lock may. */
  recover(userId: string): Promise<void>;
  /** Opens the gate if the reason is good enough. */
  wake(userId: string, reason: WakeReason): Promise<void>;
  /** Tries a refused item again. `false`: there is none. */
  retry(id: string): Promise<boolean>;
  /** Throws away what was refused, or was never sent. `false`: there is none, or it may have arrived. */
  discard(id: string): Promise<boolean>;
  /** Throws away everything of a user, sent or not. */
  forget(userId: string): Promise<void>;
  counts(userId: string): Promise<Counts>;
  gate(userId: string): Promise<Gate>;
  /** The oldest refused items. */
  rejected(userId: string, limit: number): Promise<readonly QueueItem[]>;
  /** The newest items of a kind in any state, newest first. */
  newest(userId: string, kind: QueueKind, limit: number): Promise<readonly QueueItem[]>;
  close(): Promise<void>;
}

/** Items that are read at once: a few milliseconds of the page's time. */
const PART = BATCH_MAX;

const ofUser = (userId: string, after = -Infinity) => IDBKeyRange.bound([userId, after], [userId, Infinity], true);
const ofGroup = (userId: string, group: string, after = -Infinity) =>
  IDBKeyRange.bound([userId, group, after], [userId, group, Infinity], true);

const offsetIn = async (tx: Reading | Writing): Promise<number | null> => {
  const known = await tx.objectStore('device').get('clock');
  return known?.key === 'clock' ? known.offsetMs : null;
};
/** The last of two full requests: a page hears of what was taken long before that many more are. */
const TAKEN_MAX = 2 * BATCH_MAX;
const takenIn = async (tx: Reading | Writing): Promise<ReadonlyMap<string, number>> => {
  const known = await tx.objectStore('device').get('taken');
  return new Map(known?.key === 'taken' ? known.revisions : []);
};
const noteTaken = async (tx: Writing, left: readonly Left[]): Promise<void> => {
  const fresh = left.flatMap(({ item, outcome }) =>
    item.kind === 'moment' && outcome.status !== 'superseded'
      ? [[item.entityKey, item.body.client_revision] as const]
      : [],
  );
  if (fresh.length === 0) return;
  const names = new Set(fresh.map(([entityKey]) => entityKey));
  const others = [...(await takenIn(tx))].filter(([entityKey]) => !names.has(entityKey));
  await tx.objectStore('device').put({ key: 'taken', revisions: [...others, ...fresh].slice(-TAKEN_MAX) });
};
const gateIn = async (tx: Reading | Writing, userId: string): Promise<Gate> =>
  (await tx.objectStore('gates').get(userId)) ?? openGate(userId);

/** Versions that wait behind the moments of a request that was not taken whole. */
const versionsBehind = async (
  tx: Writing,
  userId: string,
  items: readonly QueueItem[],
): Promise<ReadonlyMap<string, QueueItem>> => {
  const entity = tx.objectStore('items').index('entity');
  const found = await Promise.all(items.map(({ entityKey, seq }) => entity.get(ofGroup(userId, entityKey, seq))));
  return new Map(found.flatMap((item) => (item ? [[item.entityKey, item]] : [])));
};

/** Those of a request that the server did not take. */
const notTaken = (items: readonly QueueItem[], answer: Answer): readonly QueueItem[] => {
  if (answer.kind === 'refused' || (answer.kind === 'unreachable' && answer.blame === 'server')) return items;
  if (answer.kind !== 'results') return [];
  return items.filter((_, index) => {
    const status = answer.results[index]?.status;
    return status === 'rejected' || status === 'conflict';
  });
};

/** `name` is the database's; tests give each its own. */
export const createQueueStore = (name: string = QUEUE_TAG): QueueStore => {
  const database = createQueueDatabase(name);

  const enter = async (tx: Writing, given: Entry): Promise<QueueItem | null> => {
    const items = tx.objectStore('items');
    const entry = given.kind === 'moment' ? afterTaken(given, await takenIn(tx)) : given;
    const known = await items.index('id').get(entry.id);
    if (known) return known;
    const group = ofGroup(entry.userId, entityKeyOf(entry));
    const ahead = looksAhead(entry) ? await items.index('entity').getAll(group) : [];
    const { removed, replaced, added } = placeEntry(ahead, entry, await offsetIn(tx));
    for (const seq of removed) await items.delete(seq);
    if (replaced) await items.put(replaced);
    if (!added) return replaced;
    const seq = await items.add(added as QueueItem);
    return { ...added, seq };
  };

  /** Those that wait as they did when they were read. */
  const unchanged = async (tx: Writing, read: readonly QueueItem[]): Promise<readonly QueueItem[]> => {
    const items = await Promise.all(read.map(({ seq }) => tx.objectStore('items').get(seq)));
    return items.filter((item, at) => item?.id === read[at]?.id && item?.state === 'waiting') as readonly QueueItem[];
  };
  const take = async (tx: Writing, chosen: readonly QueueItem[], dueAt: number | null = null): Promise<Claim> => {
    const offsetMs = await offsetIn(tx);
    const claimed = chosen.map((item) => startSending(item, offsetMs));
    await forAll(claimed, (item) => tx.objectStore('items').put(item));
    return { items: claimed, dueAt };
  };

  const change = (id: string, next: (item: QueueItem) => QueueItem | 'gone' | null): Promise<boolean> =>
    database.write(async (tx) => {
      const items = tx.objectStore('items');
      const item = await items.index('id').get(id);
      const changed = item ? next(item) : null;
      if (!item || changed === null) return false;
      await (changed === 'gone' ? items.delete(item.seq) : items.put(changed));
      return true;
    }, true);

  return {
    enqueue: (entry) => database.write((tx) => enter(tx, entry), true),

    claim: async (userId, now) => {
      let [after, pick] = [-Infinity, NOTHING_PICKED];
      // One transaction a part, so that a tap never waits for the end of a long queue.
      for (;;) {
        const found = await database.write(async (tx): Promise<Claim | null> => {
          const gate = await gateIn(tx, userId);
          if (!isOpen(gate, now)) return { items: [], dueAt: gate.openAt };
          const items = tx.objectStore('items');
          const part = await items.index('order').getAll(ofUser(userId, after), PART);
          pick = pickFrom(pick, part, now);
          after = part.at(-1)?.seq ?? after;
          const isEnd = part.length < PART;
          if (pick.chosen.length > 0) return take(tx, pick.chosen);
          // They may stand in an earlier part, which was read some time ago.
          const [last, dueAt] = [lastResort(pick), pick.dueAt];
          if (isEnd) return take(tx, await unchanged(tx, last), last.length > 0 ? now : dueAt);
          return null;
        });
        if (found) return found;
      }
    },

    settle: (userId, items, answer, turn) =>
      database.write(async (tx) => {
        const { clockOffsetMs } = answer;
        if (clockOffsetMs !== undefined) {
          await tx.objectStore('device').put({ key: 'clock', offsetMs: clockOffsetMs });
        }
        const offsetMs = await offsetIn(tx);
        const gate = await gateIn(tx, userId);
        const behind = await versionsBehind(tx, userId, notTaken(items, answer));
        const settled = settle({ items }, answer, { gate, behind, offsetMs, ...turn });
        const store = tx.objectStore('items');
        await forAll(settled.left, ({ item }) => store.delete(item.seq));
        await forAll(settled.kept, (item) => store.put(item));
        await tx.objectStore('gates').put(settled.gate);
        await noteTaken(tx, settled.left);
        return settled.left;
      }),

    recover: async (userId) => {
      const isMore = (): Promise<boolean> =>
        database.write(async (tx) => {
          const items = tx.objectStore('items');
          const orphans = await items.index('state').getAll(ofGroup(userId, 'sending'), PART);
          await forAll(orphans, (item) => items.put(waitAgain(item)));
          return orphans.length === PART;
        });
      while (await isMore());
    },

    wake: (userId, reason) =>
      database.write(async (tx) => {
        const gate = await gateIn(tx, userId);
        const woken = gateWoken(gate, reason);
        if (woken !== gate) await tx.objectStore('gates').put(woken);
      }),

    retry: (id) => change(id, (item) => (item.state === 'rejected' ? retried(item) : null)),
    discard: (id) => change(id, (item) => (canDiscard(item) ? 'gone' : null)),

    forget: async (userId) => {
      const isMore = (): Promise<boolean> =>
        database.write(async (tx) => {
          const items = tx.objectStore('items');
          const part = await items.index('order').getAllKeys(ofUser(userId), PART);
          await forAll(part, (seq) => items.delete(seq));
          await tx.objectStore('gates').delete(userId);
          return part.length === PART;
        });
      while (await isMore());
    },

    counts: (userId) =>
      database.read(async (tx) => {
        const index = tx.objectStore('items').index('state');
        const count = (state: ItemState) => index.count(ofGroup(userId, state));
        const [waiting, sending, rejected] = await Promise.all([count('waiting'), count('sending'), count('rejected')]);
        return { waiting, sending, rejected };
      }),

    gate: (userId) => database.read((tx) => gateIn(tx, userId)),

    rejected: (userId, limit) =>
      database.read((tx) => tx.objectStore('items').index('state').getAll(ofGroup(userId, 'rejected'), limit)),

    newest: (userId, kind, limit) =>
      database.read(async (tx) => {
        const found: QueueItem[] = [];
        let cursor = await tx.objectStore('items').index('kind').openCursor(ofGroup(userId, kind), 'prev');
        while (cursor && found.length < limit) {
          found.push(cursor.value);
          cursor = await cursor.continue();
        }
        return found;
      }),

    close: () => database.close(),
  };
};

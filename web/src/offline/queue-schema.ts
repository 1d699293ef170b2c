/**
 * The layout of the queue in IndexedDB. A new version adds a step to `upgrade` and never changes one that has landed:
 * devices come from every version, and some have not been opened for a year.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { BATCH_MAX } from './pick-next.ts';
import type { Gate } from './gate.ts';
import {
  entityKeyOf,
  type Content,
  type ItemState,
  type PlacelessItem,
  type QueueItem,
  type QueueKind,
} from './queue-item.ts';

export const QUEUE_VERSION = 2;

/** What is known of the device itself. */
export interface DeviceClock {
  readonly key: 'clock';
  /** The server's clock less the device's, in milliseconds, at the last answer. */
  readonly offsetMs: number;
}

/** Revisions that the server took of moments lately, by entity key, the latest last. */
export interface TakenRevisions {
  readonly key: 'taken';
  readonly revisions: readonly (readonly [entityKey: string, revision: number])[];
}

/** Version 2. */
export interface QueueSchema extends DBSchema {
  items: {
    key: number;
    value: QueueItem;
    indexes: {
      id: string;
      /** User, seq. */
      order: [string, number];
      /** User, entity key, seq. */
      entity: [string, string, number];
      /** User, state, seq. */
      state: [string, ItemState, number];
      /** User, kind, seq. */
      kind: [string, string, number];
    };
  };
  gates: { key: string; value: Gate };
  device: { key: string; value: DeviceClock | TakenRevisions };
}

/** An item of version 1, as it was then. */
interface ItemOfVersion1 {
  readonly id: string;
  readonly seq: number;
  readonly userId: string;
  readonly kind: QueueKind;
  readonly body: unknown;
  readonly queuedAt: number;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly state: ItemState;
  readonly reason?: { readonly code: string; readonly detail: string };
}

type Database = IDBPDatabase<QueueSchema>;
type Upgrade = IDBPTransaction<QueueSchema, StoreNames<QueueSchema>[], 'versionchange'>;

/** Version 1 had one store, by id, and looked through all of it. */
const OLD_STORE = 'queue';

const createVersion1 = (db: IDBPDatabase): void => {
  db.createObjectStore(OLD_STORE, { keyPath: 'id' }).createIndex('seq', 'seq');
};

/** What cannot be read any more is kept all the same, in a line of its own. */
const entityKeyOfOld = (id: string, content: Content): string => {
  const own = `item:${id}`;
  try {
    return entityKeyOf(content) ?? own;
  } catch {
    return own;
  }
};

/** Without `seq`: the store numbers anew, in the old order. */
const itemOfVersion2 = (old: ItemOfVersion1): PlacelessItem => {
  const { id, userId, queuedAt, attempts, nextAttemptAt, state, reason } = old;
  const content = { kind: old.kind, body: old.body } as Content;
  return {
    id,
    userId,
    queuedAt,
    attempts,
    nextAttemptAt,
    state,
    ...content,
    reason: reason ? { ...reason, field: null, current: null } : null,
    entityKey: entityKeyOfOld(id, content),
    batchLimit: BATCH_MAX,
    isDeviceTime: true,
    // What may have arrived must not look different the second time.
    correctionMs: attempts > 0 ? 0 : null,
  };
};

/** Version 2: several accounts apart, entities in order, a gate, a clock. */
const upgradeToVersion2 = async (db: Database, upgrade: Upgrade): Promise<void> => {
  const items = db.createObjectStore('items', { keyPath: 'seq', autoIncrement: true });
  items.createIndex('id', 'id', { unique: true });
  items.createIndex('order', ['userId', 'seq']);
  items.createIndex('entity', ['userId', 'entityKey', 'seq']);
  items.createIndex('state', ['userId', 'state', 'seq']);
  items.createIndex('kind', ['userId', 'kind', 'seq']);
  db.createObjectStore('gates', { keyPath: 'userId' });
  db.createObjectStore('device', { keyPath: 'key' });
  const old = (upgrade as unknown as IDBPTransaction<unknown, string[], 'versionchange'>).objectStore(OLD_STORE);
  let cursor = await old.index('seq').openCursor();
  while (cursor) {
    await items.add(itemOfVersion2(cursor.value as ItemOfVersion1) as QueueItem);
    cursor = await cursor.continue();
  }
  (db as unknown as IDBPDatabase).deleteObjectStore(OLD_STORE);
};

/** Brings a database from any version to the present one. A new one goes through all steps, so that there is one layout. */
export const upgradeQueue = async (db: Database, oldVersion: number, upgrade: Upgrade): Promise<void> => {
  if (oldVersion < 1) createVersion1(db as unknown as IDBPDatabase);
  if (oldVersion < 2) await upgradeToVersion2(db, upgrade);
};

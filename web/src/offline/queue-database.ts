/** The connection to the queue's database: opened when it is needed, and again when the browser took it away. */
import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { QUEUE_VERSION, upgradeQueue, type QueueSchema } from './queue-schema.ts';

const STORES = ['items', 'gates', 'device'] as const;
type Stores = ('items' | 'gates' | 'device')[];

export type Reading = IDBPTransaction<QueueSchema, Stores, 'readonly'>;
export type Writing = IDBPTransaction<QueueSchema, Stores, 'readwrite'>;

export interface QueueDatabase {
  /** Runs `work` in one transaction. It may await nothing but the transaction's own requests. */
  read<T>(work: (tx: Reading) => Promise<T>): Promise<T>;
  /** As `read`. All or nothing; `isOnDisk` waits until the disk has it, so that a flat battery does not take it. */
  write<T>(work: (tx: Writing) => Promise<T>, isOnDisk?: boolean): Promise<T>;
  close(): Promise<void>;
}

const abort = (tx: { readonly abort: () => void }): void => {
  try {
    tx.abort();
  } catch {
    // It is over already.
  }
};

/** All of them at once. One that throws leaves no other promise behind that nobody hears fail. */
export const forAll = async <T>(list: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> => {
  await Promise.all(
    list.map(async (one) => {
      await work(one);
    }),
  );
};

const open = async (name: string, onClosed: () => void): Promise<IDBPDatabase<QueueSchema>> => {
  const db = await openDB<QueueSchema>(name, QUEUE_VERSION, {
    upgrade: (database, oldVersion, _newVersion, transaction) => {
      // An upgrade that fails must not be kept by half; opening fails with it, and says so.
      upgradeQueue(database, oldVersion, transaction).catch(() => abort(transaction));
      transaction.done.catch(() => undefined);
    },
    // A newer page wants to upgrade: this one makes way, and comes back when it is needed.
    blocking: () => {
      onClosed();
      db.close();
    },
    terminated: onClosed,
  });
  return db;
};

export const createQueueDatabase = (name: string): QueueDatabase => {
  let opened: Promise<IDBPDatabase<QueueSchema>> | null = null;
  const forget = (): void => {
    opened = null;
  };
  const connect = (): Promise<IDBPDatabase<QueueSchema>> => {
    opened ??= open(name, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opened;
  };
  /** A connection that was closed behind our back shows here, before anything is done. */
  const begin = async <T>(start: (db: IDBPDatabase<QueueSchema>) => T): Promise<T> => {
    try {
      return start(await connect());
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      forget();
      return start(await connect());
    }
  };
  const within = async <Tx extends Reading | Writing, T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const done = work(tx).catch((error: unknown) => {
      abort(tx);
      throw error;
    });
    const [result] = await Promise.all([done, tx.done]);
    return result;
  };
  return {
    read: async (work) => within(await begin((db) => db.transaction([...STORES], 'readonly')), work),
    write: async (work, isOnDisk = false) => {
      const durability = isOnDisk ? 'strict' : 'default';
      return within(await begin((db) => db.transaction([...STORES], 'readwrite', { durability })), work);
    },
    close: async () => {
      const closing = opened;
      forget();
      (await closing)?.close();
    },
  };
};

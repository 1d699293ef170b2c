import { AsyncLocalStorage } from 'node:async_hooks';
import { systemStores, userStores, type SystemStores, type UserStores } from '../stores/registry.ts';
import type { Db, Queryable } from './connect.ts';

/** How every query of the product is opened: for one user, or explicitly for the system (architecture 2, laws 5 and 6). */
export interface UnitOfWork {
  /**
   * A transaction that holds the user's lock: everything about the user is serial inside it. Inside another one of the
   * same user it is part of that one, so that an answer and its idempotency key commit together.
   */
  forUser<T>(userId: string, work: (stores: UserStores) => Promise<T>): Promise<T>;
  /** Reads of one user, without lock or transaction of their own. */
  readUser<T>(userId: string, work: (stores: UserStores) => Promise<T>): Promise<T>;
  /** A transaction of the system. */
  system<T>(work: (stores: SystemStores) => Promise<T>): Promise<T>;
  /** Reads of the system, without transaction. */
  readSystem<T>(work: (stores: SystemStores) => Promise<T>): Promise<T>;
}

type Makers = Record<string, (...args: never[]) => object>;

/** An object whose members are made when they are first used: a request pays for the stores it touches. */
const lazily = <T>(makers: Makers, ...args: readonly unknown[]): T => {
  const made: Record<string, object> = {};
  for (const [name, make] of Object.entries(makers)) {
    let instance: object | undefined;
    Object.defineProperty(made, name, {
      enumerable: true,
      get: () => (instance ??= (make as (...given: readonly unknown[]) => object)(...args)),
    });
  }
  return made as T;
};

const forUserStores = (db: Queryable, userId: string): UserStores => lazily<UserStores>(userStores, db, userId);
const forSystemStores = (db: Queryable): SystemStores => lazily<SystemStores>(systemStores, db);

interface OpenUnit {
  readonly userId: string;
  readonly stores: UserStores;
}

export const createUnitOfWork = (db: Db): UnitOfWork => {
  const open = new AsyncLocalStorage<OpenUnit>();
  const openFor = (userId: string): UserStores | undefined => {
    const unit = open.getStore();
    if (unit && unit.userId !== userId)
      throw new Error('a unit of work for one user was opened inside that of another');
    return unit?.stores;
  };
  return {
    forUser: (userId, work) => {
      const outer = openFor(userId);
      if (outer) return work(outer);
      return db.transaction(async (tx) => {
        await tx.raw('select lock_user(?)', [userId]);
        const stores = forUserStores(tx, userId);
        return open.run({ userId, stores }, () => work(stores));
      });
    },
    readUser: (userId, work) => work(openFor(userId) ?? forUserStores(db, userId)),
    system: (work) => db.transaction((tx) => work(forSystemStores(tx))),
    readSystem: (work) => work(forSystemStores(db)),
  };
};

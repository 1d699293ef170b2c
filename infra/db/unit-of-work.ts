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
  /**
   * A transaction of the system. `storesOf` gives the stores of one user inside it: take their lock first
   * (`drainClaims.lockUsers`).
   */
  system<T>(work: (stores: SystemStores, storesOf: (userId: string) => UserStores) => Promise<T>): Promise<T>;
  /** Reads of the system, without transaction. */
  readSystem<T>(work: (stores: SystemStores) => Promise<T>): Promise<T>;
}

type Maker<Given extends readonly unknown[]> = (...given: Given) => object;

/**
 * A class whose instances have a member for each maker, made when it is first used: a request pays for the stores it
 * touches, and the members are described once.
 */
const lazyStores = <Stores, Given extends readonly unknown[]>(makers: Readonly<Record<string, unknown>>) => {
  class Lazy {
    readonly given: Given;
    readonly made = new Map<string, object>();
    constructor(...given: Given) {
      this.given = given;
    }
  }
  for (const [name, maker] of Object.entries(makers)) {
    Object.defineProperty(Lazy.prototype, name, {
      get(this: Lazy) {
        const known = this.made.get(name);
        if (known) return known;
        const store = (maker as Maker<Given>)(...this.given);
        this.made.set(name, store);
        return store;
      },
    });
  }
  return (...given: Given): Stores => new Lazy(...given) as Stores;
};

const forUserStores = lazyStores<UserStores, [Queryable, string]>(userStores);
const forSystemStores = lazyStores<SystemStores, [Queryable]>(systemStores);

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
    system: (work) => db.transaction((tx) => work(forSystemStores(tx), (userId) => forUserStores(tx, userId))),
    readSystem: (work) => work(forSystemStores(db)),
  };
};

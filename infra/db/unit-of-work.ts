import { systemStores, userStores, type SystemStores, type UserStores } from '../stores/registry.ts';
import type { Db, Queryable } from './connect.ts';

/** How every query of the product is opened: for one user, or explicitly for the system (architecture 2, laws 5 and 6). */
export interface UnitOfWork {
  /** A transaction that holds the user's lock: everything about the user is serial inside it. */
  forUser<T>(userId: string, work: (stores: UserStores) => Promise<T>): Promise<T>;
  /** Reads of one user, without lock or transaction. */
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

export const createUnitOfWork = (db: Db): UnitOfWork => ({
  forUser: (userId, work) =>
    db.transaction(async (tx) => {
      await tx.raw('select lock_user(?)', [userId]);
      return work(forUserStores(tx, userId));
    }),
  readUser: (userId, work) => work(forUserStores(db, userId)),
  system: (work) => db.transaction((tx) => work(forSystemStores(tx))),
  readSystem: (work) => work(forSystemStores(db)),
});

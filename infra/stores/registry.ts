/**
 * Every store and view, by name. A store is made for one user and can say nothing about another: tenancy does not
 * depend on remembering a `where` in a use case (architecture 2, law 5). `test/tenancy.db.test.ts` goes through this table.
 */
import type { Queryable } from '../db/connect.ts';
import { createClaimStore } from './drain/claim-store.ts';
import { createContextStore } from './drain/context-store.ts';
import { createWriteStore } from './drain/write-store.ts';
import { createAccountAdminStore } from './maintenance/account-admin-store.ts';
import { createLedgerAuditStore } from './maintenance/ledger-audit-store.ts';
import { createRebuildStore } from './maintenance/rebuild-store.ts';
import { createUserDirectoryStore } from './maintenance/user-directory-store.ts';

/** Made for one user: `(db, userId) => store`. */
export const userStores = {
  accountAdmin: createAccountAdminStore,
  rebuild: createRebuildStore,
} satisfies Record<string, (db: Queryable, userId: string) => object>;

/** Made for the system: sign-in before there is a user, the drain, purges. */
export const systemStores = {
  drainClaims: createClaimStore,
  drainContext: createContextStore,
  drainWrites: createWriteStore,
  ledgerAudit: createLedgerAuditStore,
  userDirectory: createUserDirectoryStore,
} satisfies Record<string, (db: Queryable) => object>;

export type UserStores = { readonly [K in keyof typeof userStores]: ReturnType<(typeof userStores)[K]> };
export type SystemStores = { readonly [K in keyof typeof systemStores]: ReturnType<(typeof systemStores)[K]> };

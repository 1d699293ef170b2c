/** What is read and written before there is a signed-in user. */
import type { Scope } from '#core/contract/endpoint.ts';
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { preparedQuery, query } from '../db/query.ts';
import { ACCOUNT_COLUMNS, type AccountRow } from './account-store.ts';

export interface SignedInRow extends AccountRow {
  /** Id of the session or token. */
  readonly credentialId: string;
  readonly scopes: readonly Scope[];
  readonly lastUsedAt: Instant | null;
}

export interface NewAccount {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly displayName: string | null;
  readonly timezone: string;
  readonly now: Instant;
}

/** One number names the lock under which the first account is made. */
const FIRST_ACCOUNT_LOCK = 727_003;

export const createSignInStore = (db: Queryable) => ({
  /** Who a session's token belongs to; nobody when it was revoked or is over. */
  bySession: async (tokenHash: Buffer, now: Instant): Promise<SignedInRow | undefined> =>
    (
      await preparedQuery<SignedInRow>(
        db,
        `select ${ACCOUNT_COLUMNS}, s.id as "credentialId", '{}'::text[] as scopes, s.last_used_at as "lastUsedAt"
         from auth_sessions s join users u on u.id = s.user_id
         where s.token_hash = ? and s.revoked_at is null and least(s.idle_expires_at, s.expires_at) > ?::timestamptz`,
        [tokenHash, now],
      )
    ).rows[0],

  byToken: async (tokenHash: Buffer, now: Instant): Promise<SignedInRow | undefined> =>
    (
      await preparedQuery<SignedInRow>(
        db,
        `select ${ACCOUNT_COLUMNS}, t.id as "credentialId", t.scopes, t.last_used_at as "lastUsedAt"
         from api_tokens t join users u on u.id = t.user_id
         where t.token_hash = ? and t.revoked_at is null and (t.expires_at is null or t.expires_at > ?::timestamptz)`,
        [tokenHash, now],
      )
    ).rows[0],

  byEmail: async (email: string): Promise<(AccountRow & { readonly passwordHash: string | null }) | undefined> =>
    (
      await query<AccountRow & { readonly passwordHash: string | null }>(
        db,
        `select ${ACCOUNT_COLUMNS}, u.hashed_password as "passwordHash" from users u where lower(u.email) = lower(?)`,
        [email],
      )
    ).rows[0],

  byId: async (id: string): Promise<(AccountRow & { readonly passwordHash: string | null }) | undefined> =>
    (
      await query<AccountRow & { readonly passwordHash: string | null }>(
        db,
        `select ${ACCOUNT_COLUMNS}, u.hashed_password as "passwordHash" from users u where u.id = ?`,
        [id],
      )
    ).rows[0],

  hasAccounts: async (): Promise<boolean> =>
    (await query<{ found: boolean }>(db, `select exists (select 1 from users) as found`)).rows[0]?.found ?? false,

  /** Two first registrations at once: one waits here for the other. Held to the end of the transaction. */
  lockFirstAccount: async (): Promise<void> => {
    await query(db, `select pg_advisory_xact_lock(?)`, [FIRST_ACCOUNT_LOCK]);
  },

  /** A taken address violates `users_email_key`. */
  insertAccount: async (account: NewAccount): Promise<void> => {
    await query(
      db,
      `insert into users (id, email, hashed_password, display_name, timezone, created_at, updated_at)
       values (?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz)`,
      [
        account.id,
        account.email,
        account.passwordHash,
        account.displayName,
        account.timezone,
        account.now,
        account.now,
      ],
    );
  },
});

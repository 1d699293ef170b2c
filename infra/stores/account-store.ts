/** The signed-in user's own account. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly displayName: string | null;
  readonly avatarUrl: string | null;
  readonly timezone: string;
  readonly weekStart: number;
  readonly dayStartHour: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Columns of a profile that is being changed; what is left out stays. */
export interface ProfileColumns {
  readonly display_name?: string | null;
  readonly avatar_url?: string | null;
  readonly timezone?: string;
  readonly week_start?: number;
  readonly day_start_hour?: number;
}

export const ACCOUNT_COLUMNS = `u.id, u.email, u.display_name as "displayName", u.avatar_url as "avatarUrl", u.timezone,
  u.week_start as "weekStart", u.day_start_hour as "dayStartHour", u.created_at as "createdAt", u.updated_at as "updatedAt"`;

export const createAccountStore = (db: Queryable, userId: string) => ({
  find: async (): Promise<AccountRow | undefined> =>
    (await query<AccountRow>(db, `select ${ACCOUNT_COLUMNS} from users u where u.id = ?`, [userId])).rows[0],

  /** The stored hash, `null` for an account without a password. */
  passwordHash: async (): Promise<string | null> =>
    (await query<{ hash: string | null }>(db, `select hashed_password as hash from users where id = ?`, [userId]))
      .rows[0]?.hash ?? null,

  setPasswordHash: async (hash: string): Promise<void> => {
    await query(db, `update users set hashed_password = ? where id = ?`, [hash, userId]);
  },

  update: async (columns: ProfileColumns): Promise<void> => {
    if (Object.keys(columns).length > 0) await db('users').where({ id: userId }).update(columns);
  },

  /**
   * From `effectiveAt` on the user's days follow another calendar; days before it never move (spec 0.4). Two changes in
   * one millisecond follow each other.
   */
  appendCalendar: async (
    segment: { readonly timezone: string; readonly dayStartHour: number; readonly weekStart: number },
    effectiveAt: Instant,
  ): Promise<void> => {
    await query(
      db,
      `insert into user_calendar_changes (user_id, effective_at, timezone, day_start_hour, week_start)
       select ?, greatest(?::timestamptz, max(effective_at) + interval '1 millisecond'), ?, ?, ?
       from user_calendar_changes where user_id = ?`,
      [userId, effectiveAt, segment.timezone, segment.dayStartHour, segment.weekStart, userId],
    );
  },

  /** Erases the account and everything it owns. */
  erase: async (): Promise<void> => {
    await query(db, `delete from users where id = ?`, [userId]);
  },
});

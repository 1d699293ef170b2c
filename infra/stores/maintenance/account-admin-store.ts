/** What the operator may do to an account (`npm run user`). Part of a transaction with the user's lock. */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../../db/connect.ts';
import { query } from '../../db/query.ts';

export const createAccountAdminStore = (db: Queryable, userId: string) => ({
  /** Sets the password and ends every sign-in. Returns how many ended. */
  resetPassword: async (hashedPassword: string, now: Instant): Promise<number> => {
    await query(db, 'update users set hashed_password = ? where id = ?', [hashedPassword, userId]);
    const { rowCount } = await query(
      db,
      'update auth_sessions set revoked_at = ? where user_id = ? and revoked_at is null',
      [now, userId],
    );
    return rowCount;
  },

  /** Writes what the operator did into the user's audit trail. */
  record: async (eventType: string, requestId: string, details: JsonObject): Promise<void> => {
    await query(
      db,
      `insert into event_log (request_id, user_id, event_type, entity_type, entity_id, payload_json)
       values (?, ?, ?, 'user', ?, ?::jsonb)`,
      [requestId, userId, eventType, userId, JSON.stringify(details)],
    );
  },

  /** Erases the account with everything it owns. */
  erase: async (): Promise<void> => {
    await query(db, 'delete from users where id = ?', [userId]);
  },
});

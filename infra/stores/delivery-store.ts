/**
 * Deliveries of one user that are to be looked at again, or set aside. Every fact has its own key, so that looking
 * again counts nothing twice (architecture 2, law 4). Ring the doorbell after the commit.
 */
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';
import { NEEDS_ACCOUNT } from './drain/claim-store.ts';

const AGAIN = `status = 'pending', reason = null, last_error = null, processed_at = null, attempts = 0, next_attempt_at = now()`;

export const createDeliveryStore = (db: Queryable, userId: string) => {
  const change = async (set: string, where: string, bindings: readonly string[]): Promise<number> => {
    const { rowCount } = await query(
      db,
      `update event_processing w set ${set} from event_raw r
       where r.id = w.event_raw_id and r.user_id = ? and w.user_id = r.user_id and ${where}`,
      [userId, ...bindings],
    );
    return rowCount;
  };
  return {
    /** A pending delivery is left as it is. Returns how many come again: 0 or 1. */
    replay: (integrationId: string, rawId: string): Promise<number> =>
      change(AGAIN, `r.integration_id = ? and r.id = ? and w.status <> 'pending'`, [integrationId, rawId]),

    replayFailed: (integrationId: string): Promise<number> =>
      change(AGAIN, `r.integration_id = ? and w.status = 'failed'`, [integrationId]),

    /** Deliveries that were ignored because the connection knew no account (spec 8.6). */
    replayForAccount: (integrationId: string): Promise<number> =>
      change(AGAIN, `r.integration_id = ? and w.status = 'ignored' and w.last_error = ?`, [
        integrationId,
        NEEDS_ACCOUNT,
      ]),

    /** Deliveries that waited while the connection was paused. */
    release: (integrationId: string): Promise<number> =>
      change(
        `next_attempt_at = now()`,
        `r.integration_id = ? and w.status = 'pending' and w.next_attempt_at = 'infinity'`,
        [integrationId],
      ),

    /** Sets a failed delivery aside. Returns 0 when it is not failed. */
    forget: (integrationId: string, rawId: string): Promise<number> =>
      change(`status = 'forgotten'`, `r.integration_id = ? and r.id = ? and w.status = 'failed'`, [
        integrationId,
        rawId,
      ]),
  };
};

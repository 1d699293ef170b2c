/** What happened to an account that its owner may want to know later. Never a secret, never free text. */
import type { JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface AuditEntry {
  readonly requestId: string;
  /** `account.registered`, `password.changed`, `session.revoked` … */
  readonly type: string;
  readonly entity?: { readonly type: string; readonly id: string };
  readonly payload?: JsonObject;
}

export const createAuditStore = (db: Queryable, userId: string) => ({
  append: async ({ requestId, type, entity, payload }: AuditEntry): Promise<void> => {
    await query(
      db,
      `insert into event_log (request_id, user_id, event_type, entity_type, entity_id, payload_json)
       values (?, ?, ?, ?, ?::uuid, ?::jsonb)`,
      [requestId, userId, type, entity?.type ?? null, entity?.id ?? null, JSON.stringify(payload ?? {})],
    );
  },
});

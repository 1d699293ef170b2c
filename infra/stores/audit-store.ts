/** What happened to an account that its owner may want to know later. Never a secret, never free text. */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface AuditEntry {
  readonly requestId: string;
  /** `account.registered`, `password.changed`, `session.revoked` … */
  readonly type: string;
  readonly entity?: { readonly type: string; readonly id: string };
  readonly payload?: JsonObject;
  /** When it happened, where the rules read it again (pauses of a goal); else the database's now. */
  readonly at?: Instant;
}

export const createAuditStore = (db: Queryable, userId: string) => ({
  append: async ({ requestId, type, entity, payload, at }: AuditEntry): Promise<void> => {
    await query(
      db,
      `insert into event_log (request_id, user_id, event_type, entity_type, entity_id, payload_json, created_at)
       values (?, ?, ?, ?, ?::uuid, ?::jsonb, coalesce(?::timestamptz, now()))`,
      [requestId, userId, type, entity?.type ?? null, entity?.id ?? null, JSON.stringify(payload ?? {}), at ?? null],
    );
  },
});

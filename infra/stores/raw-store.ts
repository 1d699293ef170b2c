/** Facts that Pawgress itself appends to the user's raw log: they pass through the drain like every delivery. */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface SystemFact {
  readonly id: string;
  /** `pet.paused`, `pet.resumed`, `pet.customized`, `goal.changed` (`core/providers/system`). */
  readonly eventName: string;
  readonly payload: JsonObject;
  readonly receivedAt: Instant;
}

export const createRawStore = (db: Queryable, userId: string) => ({
  /** Appends a fact of source `system`, pending; its id is its delivery key. Ring the doorbell after the commit. */
  appendSystem: async (fact: SystemFact): Promise<void> => {
    await query(
      db,
      `with raw as (
         insert into event_raw (id, user_id, source, event_name, external_event_id, payload, received_at)
         values (?, ?, 'system', ?, ?, ?::jsonb, ?::timestamptz) returning id, user_id)
       insert into event_processing (event_raw_id, user_id) select id, user_id from raw`,
      [fact.id, userId, fact.eventName, fact.id, JSON.stringify(fact.payload), fact.receivedAt],
    );
  },
});

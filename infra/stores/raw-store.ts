/** Facts that are made inside Pawgress: they pass through the drain like every delivery (spec 8.1, 8.4). */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface OwnFact {
  readonly id: string;
  /** Its delivery key, the id unless given: a fact whose key is there already is not appended again. */
  readonly key?: string;
  /** The provider that reads it: `system` (pet and goals), `manual` (logs by hand), `goals` (what goals pay). */
  readonly source: 'system' | 'manual' | 'goals';
  /** `pet.paused`, `habit.completed`, `goal.period_met` … */
  readonly eventName: string;
  readonly payload: JsonObject;
  readonly receivedAt: Instant;
}

export const createRawStore = (db: Queryable, userId: string) => ({
  /** Appends facts, pending. Ring the doorbell after the commit. */
  append: async (facts: readonly OwnFact[]): Promise<void> => {
    await query(
      db,
      `with raw as (
         insert into event_raw (id, user_id, source, event_name, external_event_id, payload, received_at)
         select f.id, ?, f.source, f.event_name, f.key, f.payload, f.received_at
         from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::timestamptz[])
           as f(id, key, source, event_name, payload, received_at)
         on conflict do nothing returning id, user_id)
       insert into event_processing (event_raw_id, user_id) select id, user_id from raw`,
      [
        userId,
        facts.map(({ id }) => id),
        facts.map(({ id, key }) => key ?? id),
        facts.map(({ source }) => source),
        facts.map(({ eventName }) => eventName),
        facts.map(({ payload }) => JSON.stringify(payload)),
        facts.map(({ receivedAt }) => receivedAt),
      ],
    );
  },
});

/** Trackers as their owner defines them, and the logs on them. Logs are facts: inserted, never changed (seed 001). */
import type { Instant } from '#core/domain/event.ts';
import { column } from '../db/column.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export type ValueKind = 'number' | 'text' | 'json';

export interface NewTracker {
  readonly id: string;
  readonly name: string;
  readonly nameNorm: string;
  readonly unit: string | null;
  readonly valueKind: ValueKind;
  readonly sourceKey: string | null;
}

/** A column that is left out stays. */
export interface TrackerColumns {
  readonly name?: string;
  readonly name_norm?: string;
  readonly unit?: string | null;
  readonly source_key?: string | null;
  readonly archived_at?: Instant | null;
}

export interface NewLog {
  readonly id: string;
  readonly trackerId: string;
  readonly loggedAt: Instant;
  /** Decimal string. Exactly one of the three values is not null. */
  readonly valueNumber: string | null;
  readonly valueText: string | null;
  /** JSON text. */
  readonly valueJson: string | null;
  readonly clientLogId: string | null;
  readonly eventRawId: string;
  readonly createdAt: Instant;
}

export const createTrackerStore = (db: Queryable, userId: string) => ({
  insert: async (tracker: NewTracker): Promise<void> => {
    await db('trackers').insert({
      id: tracker.id,
      user_id: userId,
      name: tracker.name,
      name_norm: tracker.nameNorm,
      unit: tracker.unit,
      value_kind: tracker.valueKind,
      source_key: tracker.sourceKey,
    });
  },

  update: async (id: string, columns: TrackerColumns): Promise<void> => {
    if (Object.keys(columns).length > 0) await db('trackers').where({ id, user_id: userId }).update(columns);
  },

  /** Which of these `client_log_id`s are stored, with the log that has each. */
  knownClientIds: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const { rows } = await query<{ clientLogId: string; id: string }>(
      db,
      `select client_log_id as "clientLogId", id from tracker_logs where user_id = ? and client_log_id = any(?::text[])`,
      [userId, ids],
    );
    return new Map(rows.map((row) => [row.clientLogId, row.id]));
  },

  insertLogs: async (logs: readonly NewLog[]): Promise<void> => {
    await query(
      db,
      `insert into tracker_logs (id, user_id, tracker_id, logged_at, value_number, value_text, value_json, client_log_id,
         event_raw_id, created_at)
       select l.id, ?, l.tracker_id, l.logged_at, l.value_number, l.value_text, l.value_json, l.client_log_id, l.raw_id, l.created_at
       from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::numeric[], ?::text[], ?::jsonb[], ?::text[], ?::uuid[], ?::timestamptz[])
         as l(id, tracker_id, logged_at, value_number, value_text, value_json, client_log_id, raw_id, created_at)`,
      [
        userId,
        column(logs, 'id'),
        column(logs, 'trackerId'),
        column(logs, 'loggedAt'),
        column(logs, 'valueNumber'),
        column(logs, 'valueText'),
        column(logs, 'valueJson'),
        column(logs, 'clientLogId'),
        column(logs, 'eventRawId'),
        column(logs, 'createdAt'),
      ],
    );
  },

  /** Takes a log back. Returns whether it was not taken back before. */
  voidLog: async (logId: string, reason: string | null, at: Instant): Promise<boolean> => {
    const { rowCount } = await query(
      db,
      `insert into tracker_log_voids (log_id, user_id, reason, voided_at)
       select id, user_id, ?, ?::timestamptz from tracker_logs where id = ? and user_id = ? on conflict (log_id) do nothing`,
      [reason, at, logId, userId],
    );
    return rowCount === 1;
  },
});

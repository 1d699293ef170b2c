/** Taking pending deliveries and saying what became of them. Part of one drain transaction (architecture 7). */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../../db/connect.ts';
import { query } from '../../db/query.ts';

/** A pending delivery with its raw row. */
export interface ClaimedRow {
  readonly id: string;
  readonly userId: string | null;
  readonly integrationId: string | null;
  readonly source: string;
  readonly eventName: string | null;
  readonly payload: unknown;
  readonly receivedAt: Instant;
  readonly isDerived: boolean;
}

/** What a delivery became. */
export interface FinishedRow {
  readonly id: string;
  readonly status: 'processed' | 'ignored' | 'failed';
  /** For the user: why it was ignored or failed, or what was left out. */
  readonly reason: string | null;
  /** For the operator, and the mark `NEEDS_ACCOUNT`. */
  readonly note: string | null;
  readonly normaliserVersion: number | null;
}

/** `event_processing.last_error` of a row that is replayed as soon as its connection knows its account (spec 8.6). */
export const NEEDS_ACCOUNT = 'needs_account';

const COLUMNS = `r.id, r.user_id as "userId", r.integration_id as "integrationId", r.source, r.event_name as "eventName",
  r.payload, r.received_at as "receivedAt", r.is_derived as "isDerived"`;

export const createClaimStore = (db: Queryable) => ({
  /**
   * Plans of this connection are made again when they are next used. PostgreSQL keeps the plans of foreign key checks;
   * one made while `events` had a few rows reads the whole table for every check, until an analyze a minute later.
   */
  discardPlans: async (): Promise<void> => {
    await query(db, 'discard plans');
  },

  /**
   * Locks up to `limit` due rows, oldest first, that no other worker holds. The ids are fixed before the join, so that
   * no plan can touch more of the backlog than it takes.
   */
  claim: async (limit: number): Promise<readonly ClaimedRow[]> => {
    const { rows } = await query<ClaimedRow>(
      db,
      `with claimed as materialized (
         select event_raw_id from event_processing
         where status = 'pending' and next_attempt_at <= now()
         order by next_attempt_at, event_raw_id limit ? for update skip locked)
       select ${COLUMNS} from claimed join event_raw r on r.id = claimed.event_raw_id order by r.id`,
      [limit],
    );
    return rows;
  },

  /** The same for rows that are known by id: a batch that threw is taken again in parts. */
  claimThese: async (ids: readonly string[]): Promise<readonly ClaimedRow[]> => {
    const { rows } = await query<ClaimedRow>(
      db,
      `with claimed as materialized (
         select event_raw_id from event_processing
         where event_raw_id = any(?::uuid[]) and status = 'pending' for update skip locked)
       select ${COLUMNS} from claimed join event_raw r on r.id = claimed.event_raw_id order by r.id`,
      [ids],
    );
    return rows;
  },

  /**
   * Takes the users' locks without waiting: who holds rows must not wait for a lock whose holder may wait for the rows.
   * Returns the users that are ours until the transaction ends; the others are busy and come again.
   */
  lockUsers: async (userIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const { rows } = await query<{ id: string; held: boolean }>(
      db,
      `select id, pg_try_advisory_xact_lock(hashtextextended('user:' || id, 0)) as held
       from unnest(?::uuid[]) as id`,
      [userIds],
    );
    return new Set(rows.filter((row) => row.held).map((row) => row.id));
  },

  finish: async (rows: readonly FinishedRow[], now: Instant): Promise<void> => {
    await query(
      db,
      `update event_processing p set status = v.status, reason = v.reason, last_error = v.note,
         normalizer_version = v.version, attempts = p.attempts + 1,
         processed_at = case when v.status = 'failed' then null else ?::timestamptz end
       from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[]) as v(id, status, reason, note, version)
       where p.event_raw_id = v.id`,
      [
        now,
        rows.map((row) => row.id),
        rows.map((row) => row.status),
        rows.map((row) => row.reason),
        rows.map((row) => row.note),
        rows.map((row) => row.normaliserVersion),
      ],
    );
  },

  /** Deliveries of a paused connection are kept and wait until it is resumed. */
  holdBack: async (ids: readonly string[]): Promise<void> => {
    await query(db, `update event_processing set next_attempt_at = 'infinity' where event_raw_id = any(?::uuid[])`, [
      ids,
    ]);
  },

  /** One more failed try of a row that cannot be processed: later again, or `failed` for good. */
  blame: async (
    id: string,
    blame: { readonly error: string; readonly reason: string; readonly retryInSeconds: number | null },
  ): Promise<void> => {
    await query(
      db,
      `update event_processing set attempts = attempts + 1, last_error = ?,
         status = case when ?::float8 is null then 'failed' else 'pending' end,
         reason = case when ?::float8 is null then ? end,
         next_attempt_at = now() + make_interval(secs => coalesce(?::float8, 0))
       where event_raw_id = ? and status = 'pending'`,
      [blame.error, blame.retryInSeconds, blame.retryInSeconds, blame.reason, blame.retryInSeconds, id],
    );
  },

  attemptsOf: async (id: string): Promise<number> => {
    const { rows } = await query<{ attempts: number }>(
      db,
      `select attempts from event_processing where event_raw_id = ?`,
      [id],
    );
    return rows[0]?.attempts ?? 0;
  },

  /** Writes other members their own part of a shared hook's delivery; a second time changes nothing. */
  insertDerived: async (
    rows: readonly {
      readonly id: string;
      readonly userId: string;
      readonly from: string;
      readonly payload: JsonObject;
    }[],
  ): Promise<void> => {
    await query(
      db,
      `with v as (select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::jsonb[]) as v(id, user_id, from_id, payload)),
       raw as (
         insert into event_raw (id, user_id, derived_from, is_derived, source, event_name, external_event_id, headers, payload, received_at)
         select v.id, v.user_id, o.id, true, o.source, o.event_name, o.external_event_id, o.headers, v.payload, o.received_at
         from v join event_raw o on o.id = v.from_id
         on conflict do nothing returning id, user_id)
       insert into event_processing (event_raw_id, user_id) select id, user_id from raw`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.userId),
        rows.map((row) => row.from),
        rows.map((row) => JSON.stringify(row.payload)),
      ],
    );
  },
});

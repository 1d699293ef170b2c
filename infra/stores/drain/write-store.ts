/** Set-based writes of one drain transaction: each is one statement however many rows the batch has. */
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import { column } from '../../db/column.ts';
import type { Queryable } from '../../db/connect.ts';
import { query } from '../../db/query.ts';
import { NEEDS_ACCOUNT } from './claim-store.ts';

export interface NewEvent {
  readonly id: string;
  readonly rawId: string;
  readonly userId: string;
  /** Of the raw row. */
  readonly source: string;
  readonly type: string;
  readonly value: string;
  readonly meta: JsonObject;
  readonly occurredAt: Instant;
  readonly localDate: LocalDate;
  readonly dedupeKey: string;
  readonly createdAt: Instant;
}

export interface ScoreRow {
  readonly petId: string;
  readonly eventId: string;
  readonly userId: string;
  readonly petVersion: number;
  readonly xp: number;
  readonly energyMs: number;
  readonly foodMs: number;
  readonly rulesVersion: number;
  readonly appliedAt: Instant;
}

export interface PetUpdate {
  readonly id: string;
  readonly state: PetState;
  readonly version: number;
  readonly expected: number;
}

/** What one day, type and source gained. `value` is a decimal string. */
export interface ActivityGain {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly type: string;
  readonly source: string;
  readonly count: number;
  readonly value: string;
  readonly xp: number;
}

export interface EntryRow {
  readonly id: string;
  readonly goalId: string;
  readonly userId: string;
  readonly value: string;
  readonly entryDate: LocalDate;
  readonly eventId: string;
  readonly createdAt: Instant;
}

export interface ProgressRow {
  readonly goalId: string;
  readonly userId: string;
  readonly currentValue: string;
  readonly progress: string;
  readonly reachedAt: Instant | null;
  /** The goal is reached now and was not before: its status changes with it. */
  readonly completes: boolean;
}

export interface AccountProposal {
  readonly connectionId: string;
  readonly accountId: string | null;
  readonly login: string | null;
}

/** The pet's version moved under a lock that should have made that impossible: the batch is rolled back and retried. */
export class PetVersionConflict extends Error {}

export const createWriteStore = (db: Queryable) => ({
  /** Inserts what is new. Returns the new ones' ids in the order of their `seq`, which is the order they are scored in. */
  insertEvents: async (rows: readonly NewEvent[]): Promise<readonly string[]> => {
    const result = await query<{ id: string; seq: number }>(
      db,
      `insert into events (id, event_raw_id, user_id, type, value, meta, occurred_at, local_date, dedupe_key, created_at)
       select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::numeric[], ?::jsonb[], ?::timestamptz[], ?::date[],
         ?::text[], ?::timestamptz[])
       on conflict (user_id, dedupe_key) do nothing returning id, seq`,
      [
        column(rows, 'id'),
        column(rows, 'rawId'),
        column(rows, 'userId'),
        column(rows, 'type'),
        column(rows, 'value'),
        rows.map((row) => JSON.stringify(row.meta)),
        column(rows, 'occurredAt'),
        column(rows, 'localDate'),
        column(rows, 'dedupeKey'),
        column(rows, 'createdAt'),
      ],
    );
    return result.rows.sort((a, b) => a.seq - b.seq).map((row) => row.id);
  },

  insertScores: async (rows: readonly ScoreRow[]): Promise<void> => {
    await query(
      db,
      `insert into event_scores (pet_id, event_id, user_id, pet_version, xp, energy_ms, food_ms, rules_version, applied_at)
       select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::timestamptz[])`,
      [
        column(rows, 'petId'),
        column(rows, 'eventId'),
        column(rows, 'userId'),
        column(rows, 'petVersion'),
        column(rows, 'xp'),
        column(rows, 'energyMs'),
        column(rows, 'foodMs'),
        column(rows, 'rulesVersion'),
        column(rows, 'appliedAt'),
      ],
    );
  },

  /** @throws {PetVersionConflict} when a pet is not at the version it was read at. */
  updatePets: async (rows: readonly PetUpdate[]): Promise<void> => {
    const result = await query(
      db,
      `update pets p set state_json = v.state, version = v.version
       from unnest(?::uuid[], ?::jsonb[], ?::int[], ?::int[]) as v(id, state, version, expected)
       where p.id = v.id and p.version = v.expected`,
      [
        column(rows, 'id'),
        rows.map((row) => JSON.stringify(row.state)),
        column(rows, 'version'),
        column(rows, 'expected'),
      ],
    );
    if (result.rowCount !== rows.length)
      throw new PetVersionConflict(`${result.rowCount} of ${rows.length} pets moved`);
  },

  addActivity: async (rows: readonly ActivityGain[]): Promise<void> => {
    await query(
      db,
      `insert into daily_activity as a (user_id, local_date, type, source, count, value, xp)
       select * from unnest(?::uuid[], ?::date[], ?::text[], ?::text[], ?::int[], ?::numeric[], ?::int[])
       on conflict (user_id, local_date, type, source) do update set count = a.count + excluded.count,
         value = a.value + excluded.value, xp = a.xp + excluded.xp, updated_at = now()`,
      [
        column(rows, 'userId'),
        column(rows, 'localDate'),
        column(rows, 'type'),
        column(rows, 'source'),
        column(rows, 'count'),
        column(rows, 'value'),
        column(rows, 'xp'),
      ],
    );
  },

  /**
   * Moves the user's figures (`metrics_cache`) by what `addActivity` has added: totals by type grow, a day that gained
   * its first XP is one more active day, and the best day is the greatest. Dates without new XP move no day's figure.
   */
  moveMetrics: async (rows: readonly ActivityGain[]): Promise<void> => {
    await query(
      db,
      `with gained as (
         select * from unnest(?::uuid[], ?::date[], ?::text[], ?::numeric[], ?::int[]) as g(user_id, local_date, type, value, xp)),
       day as (
         select g.user_id, sum(g.xp) as gained, (
           select sum(a.xp) from daily_activity a where a.user_id = g.user_id and a.local_date = g.local_date) as xp
         from gained g group by g.user_id, g.local_date having sum(g.xp) > 0)
       insert into metrics_cache as m (user_id, key, value)
         select user_id, 'total.' || type, sum(value) from gained group by 1, 2
         union all select user_id, 'days.active', count(*) from day where xp = gained group by 1
         union all select user_id, 'xp.best_day', max(xp) from day group by 1
       on conflict (user_id, key) do update set updated_at = now(),
         value = case m.key when 'xp.best_day' then greatest(m.value, excluded.value) else m.value + excluded.value end`,
      [
        column(rows, 'userId'),
        column(rows, 'localDate'),
        column(rows, 'type'),
        column(rows, 'value'),
        column(rows, 'xp'),
      ],
    );
  },

  insertEntries: async (rows: readonly EntryRow[]): Promise<void> => {
    await query(
      db,
      `insert into progress_entries (id, goal_id, user_id, value, entry_date, source_event_id, created_at)
       select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::numeric[], ?::date[], ?::uuid[], ?::timestamptz[])`,
      [
        column(rows, 'id'),
        column(rows, 'goalId'),
        column(rows, 'userId'),
        column(rows, 'value'),
        column(rows, 'entryDate'),
        column(rows, 'eventId'),
        column(rows, 'createdAt'),
      ],
    );
  },

  writeProgress: async (rows: readonly ProgressRow[], now: Instant): Promise<void> => {
    await query(
      db,
      `insert into goal_progress as p (goal_id, user_id, current_value, progress, reached_at, computed_at)
       select v.goal_id, v.user_id, v.current_value, v.progress, v.reached_at, ?::timestamptz
       from unnest(?::uuid[], ?::uuid[], ?::numeric[], ?::numeric[], ?::timestamptz[])
         as v(goal_id, user_id, current_value, progress, reached_at)
       on conflict (goal_id) do update set current_value = excluded.current_value, progress = excluded.progress,
         reached_at = excluded.reached_at, computed_at = excluded.computed_at`,
      [
        now,
        column(rows, 'goalId'),
        column(rows, 'userId'),
        column(rows, 'currentValue'),
        column(rows, 'progress'),
        column(rows, 'reachedAt'),
      ],
    );
    const completed = rows.filter((row) => row.completes).map((row) => row.goalId);
    if (completed.length === 0) return;
    await query(
      db,
      `update goals set status = 'completed', completed_at = ?::timestamptz
       where id = any(?::uuid[]) and status in ('active', 'paused')`,
      [now, completed],
    );
  },

  /**
   * The connections of this batch heard from their provider. Noted to within ten seconds: a connection that hears more
   * often than that costs no write of its own.
   */
  markHeard: async (heard: ReadonlyMap<string, Instant>): Promise<void> => {
    await query(
      db,
      `update integrations i set last_event_at = greatest(i.last_event_at, v.at), last_error = null
       from unnest(?::uuid[], ?::timestamptz[]) as v(id, at)
       where i.id = v.id and i.status <> 'revoked' and (i.last_event_at is null or i.last_error is not null
         or v.at >= i.last_event_at + interval '10 seconds')`,
      [[...heard.keys()], [...heard.values()]],
    );
  },

  /**
   * The provider proved itself. A connection that knows no account yet takes the proposed one; where another of the
   * user's connections holds it already, it is only noted, since an account is unique among them.
   */
  verify: async (proposals: readonly AccountProposal[], now: Instant): Promise<void> => {
    await query(
      db,
      `update integrations i set verified_at = coalesce(i.verified_at, ?::timestamptz),
         status = case when i.status = 'pending' then 'active' else i.status end,
         external_account_id = case when v.fresh and not v.held then v.account_id else i.external_account_id end,
         metadata = case when v.fresh
           then i.metadata || jsonb_strip_nulls(jsonb_build_object('login', v.login, 'account_id', v.account_id)) else i.metadata end
       from (
         select v.*, c.external_account_id is null and c.metadata ->> 'login' is null and c.metadata ->> 'account_id' is null as fresh,
           exists (select 1 from integrations o where o.user_id = c.user_id and o.provider = c.provider
             and o.external_account_id = v.account_id and o.status <> 'revoked') as held
         from unnest(?::uuid[], ?::text[], ?::text[]) as v(id, account_id, login) join integrations c on c.id = v.id) as v
       where i.id = v.id and i.status <> 'revoked'`,
      [now, column(proposals, 'connectionId'), column(proposals, 'accountId'), column(proposals, 'login')],
    );
  },

  /** Rows that were ignored because their connection knew no account come again (spec 8.6). Returns how many. */
  replayForAccount: async (connectionIds: readonly string[]): Promise<number> => {
    const result = await query(
      db,
      `update event_processing p set status = 'pending', reason = null, last_error = null, processed_at = null, attempts = 0,
         next_attempt_at = now()
       from event_raw r join integrations i on i.id = r.integration_id
       where r.integration_id = any(?::uuid[]) and r.id = p.event_raw_id and p.status = 'ignored' and p.last_error = ?
         and coalesce(i.external_account_id, i.metadata ->> 'account_id', i.metadata ->> 'login') is not null`,
      [connectionIds, NEEDS_ACCOUNT],
    );
    return result.rowCount;
  },
});

/** What fed the pet, from the ledger (`event_scores_feed_key` gives it in order), and the units of the days behind it. */
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import { petRules } from '#core/domain/pet/rules.ts';
import type { Queryable } from '../db/connect.ts';
import { preparedQuery, type Binding } from '../db/query.ts';

export interface FeedRow {
  readonly eventId: string;
  readonly petId: string;
  readonly petVersion: number;
  readonly type: string;
  /** Decimal string. */
  readonly value: string;
  readonly source: string | null;
  readonly xp: number;
  readonly energyMs: number;
  readonly foodMs: number;
  readonly occurredAt: Instant;
  readonly appliedAt: Instant;
  readonly localDate: LocalDate;
  readonly rulesVersion: number;
  readonly rawId: string | null;
  readonly meta: JsonObject;
}

/** Units of one type on one date that reached the pet before a version. */
export interface UnitsRow {
  readonly localDate: LocalDate;
  readonly type: string;
  readonly units: number;
}

export interface FeedWindow {
  /** Only versions below it. */
  readonly before?: number | undefined;
  /** Only versions above it. */
  readonly after?: number | undefined;
  readonly limit: number;
}

const EARNING = Object.keys(petRules.types);
const LATEST_VERSION = 2_147_483_647;

const SELECT = `select e.id as "eventId", s.pet_id as "petId", s.pet_version as "petVersion", e.type, e.value, r.source, s.xp,
    s.energy_ms as "energyMs", s.food_ms as "foodMs", e.occurred_at as "occurredAt", s.applied_at as "appliedAt",
    e.local_date as "localDate", s.rules_version as "rulesVersion", e.event_raw_id as "rawId", e.meta
  from event_scores s join events e on e.id = s.event_id left join event_raw r on r.id = e.event_raw_id`;

export const createFeedView = (db: Queryable, userId: string) => {
  const rowsOf = async <Row>(sql: string, bindings: readonly Binding[]): Promise<Row[]> =>
    (await preparedQuery<Row>(db, sql, bindings)).rows;

  return {
    /** Whether the user has this pet. */
    hasPet: async (petId: string): Promise<boolean> =>
      (await rowsOf(`select 1 from pets where id = ? and user_id = ?`, [petId, userId])).length > 0,

    /** Newest first. */
    page: (petId: string, { before = LATEST_VERSION, after = 0, limit }: FeedWindow): Promise<readonly FeedRow[]> =>
      rowsOf<FeedRow>(
        `${SELECT} where s.pet_id = ? and s.user_id = ? and s.pet_version < ? and s.pet_version > ?
         order by s.pet_version desc limit ?`,
        [petId, userId, before, after, limit],
      ),

    /** The line of one event; an event that reached no pet has none. */
    find: async (eventId: string): Promise<FeedRow | undefined> =>
      (await rowsOf<FeedRow>(`${SELECT} where s.event_id = ? and s.user_id = ?`, [eventId, userId]))[0],

    /**
     * Units on each of `dates` that reached the pet before `version`. One range of `events_user_type_day_idx` for each
     * type and date, then one look at the ledger's key for each event of these days (a join would be free to read the
     * whole ledger instead): the cost follows the days on the page and not the length of the pet's life.
     */
    unitsBefore: (petId: string, dates: readonly LocalDate[], version: number): Promise<readonly UnitsRow[]> =>
      rowsOf<UnitsRow>(
        `select e.local_date as "localDate", e.type, sum(e.value)::float8 as units
         from events e
         where e.user_id = ? and e.type = any(?::text[]) and e.local_date = any(?::date[])
           and (select s.pet_version from event_scores s where s.pet_id = ? and s.event_id = e.id) < ?
         group by e.local_date, e.type`,
        [userId, EARNING, dates, petId, version],
      ),

    /**
     * Which of these earned nothing because a much newer day had reached the pet before (spec 4.3, step 3). An event can
     * be late only when it was applied more than `lateDays` after its date, and no event is dated more than a day ahead
     * of its application, so that a few days of the index answer it.
     */
    late: async (petId: string, eventIds: readonly string[]): Promise<ReadonlySet<string>> => {
      if (eventIds.length === 0) return new Set();
      const rows = await rowsOf<{ id: string }>(
        `select e.id from event_scores s
         cross join lateral (select id, local_date from events where id = s.event_id offset 0) e
         where s.pet_id = ? and s.user_id = ? and s.event_id = any(?::uuid[]) and exists (
           select 1 from events n
           where n.user_id = s.user_id and n.type = any(?::text[]) and n.local_date > e.local_date + ?::int
             and n.local_date <= (s.applied_at at time zone 'UTC')::date + 1
             and (select o.pet_version from event_scores o where o.pet_id = s.pet_id and o.event_id = n.id) < s.pet_version)`,
        [petId, userId, eventIds, EARNING, petRules.lateDays],
      );
      return new Set(rows.map((row) => row.id));
    },

    /** What arrived, for the owner's eyes. */
    raw: async (rawId: string) =>
      (
        await rowsOf<{
          readonly id: string;
          readonly source: string;
          readonly eventName: string | null;
          readonly receivedAt: Instant;
          readonly payload: unknown;
        }>(
          `select id, source, event_name as "eventName", received_at as "receivedAt", payload
           from event_raw where id = ? and user_id = ?`,
          [rawId, userId],
        )
      )[0],
  };
};

export type FeedView = ReturnType<typeof createFeedView>;

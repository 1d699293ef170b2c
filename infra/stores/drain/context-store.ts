/** What scoring a batch must know about its users, read in one query each. */
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import type { Calendar, CalendarSegment } from '#core/domain/time/calendar.ts';
import type { Queryable } from '../../db/connect.ts';
import { query, type Binding } from '../../db/query.ts';

export interface ConnectionRow {
  readonly id: string;
  readonly userId: string;
  readonly provider: string;
  readonly status: string;
  readonly accountId: string | null;
  readonly login: string | null;
}

export interface IdentityRow {
  readonly userId: string;
  readonly provider: string;
  readonly providerUserId: string;
  readonly username: string | null;
}

export interface PetRow {
  readonly id: string;
  readonly userId: string;
  readonly state: PetState;
  readonly version: number;
  readonly createdAt: Instant;
}

/** A goal that events feed, with its totals so far. Decimals are strings. */
export interface FedGoalRow {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  readonly status: string;
  readonly unit: string | null;
  readonly targetValue: string;
  readonly startDate: LocalDate | null;
  readonly eventFilter: { readonly types: readonly string[]; readonly meta?: JsonObject };
  readonly currentValue: string;
  readonly reachedAt: Instant | null;
}

type Users = readonly string[];

const groupBy = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

export const createContextStore = (db: Queryable) => {
  const rowsOf = async <T>(sql: string, bindings: readonly Binding[]): Promise<T[]> => {
    const { rows } = await query<T>(db, sql, bindings);
    return rows;
  };

  return {
    calendars: async (users: Users): Promise<ReadonlyMap<string, Calendar>> => {
      const rows = await rowsOf<CalendarSegment & { userId: string; effectiveAt: string }>(
        `select user_id as "userId", effective_at as "effectiveAt", timezone, day_start_hour as "dayStartHour",
           week_start as "weekStart"
         from user_calendar_changes where user_id = any(?::uuid[]) order by user_id, effective_at`,
        [users],
      );
      const segments = rows.map(({ effectiveAt, ...row }) => ({
        ...row,
        effectiveAt: effectiveAt === '-infinity' ? null : effectiveAt,
      }));
      return groupBy(segments, (row) => row.userId);
    },

    connections: async (ids: readonly string[]): Promise<ReadonlyMap<string, ConnectionRow>> => {
      const rows = await rowsOf<ConnectionRow>(
        `select id, user_id as "userId", provider, status,
           coalesce(external_account_id, metadata ->> 'account_id') as "accountId", metadata ->> 'login' as login
         from integrations where id = any(?::uuid[])`,
        [ids],
      );
      return new Map(rows.map((row) => [row.id, row]));
    },

    /** Addresses that are proven to be the user's, lower case. */
    verifiedEmails: async (users: Users): Promise<ReadonlyMap<string, readonly string[]>> => {
      const rows = await rowsOf<{ userId: string; email: string }>(
        `select user_id as "userId", lower(email) as email from user_emails
         where user_id = any(?::uuid[]) and verified_at is not null`,
        [users],
      );
      return new Map(
        [...groupBy(rows, (row) => row.userId)].map(([user, group]) => [user, group.map((row) => row.email)]),
      );
    },

    /** Accounts that users proved by signing in. */
    identitiesOf: (users: Users): Promise<readonly IdentityRow[]> =>
      rowsOf<IdentityRow>(
        `select user_id as "userId", provider, provider_user_id as "providerUserId", username
         from user_identities where user_id = any(?::uuid[])`,
        [users],
      ),

    /** Members whose proven account, or proven address, is named in a delivery of `provider`. */
    membersNamed: (
      provider: string,
      named: {
        readonly ids: readonly string[];
        readonly logins: readonly string[];
        readonly emails: readonly string[];
      },
    ): Promise<readonly IdentityRow[]> =>
      rowsOf<IdentityRow>(
        `select i.user_id as "userId", i.provider, i.provider_user_id as "providerUserId", i.username
         from user_identities i
         where i.provider = ? and (i.provider_user_id = any(?::text[]) or lower(i.username) = any(?::text[])
           or i.user_id in (select user_id from user_emails where lower(email) = any(?::text[]) and verified_at is not null))`,
        [provider, named.ids, named.logins, named.emails],
      ),

    primaryPets: async (users: Users): Promise<ReadonlyMap<string, PetRow>> => {
      const rows = await rowsOf<PetRow>(
        `select id, user_id as "userId", state_json as state, version, created_at as "createdAt"
         from pets where user_id = any(?::uuid[]) and is_primary`,
        [users],
      );
      return new Map(rows.map((row) => [row.userId, row]));
    },

    /** Trackers that events feed, by user and source key. Archived ones are fed no more. */
    fedTrackers: async (users: Users): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> => {
      const rows = await rowsOf<{ userId: string; sourceKey: string; id: string }>(
        `select user_id as "userId", source_key as "sourceKey", id from trackers
         where user_id = any(?::uuid[]) and source_key is not null and archived_at is null and value_kind = 'number'`,
        [users],
      );
      return new Map(
        [...groupBy(rows, (row) => row.userId)].map(([user, group]) => [
          user,
          new Map(group.map(({ sourceKey, id }) => [sourceKey, id])),
        ]),
      );
    },

    /** Goals of kind `event_count` that are not archived: each matching event is an entry of theirs (spec 3.1). */
    fedGoals: async (users: Users): Promise<ReadonlyMap<string, readonly FedGoalRow[]>> => {
      const rows = await rowsOf<FedGoalRow>(
        `select g.id, g.user_id as "userId", g.title, g.status, g.unit, t.target_value as "targetValue",
           t.start_date as "startDate", t.event_filter as "eventFilter",
           coalesce(p.current_value, 0)::text as "currentValue", p.reached_at as "reachedAt"
         from goals g join goal_targets t on t.goal_id = g.id left join goal_progress p on p.goal_id = g.id
         where g.user_id = any(?::uuid[]) and g.kind = 'event_count' and g.status <> 'archived'
         order by g.user_id, g.id`,
        [users],
      );
      return groupBy(rows, (row) => row.userId);
    },
  };
};

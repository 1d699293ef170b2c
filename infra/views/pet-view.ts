/** Pets as the page shows them: one statement reads all that `GET /v1/pets/:id` needs. */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import type { Queryable } from '../db/connect.ts';
import { preparedQuery, type Binding } from '../db/query.ts';

/** What the user did to the pet and no worker has applied yet. `at` is RFC 3339 with any offset. */
export interface PendingControl {
  readonly id: string;
  readonly at: string;
  readonly payload: JsonObject;
}

export interface PetOverview {
  readonly id: string;
  readonly name: string | null;
  readonly species: string;
  readonly isPrimary: boolean;
  readonly version: number;
  readonly state: PetState;
  readonly slug: string | null;
  readonly isPublic: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** The calendar in force now. */
  readonly timezone: string;
  readonly dayStartHour: number;
  readonly weekStart: number;
  /** In the order they were done. */
  readonly controls: readonly PendingControl[];
}

/** The user's system rows are found through `event_raw_user_key`, whose predicate is repeated here. */
const PENDING_CONTROLS = `coalesce((
  select jsonb_agg(jsonb_build_object('id', r.id, 'at', r.received_at, 'payload', r.payload) order by r.received_at, r.id)
  from event_raw r join event_processing w on w.event_raw_id = r.id
  where r.user_id = p.user_id and r.source = 'system' and r.integration_id is null and r.provider_app_id is null
    and not r.is_derived and r.event_name like 'pet.%' and w.status = 'pending'), '[]')`;

const SELECT = `select p.id, p.name, p.species, p.is_primary as "isPrimary", p.version, p.state_json as state, p.slug,
    p.is_public as "isPublic", p.created_at as "createdAt", p.updated_at as "updatedAt", c.timezone,
    c.day_start_hour as "dayStartHour", c.week_start as "weekStart", ${PENDING_CONTROLS} as controls
  from pets p cross join lateral (
    select timezone, day_start_hour, week_start from user_calendar_changes
    where user_id = p.user_id and effective_at <= ?::timestamptz order by effective_at desc limit 1) c`;

export const createPetView = (db: Queryable, userId: string) => {
  const pets = async (condition: string, now: Instant, bindings: readonly Binding[] = []) => {
    const { rows } = await preparedQuery<PetOverview>(db, `${SELECT} where p.user_id = ? ${condition}`, [
      now,
      userId,
      ...bindings,
    ]);
    return rows;
  };
  return {
    /** Primary first. */
    list: (now: Instant): Promise<readonly PetOverview[]> => pets('order by not p.is_primary, p.created_at, p.id', now),
    find: async (id: string, now: Instant): Promise<PetOverview | undefined> =>
      (await pets('and p.id = ?', now, [id]))[0],
    /** The pet that is fed. */
    primary: async (now: Instant): Promise<PetOverview | undefined> => (await pets('and p.is_primary', now))[0],
  };
};

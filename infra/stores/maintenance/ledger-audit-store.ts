/** All ledgers beside the pets they made, as of one moment, for `pets:verify`. */
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import type { Queryable } from '../../db/connect.ts';
import { query } from '../../db/query.ts';

export interface StoredPet {
  readonly petId: string;
  readonly userId: string;
  readonly createdAt: Instant;
  readonly state: PetState;
  readonly version: number;
}

/** One line of a ledger with its event. `value` is a decimal string. */
export interface LedgerRow {
  readonly eventId: string;
  readonly type: string;
  readonly value: string;
  readonly localDate: LocalDate;
  readonly meta: JsonObject;
  readonly petVersion: number;
  readonly xp: number;
  readonly energyMs: number;
  readonly foodMs: number;
  readonly appliedAt: Instant;
}

export const PET_COLUMNS = `p.id as "petId", p.user_id as "userId", p.created_at as "createdAt", p.state_json as state, p.version`;
export const LEDGER_COLUMNS = `e.id as "eventId", e.type, e.value, e.local_date as "localDate", e.meta, s.pet_version as "petVersion",
  s.xp, s.energy_ms as "energyMs", s.food_ms as "foodMs", s.applied_at as "appliedAt"`;

const PAGE = 2_000;

export const createLedgerAuditStore = (db: Queryable) => ({
  /**
   * Every pet with its ledger in order, page by page; a pet without events comes once with a null event. One cursor is
   * one snapshot: nothing that is scored meanwhile is half seen. Part of a transaction.
   */
  async *rows(): AsyncGenerator<StoredPet & (LedgerRow | { readonly eventId: null })> {
    await query(
      db,
      `declare ledgers no scroll cursor for
         select ${PET_COLUMNS}, ${LEDGER_COLUMNS}
         from pets p left join event_scores s on s.pet_id = p.id left join events e on e.id = s.event_id
         order by p.id, s.pet_version`,
    );
    for (;;) {
      const { rows } = await query<StoredPet & (LedgerRow | { readonly eventId: null })>(
        db,
        `fetch ${PAGE} from ledgers`,
      );
      yield* rows;
      if (rows.length < PAGE) break;
    }
    await query(db, 'close ledgers');
  },
});

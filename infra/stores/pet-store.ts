/** The pet as its owner defines it: name and looks. Its state is moved by the drain alone (spec 4.8). */
import type { Instant } from '#core/domain/event.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface NewPetRow {
  readonly id: string;
  readonly name: string;
  readonly species: string;
  /** `newPet(createdAt)`: a replay of the ledger begins with it. */
  readonly state: PetState;
  readonly createdAt: Instant;
}

export const createPetStore = (db: Queryable, userId: string) => ({
  /** Inserts the user's primary pet at version 1. A second one violates `pets_one_primary`. */
  insert: async (pet: NewPetRow): Promise<void> => {
    await query(
      db,
      `insert into pets (id, user_id, name, species, state_json, created_at, updated_at)
       values (?, ?, ?, ?, ?::jsonb, ?::timestamptz, ?::timestamptz)`,
      [pet.id, userId, pet.name, pet.species, JSON.stringify(pet.state), pet.createdAt, pet.createdAt],
    );
  },

  /** Changes what is given. Returns whether the user has this pet. */
  rename: async (id: string, to: { readonly name?: string; readonly species?: string }): Promise<boolean> => {
    const { rowCount } = await query(
      db,
      `update pets set name = coalesce(?, name), species = coalesce(?, species) where id = ? and user_id = ?`,
      [to.name ?? null, to.species ?? null, id, userId],
    );
    return rowCount === 1;
  },
});

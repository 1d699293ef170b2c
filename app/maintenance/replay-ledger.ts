/** A stored pet replayed from its ledger, row by row. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { LedgerEntry } from '#core/domain/pet/replay.ts';
import { replayOnto } from '#core/domain/pet/replay.ts';
import { newPet, type PetState } from '#core/domain/pet/state.ts';
import type { LedgerRow, StoredPet } from '#infra/stores/maintenance/ledger-audit-store.ts';

/** How far the replay of a pet has come. */
export interface Replay {
  readonly state: PetState;
  readonly version: number;
  /** Sum of the XP that the ledger says. */
  readonly xp: number;
}

const entryOf = (row: LedgerRow): LedgerEntry => ({
  event: { id: row.eventId, type: row.type, value: Number(row.value), localDate: row.localDate, meta: row.meta },
  appliedAt: row.appliedAt,
});

export const beginReplay = (pet: StoredPet): Replay => ({ state: newPet(pet.createdAt), version: 1, xp: 0 });

export const continueReplay = (replay: Replay, rows: readonly LedgerRow[]): Replay => ({
  state: replayOnto(replay.state, rows.map(entryOf)),
  version: rows.at(-1)?.petVersion ?? replay.version,
  xp: rows.reduce((sum, row) => sum + row.xp, replay.xp),
});

/** In which respects a stored pet is not what its ledger says; empty when it is. */
export const differencesOf = (pet: StoredPet, replay: Replay): readonly string[] => [
  ...(isDeepStrictEqual(pet.state, replay.state) ? [] : ['state_json']),
  ...(pet.version === replay.version ? [] : ['version']),
  ...(pet.state.xp === replay.xp ? [] : ['sum of xp']),
];

import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { StoredPet } from '#infra/stores/maintenance/ledger-audit-store.ts';
import { beginReplay, continueReplay, differencesOf, type Replay } from './replay-ledger.ts';

export interface PetDifference {
  readonly petId: string;
  readonly userId: string;
  /** What differs: `state_json`, `version`, `sum of xp`. */
  readonly what: readonly string[];
}

export interface PetsVerified {
  readonly pets: number;
  readonly events: number;
  readonly differences: readonly PetDifference[];
}

/**
 * Replays every pet's ledger, as of one moment, and compares it with what is stored. Reads page by page: memory does
 * not grow with the ledger.
 */
export const verifyPets = (uow: UnitOfWork): Promise<PetsVerified> =>
  uow.system(async ({ ledgerAudit }) => {
    const differences: PetDifference[] = [];
    let [pets, events] = [0, 0];
    let current: { readonly pet: StoredPet; replay: Replay } | null = null;
    const close = (): void => {
      if (!current) return;
      pets += 1;
      const what = differencesOf(current.pet, current.replay);
      if (what.length > 0) differences.push({ petId: current.pet.petId, userId: current.pet.userId, what });
    };
    for await (const row of ledgerAudit.rows()) {
      if (current?.pet.petId !== row.petId) {
        close();
        current = { pet: row, replay: beginReplay(row) };
      }
      if (row.eventId === null) continue;
      events += 1;
      current.replay = continueReplay(current.replay, [row]);
    }
    close();
    return { pets, events, differences };
  });

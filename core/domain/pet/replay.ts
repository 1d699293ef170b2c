import type { Instant } from '../event.ts';
import { applyEvent, type PetEvent } from './apply.ts';
import { newPet, type PetState } from './state.ts';

export interface LedgerEntry {
  readonly event: PetEvent;
  /** `event_scores.applied_at` */
  readonly appliedAt: Instant;
}

/** The pet from its ledger in `pet_version` order: equal to the stored state bit for bit (spec 4.8). */
export const replayPet = (createdAt: Instant, entries: Iterable<LedgerEntry>): PetState => {
  let state = newPet(createdAt);
  for (const { event, appliedAt } of entries) state = applyEvent(state, event, appliedAt).state;
  return state;
};

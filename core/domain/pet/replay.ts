import type { Instant } from '../event.ts';
import { applyEvent, type PetEvent } from './apply.ts';
import { newPet, type PetState } from './state.ts';

export interface LedgerEntry {
  readonly event: PetEvent;
  /** `event_scores.applied_at` */
  readonly appliedAt: Instant;
}

/** Goes on from `state` with the next entries of its ledger, in `pet_version` order. */
export const replayOnto = (state: PetState, entries: Iterable<LedgerEntry>): PetState => {
  let current = state;
  for (const { event, appliedAt } of entries) current = applyEvent(current, event, appliedAt).state;
  return current;
};

/** The pet from its ledger in `pet_version` order: equal to the stored state bit for bit (spec 4.8). */
export const replayPet = (createdAt: Instant, entries: Iterable<LedgerEntry>): PetState =>
  replayOnto(newPet(createdAt), entries);

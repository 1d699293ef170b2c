/** The pet and its feed in the shapes of api.md. */
import { petAt } from '#app/pets/read-pet.ts';
import type { ExplainedRow } from '#app/pets/explain-feed.ts';
import type { FeedItem, PetView } from '#core/contract/pets.ts';
import type { Instant } from '#core/domain/event.ts';
import { levelFloor, stageOf } from '#core/domain/pet/levels.ts';
import { petRules } from '#core/domain/pet/rules.ts';
import { publicState } from '#core/domain/pet/state.ts';
import type { PetOverview } from '#infra/views/pet-view.ts';

export const petView = (pet: PetOverview, now: Instant, at: Instant = now): PetView => {
  const { state, xpToday } = petAt(pet, now, at);
  return {
    id: pet.id,
    name: pet.name,
    species: pet.species,
    is_primary: pet.isPrimary,
    version: pet.version,
    created_at: pet.createdAt,
    updated_at: pet.updatedAt,
    state_json: publicState(state),
    stage: stageOf(state.xp, state.level),
    slug: pet.slug,
    is_public: pet.isPublic,
    level_floor: levelFloor(state.level),
    level_next: levelFloor(state.level + 1),
    xp_today: xpToday,
    xp_day_cap: petRules.dayCap,
  };
};

export const feedItem = ({ row, title, why }: ExplainedRow): FeedItem => ({
  event_id: row.eventId,
  pet_version: row.petVersion,
  type: row.type,
  source: row.source ?? 'system',
  xp: row.xp,
  energy_ms: row.energyMs,
  food_ms: row.foodMs,
  value: row.value,
  occurred_at: row.occurredAt,
  applied_at: row.appliedAt,
  local_date: row.localDate,
  title,
  why,
  rules_version: row.rulesVersion,
  event_raw_id: row.rawId,
  meta: row.meta,
});

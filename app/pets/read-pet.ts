/** The pet as it is now for its owner: what they did a moment ago is in it, before any worker has seen it. Pure. */
import { z } from 'zod';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import { applyEvent } from '#core/domain/pet/apply.ts';
import { dayXp } from '#core/domain/pet/day-xp.ts';
import { decay } from '#core/domain/pet/decay.ts';
import type { PetState } from '#core/domain/pet/state.ts';
import type { PendingControl, PetOverview } from '#infra/views/pet-view.ts';
import { todayOf } from '../calendar/user-day.ts';

const Control = z.object({ type: z.string(), meta: z.record(z.string(), z.unknown()).default({}) });

/** Applies control rows that wait for a worker. `last_event_id` stays: they are no events yet. */
const withControls = (state: PetState, controls: readonly PendingControl[], localDate: LocalDate): PetState => {
  let folded = state;
  for (const { id, at, payload } of controls) {
    const control = Control.safeParse(payload);
    if (!control.success) continue;
    const { type, meta } = control.data;
    folded = applyEvent(folded, { id, type, value: 1, localDate, meta }, new Date(at).toISOString()).state;
  }
  return { ...folded, last_event_id: state.last_event_id };
};

export interface PetNow {
  /** Decayed to the asked instant. */
  readonly state: PetState;
  /** XP of the user's logical today: the day's bucket is the sum of the ledger's XP for that date (spec 4.8). */
  readonly xpToday: number;
}

/** The pet's state at `at` (now or later), waiting controls applied. */
export const petAt = (pet: PetOverview, now: Instant, at: Instant = now): PetNow => {
  const today = todayOf(pet, now);
  const { days } = pet.state.engine;
  return {
    state: decay(withControls(pet.state, pet.controls, today), at),
    xpToday: dayXp((Object.hasOwn(days, today) ? days[today] : undefined) ?? {}),
  };
};

/** Whether the pet rests, waiting controls counted. */
export const isPaused = (pet: PetOverview, now: Instant): boolean => petAt(pet, now).state.engine.paused_at !== null;

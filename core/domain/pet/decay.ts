/** Reading the meters at an instant (spec 4.2). The instants do not change, so decaying twice is decaying once. */
import type { Instant } from '../event.ts';
import { moodOf } from './mood.ts';
import { petRules } from './rules.ts';
import { instantAt, type PetEngine, type PetState } from './state.ts';

const meter = (zeroAt: number, at: number, span: number): number =>
  Math.min(100, Math.max(0, Math.ceil((100 * (zeroAt - at)) / span)));

/** `state` with its meters and mood read at `atMs`; a paused pet's meters stand at the instant of the pause. */
export const readAt = (state: PetState, engine: PetEngine, atMs: number): PetState => {
  const at = engine.paused_at === null ? atMs : Date.parse(engine.paused_at);
  const energy = meter(Date.parse(engine.energy_zero_at), at, petRules.energyMs);
  const hunger = 100 - meter(Date.parse(engine.food_zero_at), at, petRules.foodMs);
  const idleMs = atMs - Date.parse(engine.last_active_at);
  const mood = moodOf({ energy, hunger, paused: engine.paused_at !== null, idleMs });
  return {
    ...state,
    energy,
    hunger,
    last_update: instantAt(atMs),
    traits: { color: state.traits.color, mood },
    engine,
  };
};

/** The state at `to`, or unchanged in time when `to` lies before its last update. Pure; nothing is stored. */
export const decay = (state: PetState, to: Instant): PetState =>
  readAt(state, state.engine, Math.max(Date.parse(to), Date.parse(state.last_update)));

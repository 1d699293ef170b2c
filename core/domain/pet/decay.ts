/** Reading the meters at an instant (spec 4.2). The instants do not change, so decaying twice is decaying once. */
import type { Instant } from '../event.ts';
import { moodOf } from './mood.ts';
import { petRules } from './rules.ts';
import { instantAt, type PetEngine, type PetState } from './state.ts';

const meter = (zeroAt: number, at: number, span: number): number =>
  Math.min(100, Math.max(0, Math.ceil((100 * (zeroAt - at)) / span)));

/** An instant in both forms. Turning one into the other is the dearest part of the drain's hot path, so it is done once. */
export interface Moment {
  readonly at: Instant;
  readonly ms: number;
}

/** `at`, or the last update when that is later: a pet's time never runs backwards. */
export const momentFor = (state: PetState, at: Instant): Moment => {
  const [ms, updated] = [Date.parse(at), Date.parse(state.last_update)];
  if (ms <= updated) return { at: state.last_update, ms: updated };
  return { at: at.length === state.last_update.length ? at : instantAt(ms), ms };
};

/** The engine's instants as epoch milliseconds. */
export interface EngineMs {
  readonly energyZero: number;
  readonly foodZero: number;
  readonly lastActive: number;
}

const msOf = (engine: PetEngine): EngineMs => ({
  energyZero: Date.parse(engine.energy_zero_at),
  foodZero: Date.parse(engine.food_zero_at),
  lastActive: Date.parse(engine.last_active_at),
});

/**
 * `state` with `engine`, its meters and mood read at `now`; a paused pet's meters stand at the instant of the pause.
 * Who already has the engine's instants as numbers gives them as `ms`.
 */
export const readAt = (state: PetState, engine: PetEngine, now: Moment, ms: EngineMs = msOf(engine)): PetState => {
  const at = engine.paused_at === null ? now.ms : Date.parse(engine.paused_at);
  const energy = meter(ms.energyZero, at, petRules.energyMs);
  const hunger = 100 - meter(ms.foodZero, at, petRules.foodMs);
  const mood = moodOf({ energy, hunger, paused: engine.paused_at !== null, idleMs: now.ms - ms.lastActive });
  return {
    ...state,
    energy,
    hunger,
    last_update: now.at,
    traits: { color: state.traits.color, mood },
    engine,
  };
};

/** The state at `to`, or unchanged in time when `to` lies before its last update. Pure; nothing is stored. */
export const decay = (state: PetState, to: Instant): PetState => readAt(state, state.engine, momentFor(state, to));

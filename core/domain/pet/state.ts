/** The pet's state as it is stored in `pets.state_json` (spec 4.1). */
import type { Instant, LocalDate } from '../event.ts';
import { moodOf, type Mood } from './mood.ts';
import { petRules } from './rules.ts';

export interface PetEngine {
  readonly rules: number;
  /** The instants at which the meters are empty: a meter is an instant, not a number that shrinks (spec 4.2). */
  readonly energy_zero_at: Instant;
  readonly food_zero_at: Instant;
  readonly last_active_at: Instant;
  readonly paused_at: Instant | null;
  /** The newest local date of an event. */
  readonly latest_date: LocalDate | null;
  /** Units of each type on the days that may still receive events. */
  readonly days: Readonly<Record<LocalDate, Readonly<Record<string, number>>>>;
}

export interface PublicPetState {
  readonly energy: number;
  readonly hunger: number;
  readonly level: number;
  readonly xp: number;
  readonly last_event_id: string | null;
  readonly last_update: Instant;
  readonly traits: { readonly color: string; readonly mood: Mood };
}

export interface PetState extends PublicPetState {
  /** Private: what replay needs. The API never sends it. */
  readonly engine: PetEngine;
}

const DEFAULT_COLOR = 'green';

export const instantAt = (ms: number): Instant => new Date(ms).toISOString();

/** A pet made at `createdAt`: energy 70, hunger 30, an egg. */
export const newPet = (createdAt: Instant): PetState => {
  const at = Date.parse(createdAt);
  const zeroAt = (span: number) => instantAt(at + (petRules.newTenths * span) / 10);
  const engine: PetEngine = {
    rules: petRules.version,
    energy_zero_at: zeroAt(petRules.energyMs),
    food_zero_at: zeroAt(petRules.foodMs),
    last_active_at: instantAt(at),
    paused_at: null,
    latest_date: null,
    days: {},
  };
  const [energy, hunger] = [petRules.newTenths * 10, 100 - petRules.newTenths * 10];
  return {
    energy,
    hunger,
    level: 1,
    xp: 0,
    last_event_id: null,
    last_update: instantAt(at),
    traits: { color: DEFAULT_COLOR, mood: moodOf({ energy, hunger, paused: false, idleMs: 0 }) },
    engine,
  };
};

/** The state without its private part. */
export const publicState = ({ engine: _private, ...state }: PetState): PublicPetState => state;

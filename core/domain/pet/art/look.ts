/** What a pet looks like: the few facts the drawing depends on. */
import { DEFAULT_COAT } from './coats.ts';
import { ART_MOODS, SPECIES, STAGES, type ArtMood, type GrownStage, type Species, type Stage } from './kinds.ts';
import { clamp } from './svg.ts';

/** Everything about the pet that shows. */
export interface PetLook {
  readonly species: Species;
  readonly stage: Stage;
  readonly mood: ArtMood;
  /** 0 to 100: low lowers lids and ears. */
  readonly energy: number;
  /** 0 full to 100: from 75 on the bowl comes out. */
  readonly hunger: number;
  /** Coat name or hex colour. */
  readonly color: string;
  readonly name: string;
}

/** As it comes from outside: anything may be missing or unknown. */
export interface PetLookInput {
  readonly species?: string | undefined;
  readonly stage?: string | undefined;
  readonly mood?: string | undefined;
  readonly energy?: number | undefined;
  readonly hunger?: number | undefined;
  readonly color?: string | null | undefined;
  readonly name?: string | null | undefined;
}

const oneOf = <T extends string>(list: readonly T[], value: string | undefined, fallback: T): T =>
  list.find((item) => item === value) ?? fallback;

const meter = (value: number | undefined, fallback: number): number =>
  value !== undefined && Number.isFinite(value) ? clamp(value, 0, 100) : fallback;

/** Fills in what is missing, turns what is unknown into the default (a calm grown dog), keeps meters in 0 to 100. */
export const normalizeLook = (input: PetLookInput = {}): PetLook => {
  const species = oneOf(SPECIES, input.species, 'dog');
  return {
    species,
    stage: oneOf(STAGES, input.stage, 'adult'),
    mood: oneOf(ART_MOODS, input.mood, 'calm'),
    energy: meter(input.energy, 70),
    hunger: meter(input.hunger, 30),
    color: input.color || DEFAULT_COAT[species],
    name: input.name || '',
  };
};

const STAGE_WORD: Readonly<Record<GrownStage, string>> = {
  baby: 'baby',
  young: 'young',
  adult: 'grown',
  elder: 'wise old',
};

/** A sentence for screen readers: "Biscuit, a grown dog, happy". Not escaped. */
export const describePet = (input: PetLookInput): string => {
  const look = normalizeLook(input);
  const what = look.stage === 'egg' ? `a ${look.species} egg` : `a ${STAGE_WORD[look.stage]} ${look.species}`;
  return (look.name ? `${look.name}, ` : '') + what + `, ${look.mood}`;
};

/** The kinds of everything the drawing knows. */
export const SPECIES = ['dog', 'cat', 'mossling'] as const;
export const STAGES = ['egg', 'baby', 'young', 'adult', 'elder'] as const;
export const ART_MOODS = ['happy', 'calm', 'sleepy', 'hungry', 'proud', 'curious'] as const;
export const REACTIONS = ['eat', 'levelup', 'wave', 'walk'] as const;
export const CROPS = ['full', 'fit', 'head'] as const;

export type Species = (typeof SPECIES)[number];
export type Stage = (typeof STAGES)[number];
/** A stage with legs. */
export type GrownStage = Exclude<Stage, 'egg'>;
export type ArtMood = (typeof ART_MOODS)[number];
export type Reaction = (typeof REACTIONS)[number];
export type Crop = (typeof CROPS)[number];

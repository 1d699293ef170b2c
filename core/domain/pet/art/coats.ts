/** Coats: named sets of colours, or any hex colour, made into the full palette of a drawing. */
import { isHexColour, mix } from './colour.ts';
import type { Species } from './kinds.ts';

/** base = coat, mark = ears, stripes and leaves, belly = muzzle, chest and socks. The dog's eyes have no iris. */
interface Coat {
  readonly base: string;
  readonly mark: string;
  readonly belly: string;
  readonly iris?: string;
}

const COATS: Readonly<Record<Species, Readonly<Record<string, Coat>>>> = {
  dog: {
    biscuit: { base: '#ECB872', mark: '#B9713D', belly: '#FFF3DF' },
    cocoa: { base: '#9A6646', mark: '#6B402B', belly: '#F6E1C6' },
    snow: { base: '#FBF1E2', mark: '#D19A62', belly: '#FFFCF6' },
    ink: { base: '#5A5358', mark: '#3D383F', belly: '#F7ECDF' },
    ginger: { base: '#E58F4E', mark: '#B95F2B', belly: '#FFF0DC' },
  },
  cat: {
    marmalade: { base: '#F4AC5C', mark: '#D67C32', belly: '#FFF4E2', iris: '#8FB04A' },
    smoke: { base: '#9CA3B0', mark: '#6F7787', belly: '#F5F1EC', iris: '#E2A93B' },
    cream: { base: '#F7E4C8', mark: '#D9AE7F', belly: '#FFFAF0', iris: '#6FA3B8' },
    ink: { base: '#56505C', mark: '#3B3642', belly: '#EFE6E0', iris: '#E8BC4A' },
  },
  mossling: {
    fern: { base: '#8CC79A', mark: '#3F9468', belly: '#FBF3CF', iris: '#D8912B' },
    ember: { base: '#F0987A', mark: '#C9573F', belly: '#FFEBCB', iris: '#3F8C84' },
    tide: { base: '#7FC0CC', mark: '#34879A', belly: '#F7F1D6', iris: '#D27A3C' },
    dusk: { base: '#A7A2D4', mark: '#6A63A8', belly: '#FBEEDD', iris: '#DE9A3A' },
  },
};

export const DEFAULT_COAT: Readonly<Record<Species, string>> = { dog: 'biscuit', cat: 'marmalade', mossling: 'fern' };

export interface CoatChoice {
  /** What is stored as the pet's colour. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** Its main colour, for the swatch. */
  readonly swatch: string;
}

const choices = (species: Species): readonly CoatChoice[] =>
  Object.entries(COATS[species]).map(([name, coat]) => ({
    name,
    label: name.charAt(0).toUpperCase() + name.slice(1),
    swatch: coat.base,
  }));

/** The coats a person can pick, the default of each species first. */
export const coats: Readonly<Record<Species, readonly CoatChoice[]>> = {
  dog: choices('dog'),
  cat: choices('cat'),
  mossling: choices('mossling'),
};

/** Every colour of one drawing. */
export type Palette = ReturnType<typeof palette>;

const presetOf = (species: Species, colour: string): Coat => {
  const named = Object.hasOwn(COATS[species], colour) ? COATS[species][colour] : undefined;
  const preset = named ?? COATS[species][DEFAULT_COAT[species]];
  if (!preset) throw new Error(`No default coat for ${species}`);
  return preset;
};

/** The palette of a coat name or hex colour; anything else falls back to the default coat. */
export const palette = (species: Species, colour: string) => {
  const preset = presetOf(species, colour);
  const coat: Coat = isHexColour(colour)
    ? { ...preset, base: colour, mark: mix(colour, '#4a2412', 0.42), belly: mix(colour, '#fff6e6', 0.8) }
    : preset;
  return {
    base: coat.base,
    mark: coat.mark,
    belly: coat.belly,
    iris: coat.iris,
    /** Outer contour, tinted by the coat. */
    line: mix(coat.mark, '#26140f', 0.72),
    /** Inner lines. */
    seam: mix(coat.base, '#4a2216', 0.42),
    /** Form shadow on the coat. */
    shade: mix(coat.base, '#6b2f1c', 0.2),
    shadeMark: mix(coat.mark, '#2b120c', 0.22),
    lite: mix(coat.base, '#fffaf0', 0.34),
    bellyShade: mix(coat.belly, coat.base, 0.3),
    eye: '#2A1914',
    nose: mix(coat.mark, '#22120f', 0.82),
    blush: '#F0705A',
    tongue: '#F2807A',
    mouth: '#6E2A2A',
    silver: '#F1EEE9',
  };
};

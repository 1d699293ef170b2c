/** The pet as one SVG text. No DOM, no randomness: the same look always gives the same string, in Node and in browsers. */
import { eggAccessories, levelBurst, petAccessories } from './accessories.ts';
import { animal } from './animal.ts';
import { buildOf, CX } from './build.ts';
import { palette, type Palette } from './coats.ts';
import { isHexColour, mix } from './colour.ts';
import { egg } from './egg.ts';
import type { ArtMood, Crop, Reaction, Species } from './kinds.ts';
import { describePet, normalizeLook, type PetLook, type PetLookInput } from './look.ts';
import type { Figure, Pen } from './pen.ts';
import { petCss } from './pet-css.ts';
import { escapeText, layer, num, oval, shortHash } from './svg.ts';

export interface PetSvgOptions {
  /** Default true. A still has no style and no classes, so a page's `petCss` cannot move it. */
  readonly animate?: boolean | undefined;
  /** A short reaction; an egg has none. */
  readonly reaction?: Reaction | null | undefined;
  /** Width and height in px; fluid without. */
  readonly size?: number | undefined;
  /** Unique prefix of ids, when several pets are on one page. */
  readonly id?: string | undefined;
  /** 'none' when the page already has `petCss`. */
  readonly css?: 'inline' | 'none' | undefined;
  /** Hex colour of what is worn. */
  readonly accent?: string | undefined;
  /** Shadow on the ground, default true. */
  readonly shadow?: boolean | undefined;
  /** Bowl, butterfly, z's; default true. */
  readonly props?: boolean | undefined;
  /** 'head' for avatars, 'fit' for tiles. */
  readonly crop?: Crop | undefined;
  /** Pale z's for night scenes. */
  readonly onDark?: boolean | undefined;
  /** Hidden from screen readers, where text already says it. */
  readonly decorative?: boolean | undefined;
}

const ACCENT = '#1F7A6B';
const REACTION_MOOD: Readonly<Record<Reaction, ArtMood>> = {
  levelup: 'proud',
  wave: 'happy',
  eat: 'happy',
  walk: 'happy',
};
/** Half the side of an avatar's square, and its share above the head's centre. */
const HEAD_RADIUS: Readonly<Record<Species, number>> = { dog: 80, cat: 78, mossling: 92 };
const HEAD_ABOVE: Readonly<Record<Species, number>> = { dog: 0.92, cat: 1.16, mossling: 1.06 };

/** An id given from outside keeps only what may stand in an id; without one the look itself names the drawing. */
const idPrefix = (look: PetLook, reaction: Reaction | null, crop: Crop, id = ''): string =>
  // The mark at the end keeps 'a1' + 'b' apart from 'a1b'.
  (id.replace(/[^\w-]/g, '') || 'pg' + shortHash(JSON.stringify([look, reaction, crop]))) + '_';

const gradient = (id: string, stops: string): string =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops}</linearGradient>`;

const gradients = (id: string, c: Palette): string =>
  gradient(
    `${id}h`,
    `<stop offset="0" stop-color="${mix(c.base, c.lite, 0.55)}"/><stop offset=".55" stop-color="${c.base}"/><stop offset="1" stop-color="${mix(c.base, c.shade, 0.35)}"/>`,
  ) +
  gradient(
    `${id}b`,
    `<stop offset="0" stop-color="${c.base}"/><stop offset="1" stop-color="${mix(c.base, c.shade, 0.55)}"/>`,
  ) +
  gradient(
    `${id}l`,
    `<stop offset="0" stop-color="${c.base}" stop-opacity="0"/><stop offset=".34" stop-color="${c.base}"/><stop offset="1" stop-color="${c.base}"/>`,
  );

const viewBox = (crop: Crop, species: Species, isEgg: boolean, f: Figure): string => {
  switch (crop) {
    case 'full':
      return '0 0 240 240';
    case 'head': {
      const r = isEgg ? 98 : HEAD_RADIUS[species] * f.build.hs;
      return `${num(f.hx - r)} ${num(isEgg ? 38 : f.hy - r * HEAD_ABOVE[species])} ${num(r * 2)} ${num(r * 2)}`;
    }
    case 'fit': {
      const h = 230 - (isEgg ? 40 : f.topY - 4);
      const w = Math.max(h, isEgg ? 170 : 2 * (f.build.hw + 40));
      return `${num(CX - w / 2)} ${num(230 - w)} ${num(w)} ${num(w)}`;
    }
  }
};

const groundShadow = (isEgg: boolean, f: Figure): string => {
  const width = isEgg ? 62 : f.build.hw * (f.lying ? 1.5 : 1.25);
  const attrs = 'class="pg-ground" fill="#2A1914" fill-opacity=".16"';
  return oval(f.lying ? CX + 4 : CX, isEgg ? 226 : 219, width, 8, attrs);
};

const drawFigure = (look: PetLook, pen: Pen): Figure =>
  look.stage === 'egg' ? egg(pen) : animal({ ...pen, stage: look.stage, build: buildOf(look.species, look.stage) });

/** A pet on its way is longer than the picture is wide: it is drawn a little smaller. */
const framed = (drawing: string, reaction: Reaction | null): string =>
  reaction === 'walk' ? layer(drawing, '', 'transform="translate(116 216) scale(.84) translate(-120 -216)"') : drawing;

/** Motion classes of the whole pet. */
const rootClass = (look: PetLook, reaction: Reaction | null, lying: boolean): string =>
  ['pg', reaction ? `pg-r-${reaction}` : '', lying ? 'pg-asleep' : '', look.energy < 30 ? 'pg-tired' : '']
    .filter(Boolean)
    .join(' ');

/** Name, colour and everything else from outside is escaped or falls back to a default. */
export const petSvg = (input: PetLookInput, options: PetSvgOptions = {}): string => {
  const { animate = true, css = 'inline', shadow = true, props = true, crop = 'full', decorative = false } = options;
  const { onDark = false, size = 0 } = options;
  const look = normalizeLook(input);
  const isEgg = look.stage === 'egg';
  const reaction = isEgg ? null : (options.reaction ?? null);
  const mood = reaction ? REACTION_MOOD[reaction] : look.mood;
  const id = idPrefix(look, reaction, crop, options.id);
  const coat = palette(look.species, look.color);
  const pen: Pen = {
    id,
    species: look.species,
    mood,
    coat,
    energy: mood === 'sleepy' || mood === 'proud' || reaction ? 100 : look.energy,
    reaction,
    accent: options.accent !== undefined && isHexColour(options.accent) ? options.accent : ACCENT,
    crop,
    defs: [],
  };
  const figure = drawFigure(look, pen);
  const around = isEgg ? eggAccessories(pen, figure, onDark) : petAccessories(pen, figure, look.hunger, onDark);
  const { sky, front } = props ? around : { sky: '', front: '' };
  const outline = `fill="${coat.line}" stroke="${coat.line}" stroke-width="8" stroke-linejoin="round"`;
  const drawing = layer(
    (reaction === 'levelup' ? levelBurst() : '') +
      (shadow ? groundShadow(isEgg, figure) : '') +
      framed(layer(figure.pre + layer(figure.outline, '', outline) + figure.fill + figure.post, 'pg-all'), reaction) +
      sky +
      front,
    rootClass(look, reaction, figure.lying),
  );
  const body = animate ? drawing : drawing.replace(/ class="[^"]*"/g, '');
  const label = escapeText(describePet(look));
  const attrs =
    `viewBox="${viewBox(crop, look.species, isEgg, figure)}" ` +
    (animate && crop !== 'head' ? 'overflow="visible" ' : '') +
    (size > 0 ? `width="${size}" height="${size}" ` : '') +
    (decorative ? 'aria-hidden="true"' : `role="img" aria-label="${label}"`);
  const title = decorative ? '' : `<title>${label}</title>`;
  const style = animate && css === 'inline' ? `<style>${petCss}</style>` : '';
  const defs = `<defs>${pen.defs.join('')}${gradients(id, coat)}</defs>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attrs}>${title}${style}${defs}${body}</svg>`;
};

/** A still for `<img>`, README badges and e-mail: no style, no animation. */
export const petStill = (input: PetLookInput, options: PetSvgOptions = {}): string =>
  petSvg(input, { ...options, animate: false });

/** Proportions: growing up is a change of proportions, not of size alone. */
import type { GrownStage, Species } from './kinds.ts';

/** Lengths in units of the 240 x 240 picture. */
export interface Build {
  /** Height of the head's centre, and the head's scale. */
  readonly hy: number;
  readonly hs: number;
  /** Top of the body, half its width at the shoulder and at the hip. */
  readonly ty: number;
  readonly sw: number;
  readonly hw: number;
  /** Distance of a front leg from the middle, width of leg and paw. */
  readonly leg: number;
  readonly lw: number;
  readonly pw: number;
  /** Scale and shift of the eyes, scale of the ears. */
  readonly eye: number;
  readonly eyeY: number;
  readonly ear: number;
}

/** The middle of the picture and the ground. */
export const CX = 120;
export const GY = 216;

const BUILD: Readonly<Record<GrownStage, Build>> = {
  baby: { hy: 139, hs: 0.93, ty: 158, sw: 22, hw: 37, leg: 12, lw: 17, pw: 23, eye: 1.2, eyeY: 4, ear: 0.8 },
  // All head and ears on a thin body; then the body grows into them.
  young: { hy: 118, hs: 0.95, ty: 146, sw: 22, hw: 40, leg: 13.5, lw: 17.5, pw: 27, eye: 1.18, eyeY: 3, ear: 1.14 },
  adult: { hy: 84, hs: 0.88, ty: 112, sw: 33, hw: 55, leg: 18.5, lw: 23, pw: 31, eye: 1.02, eyeY: -1, ear: 0.98 },
  elder: { hy: 92, hs: 0.96, ty: 122, sw: 36, hw: 60, leg: 19, lw: 24, pw: 32, eye: 0.98, eyeY: 0, ear: 1 },
};

/** How this species is built at this stage. */
export const buildOf = (species: Species, stage: GrownStage): Build => {
  const b = BUILD[stage];
  if (species === 'cat') return { ...b, sw: b.sw * 0.92, hw: b.hw * 0.93, lw: b.lw * 0.9, pw: b.pw * 0.9 };
  if (species === 'mossling') return { ...b, hw: b.hw * 1.02, sw: b.sw * 1.02 };
  return b;
};

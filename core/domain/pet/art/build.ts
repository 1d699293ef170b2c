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
  young: { hy: 112, hs: 0.93, ty: 140, sw: 24, hw: 43, leg: 14.5, lw: 19, pw: 27, eye: 1.16, eyeY: 2, ear: 1.08 },
  adult: { hy: 92, hs: 0.97, ty: 124, sw: 30, hw: 52, leg: 17, lw: 22, pw: 30, eye: 1.1, eyeY: 0, ear: 1 },
  elder: { hy: 96, hs: 1, ty: 128, sw: 34, hw: 59, leg: 18, lw: 23, pw: 31, eye: 1.02, eyeY: 0, ear: 1 },
};

/** How this species is built at this stage. */
export const buildOf = (species: Species, stage: GrownStage): Build => {
  const b = BUILD[stage];
  if (species === 'cat') return { ...b, sw: b.sw * 0.92, hw: b.hw * 0.93, lw: b.lw * 0.9, pw: b.pw * 0.9 };
  if (species === 'mossling') return { ...b, hw: b.hw * 1.02, sw: b.sw * 1.02 };
  return b;
};

/** Mood lives in eyes, ears, mouth and tail together, so that it reads at 48 px and without colour. */
import type { ArtMood } from './kinds.ts';

export type EyeKind = 'open' | 'soft' | 'shut' | 'arc';
export type MouthKind = 'open' | 'smile' | 'rest' | 'lick' | 'grin' | 'o';
/** 0 none, 1 raised in hope, 2 one up in wonder. */
export type BrowKind = 0 | 1 | 2;

export interface Posture {
  readonly eye: EyeKind;
  readonly mouth: MouthKind;
  /** Degrees the dog's ears turn. */
  readonly ear: number;
  readonly tail: 'wag' | 'sway' | 'still';
  readonly brow: BrowKind;
  /** Degrees the head tilts, and how far it is held down (negative: up). */
  readonly tilt: number;
  readonly dy: number;
  /** Where the eyes look. */
  readonly look: readonly [x: number, y: number];
}

export const POSTURE: Readonly<Record<ArtMood, Posture>> = {
  happy: { eye: 'open', mouth: 'open', ear: -9, tail: 'wag', brow: 0, tilt: 0, dy: 0, look: [0, 0] },
  calm: { eye: 'soft', mouth: 'smile', ear: 0, tail: 'sway', brow: 0, tilt: 0, dy: 0, look: [0, 0] },
  sleepy: { eye: 'shut', mouth: 'rest', ear: 9, tail: 'still', brow: 0, tilt: -4, dy: 0, look: [0, 0] },
  hungry: { eye: 'open', mouth: 'lick', ear: -3, tail: 'sway', brow: 1, tilt: 5, dy: 0, look: [0.6, -2.4] },
  proud: { eye: 'arc', mouth: 'grin', ear: -13, tail: 'wag', brow: 0, tilt: 0, dy: -5, look: [0, 0] },
  curious: { eye: 'open', mouth: 'o', ear: -6, tail: 'sway', brow: 2, tilt: 11, dy: 0, look: [2.6, -1.6] },
};

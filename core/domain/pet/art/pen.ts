/** What every part of one drawing needs to know. */
import type { Build } from './build.ts';
import type { Palette } from './coats.ts';
import type { ArtMood, Crop, GrownStage, Reaction, Species } from './kinds.ts';

export interface Pen {
  /** Prefix of every id in this drawing. */
  readonly id: string;
  readonly species: Species;
  readonly mood: ArtMood;
  readonly coat: Palette;
  /** 0 to 100, 100 where lids and ears stay up whatever the meter says. */
  readonly energy: number;
  readonly reaction: Reaction | null;
  /** Colour of what is worn. */
  readonly accent: string;
  readonly crop: Crop;
  /** Clip paths and gradients, collected while parts are drawn. */
  readonly defs: string[];
}

/** For a pet with legs. */
export interface GrownPen extends Pen {
  readonly stage: GrownStage;
  readonly build: Build;
}

/**
 * Every part is drawn twice: into an outline layer (thick tinted stroke, so the whole pet gets one clean contour without
 * inner seams) and into a fill layer. A part that moves carries the same class in both, so they move together.
 */
export interface TwoLayers {
  readonly out: string;
  readonly fill: string;
}

/** Drawn around 0,0. */
export interface Head extends TwoLayers {
  /** Contour of the head, for clipping and the chin line. */
  readonly skull: string;
}

/** A body without its head. */
export interface Body extends TwoLayers {
  /** Contour of the trunk, for clipping. */
  readonly contour: string;
  /** What lies in front of the head. */
  readonly armOut: string;
  readonly armFill: string;
}

/** A body without its head. */
export interface Body extends TwoLayers {
  /** Contour of the trunk, for clipping. */
  readonly contour: string;
  /** What lies in front of the head. */
  readonly armOut: string;
  readonly armFill: string;
}

/** A finished pet, before props, ground and frame. */
export interface Figure {
  readonly outline: string;
  readonly fill: string;
  /** Behind and in front of the two layers. */
  readonly pre: string;
  readonly post: string;
  readonly topY: number;
  /** Centre of the head. */
  readonly hx: number;
  readonly hy: number;
  readonly build: Build;
  readonly lying: boolean;
}

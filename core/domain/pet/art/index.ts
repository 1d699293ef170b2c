/** The pet's drawing: one function for page, badge and e-mail. */
export { artMoodOf } from './art-mood.ts';
export { coats, DEFAULT_COAT, type CoatChoice } from './coats.ts';
export {
  ART_MOODS,
  CROPS,
  REACTIONS,
  SPECIES,
  STAGES,
  type ArtMood,
  type Crop,
  type Reaction,
  type Species,
  type Stage,
} from './kinds.ts';
export { describePet, type PetLook, type PetLookInput } from './look.ts';
export { petCss } from './pet-css.ts';
export { petStill, petSvg, type PetSvgOptions } from './pet-svg.ts';
export { SCENE_TIMES, sceneTimeOf, type SceneTime } from './scene-colours.ts';
export { sceneSvg, type SceneOptions } from './scene.ts';

/** The pet's drawing: one function for page, badge and e-mail. */
export { artMoodOf } from './art-mood.ts';
export { coats, DEFAULT_COAT } from './coats.ts';
export { ART_MOODS, CROPS, REACTIONS, SPECIES, STAGES, type Crop, type Reaction, type Species } from './kinds.ts';
export { describePet } from './look.ts';
export { petCss } from './pet-css.ts';
export { petStill, petSvg } from './pet-svg.ts';
export { SCENE_TIMES, sceneTimeOf } from './scene-colours.ts';
export { sceneSvg } from './scene.ts';

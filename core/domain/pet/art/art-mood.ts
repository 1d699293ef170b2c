/** How the product's moods are drawn (product.md, decisions): art has six faces, the state has seven moods. */
import type { Mood } from '../mood.ts';
import type { ArtMood } from './kinds.ts';

const ART_MOOD: Readonly<Record<Mood, ArtMood>> = {
  excited: 'proud',
  happy: 'happy',
  content: 'curious',
  calm: 'calm',
  peckish: 'hungry',
  sleepy: 'sleepy',
  resting: 'sleepy',
};

/** The face of a mood. */
export const artMoodOf = (mood: Mood): ArtMood => ART_MOOD[mood];

/** Mood (spec 4.7). There is no sad, sick, angry or dead: the lowest state is asleep. */
import { petRules } from './rules.ts';

export type Mood = 'excited' | 'happy' | 'content' | 'calm' | 'peckish' | 'sleepy' | 'resting';

export interface MoodInput {
  readonly energy: number;
  readonly hunger: number;
  readonly paused: boolean;
  /** Milliseconds since something last earned XP. */
  readonly idleMs: number;
}

export const moodOf = ({ energy, hunger, paused, idleMs }: MoodInput): Mood => {
  if (paused) return 'resting';
  if (idleMs >= petRules.idleMs) return 'sleepy';
  const comfort = energy + (100 - hunger);
  if (comfort >= 170) return 'excited';
  if (comfort >= 120) return 'happy';
  if (comfort >= 80) return 'content';
  if (comfort >= 40) return hunger >= 70 ? 'peckish' : 'calm';
  return 'sleepy';
};

/** The pet's one short line, about the owner's real day (DESIGN.md, Voice). Pure. */
import type { FeedItem, PetView } from '#core/contract/pets.ts';

const lines: Readonly<Record<string, string>> = {
  'commit.push': 'That commit was tasty.',
  'pull_request.opened': 'A pull request. I smelled it coming.',
  'pull_request.merged': 'Merged. My tail will not stop.',
  'review.submitted': 'You read somebody’s code. Kind of you.',
  'issue.closed': 'One issue fewer. Crunchy.',
  'release.published': 'A release. Today is a feast!',
  'goal.completed': 'You reached it. I saw everything.',
};

const moods: Readonly<Record<string, string>> = {
  excited: 'What a day this is.',
  happy: 'Good to see you.',
  content: 'It is cosy here.',
  calm: 'I am here, whenever you are.',
  peckish: 'I would love a snack.',
  sleepy: 'Mmh. Five more minutes.',
  resting: 'Resting. Take your time.',
};

/** What the pet says: of the newest thing that fed it today, else how it feels. */
export const speech = (pet: PetView, today: readonly FeedItem[]): string => {
  if (pet.state_json.traits.mood === 'resting') return moods['resting'] ?? '';
  if (pet.stage === 'egg') return 'Knock knock.';
  const newest = today.find((item) => item.xp > 0);
  return (newest && lines[newest.type]) ?? moods[pet.state_json.traits.mood] ?? '';
};

/** `Afternoon, 20 XP so far` */
export const dayLine = (hour: number, pet: PetView): string => {
  const part = hour < 5 ? 'Night' : hour < 12 ? 'Morning' : hour < 18 ? 'Afternoon' : hour < 22 ? 'Evening' : 'Night';
  if (pet.xp_today >= pet.xp_day_cap) return `${part}, and that is plenty for today`;
  return pet.xp_today > 0 ? `${part}, ${pet.xp_today} XP so far` : `${part}, a quiet one`;
};

/** The pet's one short line, about the owner's real day, and what Home says around it (DESIGN.md, Voice). Pure. */
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

const AWAY_DAYS = 3;
const DAY_MS = 86_400_000;

/** Whole days since the last thing that fed the pet; `null` when nothing ever did. */
export const daysAway = (fed: readonly FeedItem[], nowMs: number): number | null => {
  const newest = fed.find((item) => item.xp > 0);
  return newest ? Math.floor((nowMs - Date.parse(newest.occurred_at)) / DAY_MS) : null;
};

const isAway = (days: number | null): boolean => days !== null && days >= AWAY_DAYS;

export interface Moment {
  readonly pet: PetView;
  /** What fed it today, newest first. */
  readonly today: readonly FeedItem[];
  /** See `daysAway`. */
  readonly away: number | null;
}

/** What the pet says: of rest, of the newest thing that fed it today, of the owner's return, else how it feels. */
export const speech = ({ pet, today, away }: Moment): string => {
  if (pet.state_json.traits.mood === 'resting') return moods['resting'] ?? '';
  if (pet.stage === 'egg') return 'Knock knock.';
  if (pet.xp_today >= pet.xp_day_cap) return 'I am full to the ears!';
  const newest = today.find((item) => item.xp > 0);
  if (newest) return lines[newest.type] ?? 'Thank you for that one.';
  if (isAway(away)) return 'You are back. I kept your place warm.';
  return moods[pet.state_json.traits.mood] ?? '';
};

/** `Afternoon, 20 XP so far` */
export const dayLine = (hour: number, pet: PetView): string => {
  const part = hour < 5 ? 'Night' : hour < 12 ? 'Morning' : hour < 18 ? 'Afternoon' : hour < 22 ? 'Evening' : 'Night';
  if (pet.xp_today >= pet.xp_day_cap) return `${part}, and that is plenty for today`;
  return pet.xp_today > 0 ? `${part}, ${pet.xp_today} XP so far` : `${part}, a quiet one`;
};

/** A word about today that the meters do not say; `null` when there is none to say. */
export const note = ({ pet, away, today }: Moment): string | null => {
  const name = pet.name ?? 'Your pet';
  if (pet.state_json.traits.mood === 'resting')
    return `${name} rests: the meters stand still. What you do still counts.`;
  if (pet.xp_today >= pet.xp_day_cap)
    return 'That is plenty for today. What else you do moves your goals and stays in the log.';
  if (today.length === 0 && isAway(away))
    return `Nothing was lost while you were away. The first thing today brings ${name} back on its feet.`;
  return null;
};

export const homeWords = {
  fedToday: (name: string) => `What fed ${name} today`,
  nothingYet: 'Nothing yet today. The next commit, review or release shows up here, with its reason.',
  hatches: (name: string) =>
    `${name} hatches with the first thing that arrives. Connect something, and do a little of it.`,
  connect: 'Look at connections',
  before: 'Before',
  more: 'Show more',
  wake: 'Wake up',
  greet: (name: string) => `Say hello to ${name}`,
  change: (name: string) => `Change ${name}`,
  atHome: (name: string) => `${name} at home`,
  condition: (name: string) => `How ${name} is`,
  energy: 'Energy',
  tummy: 'Tummy',
  level: (level: number) => `Level ${level}`,
  xp: (xp: number) => (xp > 0 ? `+${xp} XP` : '0 XP'),
} as const;

export const petWords = {
  yours: 'Your pet',
  name: 'Name',
  coat: 'Coat',
  save: 'Save',
  rest: 'Let it rest',
  wake: 'Wake up',
  restIsFree: 'Resting is free: the meters stand still, and nothing is lost. What you do still counts.',
} as const;

export const goalWords = {
  title: 'Goals',
  add: 'Add',
  none: 'No goals yet. Start with one you can reach this week.',
} as const;

export const todayWords = {
  title: 'Today',
  done: (done: number, all: number) => `${done} of ${all} done`,
  none: 'No habits yet. Start with one that takes a minute.',
  first: 'Start a habit',
  free: 'Nothing is asked today.',
  all: 'All habits',
  failed: 'Your habits cannot be read now. They are safe on your server.',
  restDay: 'Rest day',
  /** A week or month that has what it needs already. */
  met: { week: 'This week is complete', month: 'This month is complete', other: 'Done for this date' },
  button: (title: string, state: string) => `${title}: ${state}`,
  states: { due: 'due', done: 'done', met: 'complete', rest: 'rest day' },
  times: (count: number, need: number) => `${count} of ${need}`,
} as const;

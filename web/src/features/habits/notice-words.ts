/** What is said of a save and of what went back, on the Habits pages and on Home (DESIGN.md, Voice). */
import type { Fault } from '../../state/habit-days.svelte.ts';
import type { Saved } from '../../state/habits.svelte.ts';
import { dateOf } from '../../ui/words.ts';

const savedWords: Readonly<Record<Saved['kind'], (title: string, day: string) => string>> = {
  kept: (title, day) => `${title}, ${day}: done.`,
  added: (title, day) => `${title}, ${day}: one more.`,
  undone: (title, day) => `${title}, ${day}: taken back.`,
  rest: (title, day) => `${title}, ${day}: a rest day.`,
  ordinary: (title, day) => `${title}, ${day}: an ordinary day.`,
  archived: (title) => `${title} is archived. Its history stays.`,
  back: (title) => `${title} is back, with its history.`,
};

/** What was saved, in a sentence. */
export const savedSays = ({ kind, title, date }: Saved): string =>
  savedWords[kind](title, date === null ? '' : dateOf(date));

/** What went back, and why. */
export const faultSays = ({ date, detail }: Fault): string => `${dateOf(date)} is as it was. ${detail}`;

export const noticeWords = { undo: 'Undo' } as const;

/** What the Habits pages say (DESIGN.md, Voice). */
import { dateOf } from '../../ui/words.ts';
import type { DayCell } from './day-cell.ts';

/** A day in a word or two, as its shape shows it. */
export const cellWords = ({ kind, count, need }: DayCell): string => {
  switch (kind) {
    case 'done':
      return count > 1 || need > 1 ? `done, ${count} of ${need}` : 'done';
    case 'part':
      return `${count} of ${need}`;
    case 'rest':
      return 'rest day';
    case 'short':
      return 'short day';
    case 'due':
      return need > 1 ? `due, 0 of ${need}` : 'due';
    case 'open':
      return 'open';
    case 'bridged':
      return 'bridged';
    case 'free':
      return 'free';
    case 'later':
      return 'to come';
    case 'unread':
      return 'not read yet';
  }
};

const strengths = [
  [0.2, 'Sprouting'],
  [0.4, 'Growing'],
  [0.6, 'Steady'],
  [0.8, 'Firm'],
  [Infinity, 'Rooted'],
] as const;

/** Strength, 0 to 1, in a word. */
export const strengthWord = (strength: number): string =>
  strengths.find(([below]) => strength < below)?.[1] ?? 'Rooted';

const monthAndYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `November 2026` */
export const monthName = (date: string): string => monthAndYear.format(new Date(`${date}T00:00:00Z`));

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export const words = {
  title: 'Habits',
  categories: 'Categories',
  add: 'New habit',
  none: 'No habits yet. Start with one that takes a minute.',
  first: 'Start a habit',
  failed: 'Your habits cannot be read now. They are safe on your server.',
  thisWeek: 'This week',
  weekOf: (first: string, last: string) => `${dateOf(first).slice(4)} to ${dateOf(last).slice(4)}`,
  before: 'Previous week',
  after: 'Next week',
  keptSoFar: (count: number) => `${count} kept so far`,
  keptThen: (count: number) => `${count} kept`,
  keys: 'Arrow keys move between days. Enter marks a day or takes it back, R makes it a rest day, M shows more.',
  days: (title: string) => `Days of ${title}`,
  cell: (title: string, date: string, cell: DayCell) => `${title}, ${dateOf(date)}: ${cellWords(cell)}`,
  moreAbout: (title: string) => `More about ${title}`,
  filter: 'Category',
  allCategories: 'All',
  noneHere: 'No habits in this category.',
  archived: 'Archived habits',
  bringBack: 'Bring back',
  bringBackOne: (title: string) => `Bring back ${title}`,
} as const;

export const shapeWords = {
  title: 'What the shapes mean',
  shapes: [
    { kind: 'done', says: 'Done' },
    { kind: 'part', says: 'Some of its times' },
    { kind: 'due', says: 'Due today' },
    { kind: 'rest', says: 'Rest day: neither counts nor breaks' },
    { kind: 'open', says: 'Open: asked for, and not done' },
    { kind: 'bridged', says: 'Bridged from the reserve' },
    { kind: 'free', says: 'Nothing was asked' },
    { kind: 'later', says: 'Still to come' },
  ],
} as const;

/** The sheet of one day. */
export const dayWords = {
  title: (title: string, date: string) => `${title}, ${dateOf(date)}`,
  day: 'Another day',
  state: (cell: DayCell) => `This day: ${cellWords(cell)}.`,
  done: 'Mark as done',
  takeBack: 'Take it back',
  times: 'Times',
  noTimes: 'None yet.',
  takeBackAt: (time: string) => `Take it back: ${time}`,
  someTime: 'without a time',
  time: 'Time',
  addTime: 'Add this time',
  rest: 'Make it a rest day',
  ordinary: 'Make it an ordinary day',
  restMore: 'Rest, with a note',
  restNote: 'Note, for yourself',
  noted: (note: string) => `You noted: ${note}`,
  restHint: 'A rest day neither counts nor breaks the streak.',
  open: 'Its page, with history and streak',
  toCome: 'This day is still to come. It can be a rest day already.',
} as const;

/** The year of all habits together. */
export const allYearWords = {
  title: 'Your year',
  says: (days: number) => (days === 1 ? '1 day with something kept.' : `${days} days with something kept.`),
  tip: (date: string, habits: number) => `${dateOf(date)}: ${habits === 1 ? '1 habit' : `${habits} habits`}`,
  failed: 'Your year cannot be read now. It is safe on your server.',
} as const;

/** The page of one habit. */
export const habitWords = {
  habit: 'Habit',
  back: 'All habits',
  edit: 'Edit',
  archive: 'Archive',
  archiveHint: 'Done with it for now? Archived habits ask for nothing, and their history stays.',
  bringBack: 'Bring back',
  archivedOn: (date: string) => `Archived since ${dateOf(date)}. Its history and what it earned stay.`,
  gone: 'There is no such habit. It may belong to another account.',
  failed: 'This habit cannot be read now. It is safe on your server.',
  now: (word: string) => `${word} now`,
  longest: 'longest run',
  strength: (word: string) => `strength: ${word.toLowerCase()}`,
  strengthHint: 'Strength grows with every time and fades slowly without. A day off hardly moves it.',
  small: 'Fewer than 14 days so far: a small sample.',
  freezes: (count: number) =>
    count === 0
      ? 'The reserve is empty. It fills again with what you keep.'
      : `The reserve can bridge ${count === 1 ? 'one miss' : `${count} misses`}.`,
  states: { done: 'Done', due: 'Due today', rest: 'Rest day', not_due: 'Nothing asked today' },
  history: 'History',
  historyHint: 'Tap a day to add it or take it back, however long ago it was.',
  monthBefore: 'Previous month',
  monthAfter: 'Next month',
  year: 'The year',
  yearSays: (days: number) => (days === 1 ? '1 day in the last year.' : `${days} days in the last year.`),
  yearUnit: 'Days',
  yearTip: (date: string, count: number) =>
    `${dateOf(date)}: ${count === 0 ? 'nothing' : count === 1 ? 'done' : `${count} times`}`,
  fewer: 'fewer',
  more: 'more',
  month: 'Month',
} as const;

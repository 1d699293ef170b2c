/** What the Goals pages say (DESIGN.md, Voice). */
import type { ExplainedLogView } from '#core/contract/goal-progress.ts';
import type { EvaluationView, GoalView } from '#core/contract/goals.ts';
import type { GoalNews } from '../../state/goals.svelte.ts';

export const words = {
  title: 'Goals',
  add: 'New goal',
  trackers: 'Trackers',
  categories: 'Categories',
  none: 'No goals yet. Start with one you can reach this week.',
  first: 'Make the first one',
  failed: 'Your goals cannot be read now. They are safe on your server.',
  archived: 'Archive',
  bringBack: 'Bring back',
  bringBackOne: (title: string) => `Bring back ${title}`,
  sections: { active: 'Active', draft: 'Not begun', completed: 'Reached', paused: 'Paused', over: 'Over' },
  chain: 'Chain',
  chainSays: (done: number, of: number) => `${done} of ${of} reached, one after the other.`,
} as const;

export const chainWords = {
  edit: 'Chain',
  editOne: (title: string) => `Change the chain ${title}`,
  title: 'Name',
  save: 'Save',
  empty: 'No goals in it any more. Choose it in a goal, or dissolve it.',
  dissolve: 'Dissolve it…',
  dissolveAsk: 'Its goals stay, and are judged each for itself from now on. What they earned stays.',
  dissolveNow: 'Dissolve the chain',
  keep: 'Keep it as it is',
} as const;

/** The page of one goal. */
export const goalWords = {
  goal: 'Goal',
  back: 'All goals',
  edit: 'Edit',
  gone: 'There is no such goal. It may belong to another account.',
  failed: 'This goal cannot be read now. It is safe on your server.',
  asks: 'What it asks',
  pause: 'Pause',
  goOn: 'Go on',
  complete: 'It is done',
  reopen: 'Go on counting',
  archive: 'Archive',
  bringBack: 'Bring back',
  hints: {
    draft: 'A draft asks nothing. Begin it when its steps look right.',
    active: 'A pause or the archive costs nothing. What it earned stays.',
    paused: 'Paused: what you log still shows, and periods with a pause in them never count against you.',
    completed: 'Reached. What it earned stays, whatever comes.',
    archived: 'In the archive. Its history and what it earned stay.',
  } satisfies Record<GoalView['status'], string>,
  rate: (percent: number, unit: string) => `${percent} % of the whole ${unit} so far were met.`,
  small: (count: number) => `${count === 1 ? 'One period' : `${count} periods`} so far: a small sample.`,
  chainAt: (place: number, of: number) => `Number ${place} of ${of} in its chain`,
  tracker: (name: string) => `Log ${name}`,
  toTracker: (name: string) => `All of ${name}`,
} as const;

export const entryWords = {
  add: 'Add an amount',
  amount: (unit: string | null) => (unit === null ? 'Amount' : `Amount, ${unit}`),
  save: 'Add',
  hint: 'A negative amount corrects an earlier one.',
  more: 'Note, or another day',
  note: 'Note',
  date: 'Day',
  entries: 'Entries',
  count: (count: number, isAll: boolean) => (isAll ? String(count) : `the newest ${count}`),
  none: 'Nothing yet. The first amount starts the line.',
  noneEvents: 'Nothing yet. Every matching event is counted by itself, from the day the goal was made.',
  byItself: 'Counted by itself',
  showMore: 'Show more',
  added: (value: string) => `Added ${value}.`,
  takeBack: 'Undo',
  takeBackOne: (value: string) => `Undo ${value}`,
  takenBack: (value: string) => `${value} is taken back, by an entry of the opposite.`,
  undoNote: 'Taken back',
  reset: 'Start again from 0…',
  resetAsk: (current: string) =>
    `This adds the opposite of ${current}. What was stays to be seen, and its best does, too.`,
  resetNow: 'Start again from 0',
  keep: 'Keep it as it is',
  chart: 'Amount, day by day',
  chartSays: (now: string, from: string, target: string | null) =>
    target === null ? `${now} since ${from}.` : `${now} of ${target} since ${from}.`,
  total: 'Total',
  that: 'That day',
  target: (value: string) => `Target ${value}`,
  failed: 'The entries cannot be read now. They are safe on your server.',
} as const;

export const periodTexts = {
  periods: 'Periods',
  period: 'Period',
  value: 'Measured',
  result: 'Result',
  met: 'Met',
  openMet: 'Met so far',
  notMet: 'Not met',
  open: 'Still open',
  notCounted: 'Does not count',
  none: 'No period yet. The first one shows here when it begins.',
  locked: 'Its periods begin when the one before it in the chain is reached.',
  why: 'Why?',
  whyOf: (period: string) => `Why: ${period}`,
  earlier: 'Show earlier ones',
  failed: 'The periods cannot be read now. They are safe on your server.',
  partial: 'A part of a period, or one with a pause in it: it can be met, and never counts against you.',
  revised: 'Computed anew after a log was added or taken back.',
  baseline: (value: string) => `compared with ${value}`,
  logs: (count: number) => (count === 1 ? '1 log took part' : `${count} logs took part`),
  noLogs: 'No logs in this period.',
  counted: 'Counted',
  notCountedLogs: 'Did not count',
  chart: 'Period by period',
  band: (value: string) => `Goal: ${value}`,
  chartSays: (met: number, of: number) => `${met} of the ${of === 1 ? 'one period' : `${of} periods`} shown met.`,
} as const;

/** What became of a period: a word, beside its shape. */
export const resultOf = ({ met, status, partial }: Pick<EvaluationView, 'met' | 'status' | 'partial'>): string => {
  if (met) return status === 'open' ? periodTexts.openMet : periodTexts.met;
  if (status === 'open') return periodTexts.open;
  return partial ? periodTexts.notCounted : periodTexts.notMet;
};

/** Why a log counted, or did not. */
export const whyWords: Readonly<Record<ExplainedLogView['why'], string>> = {
  counted: 'It counts.',
  decided: 'It made the goal.',
  day_counted: 'Its day counts, judged by this log.',
  day_failed: 'Its day is judged by this log, and does not pass.',
  not_last: 'A later log decides.',
  not_min: 'A lower log decides.',
  not_max: 'A higher log decides.',
  threshold_failed: 'It is outside of what the goal asks.',
  outside: 'It lies outside of the period.',
  no_number: 'It has no number to measure.',
};

const newsWords: Readonly<Record<GoalNews['status'], (title: string) => string>> = {
  draft: (title) => `${title} is saved.`,
  active: (title) => `${title} goes on.`,
  paused: (title) => `${title} is paused.`,
  completed: (title) => `${title} is done.`,
  archived: (title) => `${title} is in the archive. Its history stays.`,
};
export const newsSays = ({ goal, status }: GoalNews): string => newsWords[status](goal.title);

export const noticeWords = { undo: 'Undo' } as const;

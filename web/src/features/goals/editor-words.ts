/** What the editor of a goal says (DESIGN.md, Voice). */
import type { GoalDraft, Kind, Measure, Passes } from './draft.ts';

interface KindWords {
  readonly name: string;
  readonly says: string;
}

export const kindWords: Readonly<Record<Kind, KindWords>> = {
  amount: { name: 'Reach an amount by a date', says: 'Save 5,000 €, read 20 books. You add amounts as they come.' },
  counter: { name: 'Count on without an end', says: 'Days without sugar, kilometres ever walked. No target, no date.' },
  events: { name: 'A number of events', says: 'Ten commits, five reviews. They are counted by themselves.' },
  measure: { name: 'Something I measure', says: 'Runs a week, weight, sleep. Judged by what you log on a tracker.' },
  training: {
    name: 'Train something with my dog',
    says: 'Recall, a loose leash. Small steps, each with passes of its own.',
  },
};

export const measureWords: Readonly<Record<Measure, string>> = {
  frequency: 'How often',
  delta: 'A change',
  target: 'A value',
};

export const passNames: Readonly<Record<Passes, string>> = {
  any: 'of any value',
  gte: 'of at least',
  lte: 'of at most',
  eq: 'of exactly',
  between: 'between',
};
export const guardNames: Readonly<Record<Passes, string>> = {
  any: 'whatever its level',
  gte: 'at least',
  lte: 'at most',
  eq: 'exactly',
  between: 'between',
};

const aggOf: Readonly<Record<Exclude<GoalDraft['agg'], ''>, string>> = {
  last: 'the last one',
  sum: 'all of them added up',
  avg: 'their average',
  min: 'the lowest',
  max: 'the highest',
};
/** How logs become one number. */
export const aggName = (measure: Measure, agg: GoalDraft['agg']): string => {
  if (agg === '') return measure === 'frequency' ? 'each log counts by itself' : aggOf.last;
  return measure === 'frequency' ? `days count, by ${aggOf[agg]}` : aggOf[agg];
};

export const modeWords: Readonly<Record<GoalDraft['mode'], KindWords>> = {
  calendar: { name: 'By the calendar', says: 'Weeks from the day your week starts on, months from the 1st.' },
  anchored: { name: 'From the first day', says: 'Begun on a Thursday, a week lasts until the next Thursday.' },
  rolling: { name: 'Rolling', says: 'Judged anew each day, over the days before it.' },
};

export const editorWords = {
  add: 'New goal',
  edit: 'Edit goal',
  kind: 'What do you want?',
  next: 'Next',
  other: 'Another kind',
  title: 'What do you call it?',
  examples: {
    amount: 'Save for the trip',
    counter: 'Days without sugar',
    events: 'Ten commits',
    measure: 'Run three times a week',
    training: 'Come when called',
  } satisfies Record<Kind, string>,
  amount: 'How much in all',
  unit: 'Unit',
  unitExample: '€, books, km',
  counterUnit: 'What is counted',
  counterUnitExample: 'days, km',
  deadline: 'By when',
  deadlineOptional: 'By when, if there is a date',
  more: 'More settings',
  countsFrom: 'Pace counts from',
  countsFromHint: 'Today unless given. An earlier day makes an even pace start there.',
  events: 'What counts',
  howMany: 'How many',
  eventsKept: 'What counts stays as it is. For other events, make a new goal.',
  measure: 'What kind of goal is it?',
  criterion: 'How will you know?',
  criterionExample: 'Rufus comes back, even past dogs',
  criterionKept: (text: string) => `You will know by this: ${text}`,
  plan: 'Plan to begin with',
  planOther: 'I choose later, or write my own steps',
  planHint: 'The goal is a draft until you begin it. Every step can be changed.',
  category: 'Category',
  none: 'None',
  description: 'Why, or anything to remember',
  chain: 'Part of a chain',
  chainHint: 'In a chain, each goal begins when the one before it is reached.',
  newChain: 'A new chain',
  chainTitle: 'Name of the chain',
  place: 'Its place',
  atEnd: 'At the end',
  before: (title: string) => `Before ${title}`,
  tracker: 'Tracker',
  pickTracker: 'choose a tracker',
  newTracker: 'a new tracker…',
  trackerStays: 'A goal keeps its tracker and its kind. For others, make a new goal.',
  save: 'Save goal',
  later: 'Not now',
  anew: 'What it asks has changed: all of its periods are judged anew. What it earned stays.',
  preview: 'How the last periods would look',
  previewOne: 'How it looks so far',
  previewWait: 'This shows how your last periods would have gone, as soon as the sentence is complete.',
  previewEmpty: 'Nothing is logged yet, so there is nothing to look back on.',
  previewNotYet: 'Nothing is logged from the first day on yet. What comes will show here.',
  previewOffline: 'The look back needs a network. Everything else is kept here.',
  previewSays: (met: number, of: number) => `${met} of ${of} met.`,
} as const;

/** Words around the choices of the three sentences. */
export const sentenceWords = {
  log: 'I want to log',
  and: 'and',
  times: 'How many times',
  timesAfter: (isLimit: boolean, n: string) => (n.trim() === '1' ? 'time' : 'times') + (isLimit ? ' at most' : ''),
  every: 'every',
  everyLabel: 'Length of a period',
  period: 'Kind of period',
  passes: 'Which values count',
  value: 'Value',
  low: 'From',
  high: 'To',
  my: 'My',
  shouldGo: 'should go',
  direction: 'Direction',
  up: 'up',
  down: 'down',
  by: 'by',
  change: 'Change',
  shouldReach: 'should reach',
  shouldLie: 'should lie',
  goal: 'Value to reach',
  how: 'How it reaches it',
  reaching: {
    gte: 'at least',
    lte: 'at most',
    between: 'between',
    eq: 'exactly',
  },
} as const;

export const moreWords = {
  isLimit: 'It is a limit: this often at most',
  isPeriodic: 'Judge it anew in every period',
  agg: 'How logs become one number',
  mode: 'How periods lie',
  from: 'First day',
  fromHint: 'Today unless given. From an earlier day, what you have logged since counts.',
  until: 'Last day',
  untilTarget: 'By when',
  untilHint: 'Empty: it has no end.',
  baseline: 'Compared with',
  baselineHint: 'Empty: with the period before. A value: always with that value.',
  start: 'Where it starts from',
  startHint: 'Empty: your last value before the first day.',
  guard: 'And it stays',
  zone: 'Time zone',
  weekStart: 'Week starts on',
  dayStart: 'A new day begins at',
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

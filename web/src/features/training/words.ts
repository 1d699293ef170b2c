/** What training says, on the page of a goal, on Goals and on Home (DESIGN.md, Voice). Pure. */
import type { SuggestedGoal } from './suggested-goal.ts';
import type { AttemptView, StepView } from '#core/contract/steps.ts';
import type { AiRunView } from '#core/contract/training.ts';

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const inWords = (count: number): string => numbers[count] ?? String(count);
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const outcomeNames: Readonly<Record<AttemptView['outcome'], string>> = {
  pass: 'Pass',
  neutral: 'Neutral',
  needs_work: 'Needs work',
};
/** Of a short set of five. */
export const outcomeHints: Readonly<Record<AttemptView['outcome'], string>> = {
  pass: '4 or 5 of 5 went well',
  neutral: '3 of 5',
  needs_work: '2 or fewer',
};

/** `Three passes in a row` */
export const passesWords = (required: number): string =>
  `${inWords(required)} ${required === 1 ? 'pass' : 'passes'} in a row`;

/** One line under a step. `date`: in words, of its end. */
export const stepSays = (step: StepView, date: string | null): string => {
  const tries = step.pass_count + step.needs_work_count + step.neutral_count;
  switch (step.status) {
    case 'done':
      return `Done${date === null ? '' : ` ${date}`}${tries === 0 ? '' : `, ${counted(tries, 'attempt', 'attempts')}`}`;
    case 'skipped':
      return 'Skipped';
    default:
      return [
        passesWords(step.required_passes),
        ...(step.estimated_minutes === null ? [] : [`${step.estimated_minutes} min a set`]),
      ].join(' · ');
  }
};

export const words = {
  steps: 'Steps',
  hero: (done: number, all: number) =>
    all === 0 ? 'No steps yet' : `${done} of ${counted(all, 'step', 'steps')} done`,
  started: (date: string, forecast: string | null) =>
    `Begun ${date}.${forecast === null ? '' : ` At your pace it lands around ${forecast}.`}`,
  by: (date: string) => `You would like it by ${date}.`,
  completed: 'All steps are done. What it earned stays.',
  dots: (passes: number, required: number) => `${passes} of ${required} in a row`,
  criterion: (text: string) => `Counts when: ${text}`,
  moves: (required: number) => `${passesWords(required)} ${required === 1 ? 'moves' : 'move'} you on.`,
  same: (name: string) => `“Needs work” restarts the dots and nothing else. ${name} gets the same for the try.`,
  sets: 'A set is about five goes.',
  extra: 'Note or minutes, for the next tap',
  note: 'Note',
  minutes: 'Minutes it took',
  logged: (outcome: AttemptView['outcome']) => `${outcomeNames[outcome]}, saved.`,
  ended: (title: string) => `Step done: ${title}.`,
  next: (title: string) => `Next: ${title}.`,
  reached: 'That was the last step. The goal is reached.',
  takenBack: (outcome: AttemptView['outcome']) => `${outcomeNames[outcome]} is taken back.`,
  undo: 'Undo',
  open: (number: string, title: string) => `Step ${number}, ${title}`,
  part: 'Attempts go to its parts now.',
  paused: 'The goal is paused. What you log counts all the same.',
  draft: 'A plan is ready when you are. Begin, and its first step is on.',
  begin: 'Begin',
  failed: 'The attempts cannot be read now. They are safe on your server.',
} as const;

/** The list of attempts. */
export const attemptWords = {
  title: (number: string) => `Attempts on step ${number}`,
  sofar: (count: number) => `${count} so far`,
  none: 'None yet. A set of five goes takes a minute or two.',
  small: 'A small sample so far. Treat it as a hunch.',
  queued: 'queued',
  back: 'Take back',
  backOne: (outcome: AttemptView['outcome'], when: string) => `Take back ${outcomeNames[outcome]}, ${when}`,
  wasBack: 'Taken back',
  minutes: (seconds: number) => (seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`),
  more: 'Show more',
  refused: (reason: string) => `An attempt was not taken: ${reason}`,
  discard: 'Let it go',
} as const;

/** What a suggestion says. `before`: title of the step before. */
export const suggestionSays = (
  suggestion: NonNullable<StepView['suggestion']>,
  before: string | null,
): { readonly title: string; readonly says: string } => {
  switch (suggestion) {
    case 'push':
      return { title: 'Go on', says: 'This goes well. You may call it done, or stay a little for the fun of it.' };
    case 'stick':
      return { title: 'Stay here', says: 'It is coming along. A few more short sets at this level.' };
    case 'drop':
      return {
        title: 'One step back',
        says:
          before === null
            ? 'Make it a little easier for a while, and end on a good one.'
            : `A few sets of “${before}” first. What it knows already makes this one easier.`,
      };
    case 'split':
      return { title: 'Make it smaller', says: 'Two smaller steps get there sooner than one that is too large.' };
    case 'refresh':
      return { title: 'Refresh it', says: 'This was there, and slips a little. Some easy sets bring it back.' };
  }
};

export const adviceWords = {
  label: 'Suggestion',
  finish: 'Call it done',
  split: 'Make two smaller steps',
  reopen: (title: string) => `Go back to “${title}”`,
  refresh: 'Train it again',
  why: 'Why?',
  reasons: (count: number) =>
    count === 1 ? 'The last attempt:' : `The last ${inWords(count).toLowerCase()} attempts:`,
} as const;

/** Editing one step. */
export const stepWords = {
  menu: (number: string, title: string) => `Change step ${number}, ${title}`,
  sheet: (number: string) => `Step ${number}`,
  title: 'What is trained',
  details: 'How',
  criterion: 'What counts as having it',
  passes: 'Passes in a row that end it',
  minutes: 'Minutes a set takes',
  day: 'Planned for',
  save: 'Save step',
  add: 'Add a step',
  addPart: 'Add a part',
  split: 'Make two smaller steps',
  skip: 'Skip it',
  done: 'It is done',
  start: 'Start with it now',
  reopen: 'Train it again',
  unskip: 'Bring it back',
  up: 'Move up',
  down: 'Move down',
  notes: 'A note at its end',
  move: 'What to do with it',
  raises: { distance: 'Raises the distance', duration: 'Raises the duration', distraction: 'Raises the distraction' },
  scheduled: (date: string) => `Planned for ${date}`,
  easier: {
    distance: 'Easier in distance',
    duration: 'Easier in duration',
    distraction: 'Easier in distraction',
    minutes: 'Shorter sets',
  },
} as const;

/** A plan that is made, and by whom. */
export const planWords = {
  title: 'A plan',
  intro: 'Small steps, each harder in one thing: distance, duration or distraction. Everything can be changed.',
  choose: 'What is it about?',
  other: 'Something else',
  topic: 'In a word or two',
  topicHint: 'A plan of four general steps comes, unless a topic is known.',
  make: 'Make a plan',
  anew: 'Make another plan',
  replaces: 'Steps that were not begun make room for it.',
  own: 'Or write your own steps',
  making: 'Making the plan…',
  byRules: 'Made by the built-in plan.',
  byModel: 'Read these steps before you begin.',
  aiStep: 'Written by a model',
  look: 'Look at the run',
  undo: 'Take the plan back…',
  undoAsk: 'Its steps that were not begun are taken away. What was trained stays.',
  undoNow: 'Take them away',
  keep: 'Keep them',
  undone: (count: number) => `${counted(count, 'step is', 'steps are')} taken back.`,
} as const;

export const runWords = {
  title: 'How the plan was made',
  failed: 'The run cannot be read now.',
  by: 'By',
  asked: 'Asked',
  status: 'How it ended',
  took: 'Took',
  tokens: 'Tokens in, out',
  cost: 'Estimated cost',
  when: 'When',
  sent: 'What was sent',
  sentNote: 'What left this server, or what the rules read.',
  came: 'What came back',
  cameNote: 'As it came.',
  statuses: { queued: 'Still running', success: 'Well', failed: 'It failed' } satisfies Record<
    AiRunView['status'],
    string
  >,
} as const;

/** `The built-in plan`, `gpt-x by openai`. */
export const runBy = ({ provider, model }: Pick<AiRunView, 'provider' | 'model'>): string =>
  provider === 'builtin' ? 'The built-in plan' : `${model}, ${provider}`;

/** Moments that belong to a step. */
export const momentWords = {
  title: 'Moments that belong to it',
  none: 'None yet. Link moments from your walks, and the step shows them.',
  link: 'Link moments',
  sheet: 'Link moments to this step',
  fits: 'These fit',
  others: 'Others, newest first',
  empty: 'No moments are logged yet.',
  older: (count: number) => `And ${counted(count, 'older one', 'older ones')}.`,
  unlink: 'Unlink',
  unlinkOne: (when: string) => `Unlink the moment of ${when}`,
  failed: 'Your moments cannot be read now. They are safe on your server.',
  positive: 'Good moment',
  negative: 'Hard moment',
  strength: (intensity: number) => `${intensity} of 5`,
} as const;

/** `other_dog` as people write it. */
export const tagName = (key: string): string => key.replaceAll('_', ' ');

/** Goals that hard moments speak for. */
export const suggestedWords = {
  title: 'Your moments speak for these',
  reason: ({ reason: { kind, key, count, days, avg_intensity: strength } }: SuggestedGoal) =>
    `${inWords(count)} hard moments ${kind === 'tag' ? 'tagged' : 'set off by'} “${tagName(key)}” on ${days} days of the ` +
    `last two weeks, ${Number(strength).toFixed(1)} of 5 strong on average.`,
  make: 'Make it a goal',
  makeOne: (title: string) => `Make it a goal: ${title}`,
  made: (title: string) => `“${title}” is a draft with a plan.`,
  open: 'Look at it, and begin',
} as const;

/** Home. */
export const nextWords = {
  next: 'Next training step',
} as const;

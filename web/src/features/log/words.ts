/** What the log of moments with the dog says (DESIGN.md, Voice). Hard is never bad, and earns the same. Pure. */
import type { HandlerResponse, LeashSetup } from '#core/domain/dog/context.ts';
import type { Valence } from '#core/domain/dog/moment.ts';
import type { Moment } from '../../state/moment-versions.ts';

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const moments = (count: number): string => (count === 1 ? '1 moment' : `${count} moments`);

/** `other_dog` as `Other dog`. */
export const tagWords = (tag: string): string => capital(tag.replaceAll('_', ' '));

export const leashWords: Readonly<Record<LeashSetup, string>> = {
  off: 'Off leash',
  flat_collar: 'Collar',
  front_harness: 'Front harness',
  back_harness: 'Back harness',
  long_line: 'Long line',
  head_halter: 'Head halter',
};
export const responseWords: Readonly<Record<HandlerResponse, string>> = {
  none: 'Nothing',
  treated: 'Gave a treat',
  redirected: 'Turned it to something else',
  moved_away: 'Moved away',
  waited: 'Waited',
  other: 'Something else',
};
const kinds: Readonly<Record<Valence, string>> = { positive: 'Good moment', negative: 'Hard moment' };

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What a moment is called in a list: what the dog did, else its tags, else its note. */
export const titleOf = ({ context, tags, notes, valence }: Moment): string => {
  const did = textOf(context['behavior']);
  if (did !== '') return did;
  if (tags.length > 0) return capital(tags.map((tag) => tag.replaceAll('_', ' ')).join(', '));
  return textOf(notes).split('\n')[0] || kinds[valence];
};

/** Where it was and how the dog was led: `park path · long line`. */
export const aroundOf = ({ context }: Moment): string => {
  const leash = leashWords[context['leash_setup'] as LeashSetup] as string | undefined;
  const trigger = textOf(context['trigger']).replaceAll('_', ' ');
  const distance = context['distance_m'];
  const near = typeof distance === 'number' ? `${distance} m` : '';
  return [textOf(context['location_label']), [trigger, near].filter(Boolean).join(' at '), leash?.toLowerCase() ?? '']
    .filter((part) => part !== '')
    .join(' · ');
};

export const words = {
  title: 'Log a moment',
  walkTime: (minutes: number) => (minutes < 1 ? 'Walk · now' : `Walk · ${minutes} min`),
  oneTap: 'One tap saves it with the time. Details can wait until you are home.',
  good: 'Good moment',
  goodText: 'Calm, brave, listening',
  hard: 'Hard moment',
  hardText: 'Pulled, barked, worried',
  same: 'Both earn the same. Noting it is what counts.',
  keyboard: 'Keyboard: G good, H hard, then 1 to 5.',
  kinds,
  saved: { positive: 'Saved. Remember this one.', negative: 'Saved. Hard ones teach the most.' },
  /** What is said of the reward: provisional until the server has it. */
  reward: (place: Moment['place'], xp: number, valence: Valence) => {
    const like = valence === 'positive' ? 'the same as a hard one' : 'the same as a good one';
    return place === 'server' ? `Sent · ${like}` : `${xp} XP once it is sent, ${like} · on this device`;
  },
  unsaved: 'This device could not keep it. It is here as long as this page stays open.',
  keepAgain: 'Keep it now',
  undo: 'Undo',
  takenBack: 'Taken back.',
  sayMore: 'Say more, if you like',
  done: 'Done',
  another: 'And another one?',
} as const;

export const editorWords = {
  strength: 'How strong was it?',
  strengthEnds: { positive: ['A flicker', 'Really big'], negative: ['A wobble', 'Really big'] },
  tags: 'What happened',
  newTag: 'Another tag',
  addTag: 'Add',
  around: 'Around you',
  optional: 'optional',
  asBefore: (what: string) => `As before: ${what}`,
  trigger: 'Trigger',
  distance: 'Distance, m',
  leash: 'Leash',
  place: 'Place',
  add: 'Add',
  unsaid: 'Not said',
  more: 'Before, after and a note',
  antecedent: 'What happened just before',
  behavior: 'What your dog did',
  consequence: 'What happened right after',
  response: 'What you did',
  recovery: 'Minutes until it was calm again',
  recoveryWrong: 'A number of minutes, such as 2 or 0.5.',
  note: 'Note',
  when: 'When it was',
  whenWrong: 'This is still to come.',
  kind: 'It was',
  kindNames: { positive: 'Good', negative: 'Hard' },
  takeBack: 'Take it back',
} as const;

export const listWords = {
  walk: 'This walk',
  count: (good: number, hard: number) => `${good} good · ${hard} hard`,
  noWalk: 'Nothing on this walk yet. The first tap begins it.',
  all: (count: number) => `Show all ${count}`,
  queued: 'queued',
  queuedTitle: 'Waiting on this device',
  unsaved: 'not kept',
  refused: 'not taken',
  open: (title: string, when: string) => `${title}, ${when}: open`,
  strength: (kind: string, intensity: number) => `${kind}, strength ${intensity}`,
  earlier: 'Earlier',
  none: 'No moments yet. The first one can be small: a look back, a calm hello.',
  noneHere: 'No moment is like that.',
  filter: 'Show',
  all3: { all: 'All', positive: 'Good', negative: 'Hard' },
  tag: 'Tag',
  text: 'In its words',
  more: 'Show more',
  failed: 'Earlier moments cannot be read now. They are safe on your server.',
} as const;

export const offlineWords = {
  offline: (count: number) =>
    count === 0
      ? 'Offline. What you log is kept on this device, and sent when you are back.'
      : `Offline. ${moments(count)} saved on this device, sent when you are back.`,
  lost: (count: number) =>
    count === 0
      ? 'The server does not answer. What you log is kept on this device until it does.'
      : `The server does not answer. ${moments(count)} saved on this device, sent by themselves when it does.`,
  signIn: (count: number) =>
    `Your sign-in is over. ${moments(count)} saved on this device, sent when you sign in again.`,
  signInNow: 'Sign in',
  trouble:
    'This device does not let the page keep anything. What you log is lost when the page closes before it is sent.',
  noHttps: 'Without https this page cannot open while you are offline.',
  noHttpsText:
    'Browsers let a page work without a network over https, and on the machine itself. As long as this page stays open, moments are kept on this device and sent later.',
  noHttpsGuide: 'How to give it https',
} as const;

export const refusedWords = {
  title: 'Your server did not take these',
  text: 'They are safe on this device. Change what is wrong, try again, or let go of it.',
  kindNames: {
    moment: 'A moment',
    completion: 'A habit that was kept',
    completion_undo: 'A habit that was undone',
    attempt: 'An attempt',
    tracker_log: 'A tracker’s log',
    note: 'A note',
  },
  change: 'Change it',
  again: 'Try again',
  discard: 'Let go of it',
  reallyDiscard: 'Really let go',
  conflict: 'Two devices changed this moment. Which one is right?',
  ours: 'On this device',
  theirs: 'On your server',
  keepOurs: 'Keep this device’s',
  keepTheirs: 'Keep the server’s',
  wasTakenBack: 'Taken back',
} as const;

/** What the Trackers pages say (DESIGN.md, Voice). */
import type { TrackerView } from '#core/contract/trackers.ts';
import type { LogNews } from '../../state/trackers.svelte.ts';
import { withUnit } from '../../ui/decimal.ts';
import { sourceName, whenOf } from '../../ui/words.ts';

export const words = {
  title: 'Trackers',
  back: 'All goals',
  add: 'New tracker',
  none: 'No trackers yet. Start with one number you like to know, such as your weight or your runs.',
  first: 'Make the first one',
  failed: 'Your trackers cannot be read now. They are safe on your server.',
  archived: 'Archive',
  bringBack: 'Bring back',
  bringBackOne: (name: string) => `Bring back ${name}`,
} as const;

const things: Readonly<Record<string, string>> = {
  'commit.push': 'commits',
  'pull_request.opened': 'opened pull requests',
  'pull_request.merged': 'merged pull requests',
  'review.submitted': 'reviews',
  'issue.closed': 'closed issues',
  'release.published': 'releases',
};

/** `Fed by itself from GitHub, commits` */
export const fedWords = (sourceKey: string): string => {
  const [source = '', ...rest] = sourceKey.split('.');
  const thing = rest.join('.');
  return `Fed by itself from ${sourceName(source)}, ${things[thing] ?? thing.replaceAll('_', ' ')}`;
};

/** The newest value and when it was. */
export const lastWords = ({ last_log: log, unit, value_kind }: TrackerView, now: Date): string => {
  if (log === null) return 'Nothing logged yet';
  return `${logValue({ ...log, unit: value_kind === 'number' ? unit : null })} · ${whenOf(log.logged_at, now)}`;
};

/** A log’s value, whatever kind it is of. */
export const logValue = (log: {
  readonly value_number: string | null;
  readonly value_text: string | null;
  readonly value_json: unknown;
  readonly unit: string | null;
}): string => {
  if (log.value_number !== null) return withUnit(log.value_number, log.unit);
  return log.value_text ?? JSON.stringify(log.value_json);
};

export const trackerWords = {
  tracker: 'Tracker',
  back: 'All trackers',
  add: 'New tracker',
  edit: 'Edit tracker',
  editShort: 'Edit',
  name: 'Name',
  nameExample: 'Run, weight, mood',
  unit: 'Unit, if it has one',
  unitExample: 'km, kg',
  kind: 'What you log',
  kinds: { number: 'Numbers', text: 'Words' },
  kindHint: 'It stays as it is. Goals that measure need numbers.',
  source: 'Fed by itself from',
  sourceHint: 'Empty: what you log. A source such as github.commit.push fills it by itself.',
  sourceExample: 'github.commit.push',
  make: 'Make the tracker',
  save: 'Save tracker',
  later: 'Not now',
  gone: 'There is no such tracker. It may belong to another account.',
  failed: 'This tracker cannot be read now. It is safe on your server.',
  archive: 'Archive',
  bringBack: 'Bring back',
  archiveHint: 'Done with it for now? Its logs and what they earned stay.',
  archivedHint: 'In the archive. Its logs and what they earned stay.',
  goals: 'Goals on it',
  noGoals: 'No goal looks at it yet.',
  addGoal: 'Make one',
  jsonOnly: 'Its logs come from elsewhere, as data.',
} as const;

export const logWords = {
  log: (name: string) => `Log ${name}`,
  value: (name: string, unit: string | null) => (unit === null ? name : `${name}, ${unit}`),
  save: 'Log',
  saveOne: (name: string) => `Log ${name}`,
  when: 'When',
  otherTime: 'Another time',
  logs: 'Logs',
  none: 'No logs in the last 90 days.',
  showAll: 'Show older ones',
  takeBack: 'Take back',
  takeBackOne: (value: string, when: string) => `Take back ${value}, ${when}`,
  takeBackTitle: (value: string) => `Take back ${value}`,
  takeBackText: 'It stays to be seen, struck through, and counts for nothing from then on. What it earned stays.',
  reason: 'Why, if you like',
  reasonExample: 'Typed it twice',
  keep: 'Keep it',
  takenBack: 'Taken back',
  sending: 'On its way',
  chart: 'The last 90 days',
  chartSays: (count: number, last: string) => `${count === 1 ? '1 day' : `${count} days`} with a value, last ${last}.`,
  chartNone: 'No numbers in the last 90 days.',
  small: 'Fewer than 14 days: a small sample.',
  date: 'Day',
  number: (unit: string | null) => unit ?? 'Value',
} as const;

/** What became of the last log, in a sentence. */
export const newsSays = ({ kind, value, code, detail }: LogNews): string => {
  if (kind === 'logged') return `Logged ${value}.`;
  if (kind === 'void') return `${value} is taken back.`;
  const why = code === 'amount_invalid' ? 'A number looks like 92.4.' : (detail ?? '');
  return `${value} is not logged. ${why}`.trim();
};

/** What happened, in one line of the feed (api.md, Pet). The voice is DESIGN.md's: short, kind, concrete. */
import type { JsonObject } from '../event.ts';

/** A detail of the event, if it is there and says something. */
const detail = (meta: JsonObject, key: string): string | null => {
  const value = Object.hasOwn(meta, key) ? meta[key] : undefined;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  return typeof value === 'number' ? String(value) : null;
};

/** `octo/api` is called `api`. */
const repository = (meta: JsonObject): string | null => detail(meta, 'repository')?.split('/').at(-1) ?? null;

/** Thousands are grouped by a comma: 10,000. */
export const grouped = (n: number): string => {
  const [whole = '0', places] = String(n).split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return places === undefined ? separated : `${separated}.${places}`;
};

const plural = (n: number, one: string): string => `${grouped(n)} ${n === 1 ? one : `${one}s`}`;

/** `444` minutes are `7 h 24 min`. */
const hours = (minutes: number): string => {
  const [h, min] = [Math.floor(minutes / 60), minutes % 60];
  if (h === 0) return `${min} min`;
  return min === 0 ? `${h} h` : `${h} h ${min} min`;
};

const named = (what: string, meta: JsonObject): string => {
  const title = detail(meta, 'title');
  return title === null ? what : `${what}: ${title}`;
};

const placed = (what: string, joint: string, meta: JsonObject): string => {
  const place = repository(meta);
  return place === null ? what : `${what} ${joint} ${place}`;
};

/** `pull request #12 in api: Add login`, as much of it as is known. */
const numbered = (what: string, meta: JsonObject): string => {
  const number = detail(meta, 'number');
  return named(placed(number === null ? what : `${what} #${number}`, 'in', meta), meta);
};

type Describe = (value: number, meta: JsonObject) => string;

const titles: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  ['commit.push', (n, meta) => placed(plural(n, 'commit'), 'to', meta)],
  ['pull_request.opened', (_, meta) => `Opened ${numbered('pull request', meta)}`],
  ['pull_request.merged', (_, meta) => `Merged ${numbered('pull request', meta)}`],
  ['review.submitted', (_, meta) => `Reviewed ${numbered('pull request', meta)}`],
  ['issue.closed', (_, meta) => `Closed ${numbered('issue', meta)}`],
  [
    'release.published',
    (_, meta) => placed(`Released ${detail(meta, 'tag') ?? detail(meta, 'title') ?? 'a version'}`, 'of', meta),
  ],
  ['steps.recorded', (n) => plural(n, 'step')],
  ['sleep.recorded', (n) => `${hours(n)} of sleep`],
  ['active_minutes.recorded', (n) => plural(n, 'active minute')],
  ['habit.completed', (_, meta) => named('Habit kept', meta)],
  ['behavior.positive', () => 'A good moment, and you noted it'],
  ['behavior.negative', () => 'A hard moment, and you noted it'],
  ['step.passed', (_, meta) => named('Training step tried', meta)],
  ['step.needs_work', (_, meta) => named('Training step tried', meta)],
  ['step.neutral', (_, meta) => named('Training step tried', meta)],
  ['step.completed', (_, meta) => named('Training step completed', meta)],
  ['task.done', (_, meta) => named('Task done', meta)],
  ['problem.resolved', (_, meta) => named('Problem resolved', meta)],
  ['inbox.captured', () => 'A thought captured'],
  ['progress.logged', (_, meta) => named('Progress logged', meta)],
  ['log.recorded', (_, meta) => named('Measurement logged', meta)],
  ['goal.period_met', (_, meta) => named('Goal met', meta)],
  ['goal.milestone_met', (_, meta) => named('Milestone reached', meta)],
  ['goal.completed', (_, meta) => named('Goal reached', meta)],
  ['pet.paused', () => 'Resting began'],
  ['pet.resumed', () => 'Awake again'],
  ['pet.customized', () => 'A new coat'],
]);

/**
 * What happened, in one line: `1 commit to api`. `value` is in units of the type; of `meta` it reads `repository`,
 * `number`, `tag` and `title`. A type it does not know is spelled out.
 */
export const describeEvent = (type: string, value: number, meta: JsonObject): string =>
  titles.get(type)?.(value, meta) ?? type.replaceAll(/[._]+/g, ' ').trim();

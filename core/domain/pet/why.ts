/** Sentences of the feed and the arithmetic behind them (api.md, Pet). Every text follows from the rule table. */
import type { JsonObject } from '../event.ts';
import { categoryPoints, dayXp, taper, typePoints, type DayUnits } from './day-xp.ts';
import { petRules, typeRule, type CategoryName } from './rules.ts';

const text = (meta: JsonObject, key: string): string | null => {
  const value = Object.hasOwn(meta, key) ? meta[key] : undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  return typeof value === 'number' ? String(value) : null;
};

/** `octo/api` is called `api`. */
const repository = (meta: JsonObject): string | null => text(meta, 'repository')?.split('/').at(-1) ?? null;

const numbered = (what: string, meta: JsonObject): string => {
  const number = text(meta, 'number');
  const title = text(meta, 'title');
  const place = repository(meta);
  const name = number === null ? what : `${what} #${number}`;
  if (title !== null) return `${name}: ${title}`;
  return place === null ? name : `${name} in ${place}`;
};

const plural = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** Thousands are grouped by a comma: 10,000. */
const grouped = (n: number): string => {
  const [whole = '0', places] = String(n).split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return places === undefined ? separated : `${separated}.${places}`;
};

const named = (what: string, meta: JsonObject): string => {
  const title = text(meta, 'title');
  return title === null ? what : `${what}: ${title}`;
};

type Describe = (value: number, meta: JsonObject) => string;

const titles: Readonly<Record<string, Describe>> = {
  'commit.push': (n, meta) => {
    const place = repository(meta);
    return place === null ? plural(n, 'commit') : `${plural(n, 'commit')} to ${place}`;
  },
  'pull_request.opened': (_, meta) => `Opened ${numbered('pull request', meta)}`,
  'pull_request.merged': (_, meta) => `Merged ${numbered('pull request', meta)}`,
  'review.submitted': (_, meta) => `Reviewed ${numbered('pull request', meta)}`,
  'issue.closed': (_, meta) => `Closed ${numbered('issue', meta)}`,
  'release.published': (_, meta) => {
    const tag = text(meta, 'tag') ?? text(meta, 'title') ?? 'a release';
    const place = repository(meta);
    return place === null ? `Released ${tag}` : `Released ${tag} of ${place}`;
  },
  'steps.recorded': (n) => plural(n, 'step'),
  'sleep.recorded': (n) => `${plural(n, 'minute')} of sleep`,
  'active_minutes.recorded': (n) => plural(n, 'active minute'),
  'habit.completed': (_, meta) => named('Habit done', meta),
  'behavior.positive': () => 'A good moment, logged',
  'behavior.negative': () => 'A hard moment, logged',
  'step.passed': (_, meta) => named('Training step tried', meta),
  'step.needs_work': (_, meta) => named('Training step tried', meta),
  'step.neutral': (_, meta) => named('Training step tried', meta),
  'step.completed': (_, meta) => named('Training step completed', meta),
  'task.done': (_, meta) => named('Task done', meta),
  'problem.resolved': (_, meta) => named('Problem resolved', meta),
  'inbox.captured': () => 'Something noted',
  'progress.logged': (_, meta) => named('Progress logged', meta),
  'log.recorded': (_, meta) => named('Measurement logged', meta),
  'goal.period_met': (_, meta) => named('Goal met', meta),
  'goal.milestone_met': (_, meta) => named('Milestone reached', meta),
  'goal.completed': (_, meta) => named('Goal reached', meta),
  'pet.paused': () => 'Resting began',
  'pet.resumed': () => 'Awake again',
  'pet.customized': () => 'A new coat',
};

/** What happened, in one line: `1 commit to api`. */
export const describeEvent = (type: string, value: number, meta: JsonObject): string =>
  Object.hasOwn(titles, type) ? (titles[type]?.(value, meta) ?? type) : type.replace('.', ' ').replaceAll('_', ' ');

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'commit.push': ['commit', 'commits'],
  'steps.recorded': ['step', 'steps'],
  'sleep.recorded': ['minute of sleep', 'minutes of sleep'],
  'active_minutes.recorded': ['active minute', 'active minutes'],
};
const things: Readonly<Record<string, string>> = {
  'pull_request.opened': 'an opened pull request',
  'pull_request.merged': 'a merged pull request',
  'review.submitted': 'a review',
  'issue.closed': 'a closed issue',
  'release.published': 'a release',
  'step.passed': 'a try at a training step',
  'step.needs_work': 'a try at a training step',
  'step.neutral': 'a try at a training step',
  'step.completed': 'a completed training step',
  'task.done': 'a task done',
  'problem.resolved': 'a problem resolved',
  'inbox.captured': 'a note',
  'progress.logged': 'progress logged',
  'log.recorded': 'a measurement',
  'goal.period_met': 'a goal met for its period',
  'goal.milestone_met': 'a milestone',
  'goal.completed': 'a goal reached',
};
const categoryNames: Readonly<Record<CategoryName, string>> = {
  dev: 'code',
  health: 'body data',
  habits: 'habits',
  dog: 'moments with your dog',
  planning: 'planning',
  goals: 'goals',
};
const controls: Readonly<Record<string, string>> = {
  'pet.paused': 'Resting is free: the meters stand still',
  'pet.resumed': 'The meters go on where they stood',
  'pet.customized': 'Looks are free',
};

/** What a type pays, in words: `10 XP for each commit`. */
const rate = (type: string): string => {
  const rule = typeRule(type);
  if (!rule) return '';
  const [one, many] = (Object.hasOwn(units, type) ? units[type] : undefined) ?? ['', ''];
  if (one !== '')
    return rule.den === 1 ? `${rule.num} XP for each ${one}` : `${rule.num} XP for ${grouped(rule.den)} ${many}`;
  const thing = Object.hasOwn(things, type) ? things[type] : undefined;
  return thing === undefined ? '1 XP for each point' : `${rule.num} XP for ${thing}`;
};

export interface WhyInput {
  readonly type: string;
  readonly value: number;
  readonly xp: number;
  /** Units of every type on the event's local date, before it. */
  readonly before: DayUnits;
  /** The event was older than the days that still count. */
  readonly late: boolean;
}

/** The numbers between units and XP, for one event (`GET /v1/feed/:event_id/why`). */
export interface Arithmetic {
  readonly units_before: number;
  readonly units_after: number;
  readonly points_before: number;
  readonly points_after: number;
  readonly xp_before: number;
  readonly xp_after: number;
}

const own = (day: DayUnits, type: string): number => (Object.hasOwn(day, type) ? (day[type] ?? 0) : 0);

export const arithmeticOf = ({ type, value, before }: Pick<WhyInput, 'type' | 'value' | 'before'>): Arithmetic => {
  const after = Object.fromEntries([...Object.entries(before), [type, own(before, type) + value]]);
  const category = typeRule(type)?.category;
  return {
    units_before: own(before, type),
    units_after: own(before, type) + value,
    points_before: category ? categoryPoints(before, category) : 0,
    points_after: category ? categoryPoints(after, category) : 0,
    xp_before: dayXp(before),
    xp_after: dayXp(after),
  };
};

/** How much of what it is worth an event was paid, and why. */
const share = (input: WhyInput, category: CategoryName): string => {
  const sums = arithmeticOf(input);
  const { full } = petRules.categories[category];
  const points = sums.points_after - sums.points_before;
  const tapered = taper(sums.points_after, full) - taper(sums.points_before, full);
  if (tapered > input.xp) return 'the day is full, and that is plenty for today';
  if (points === input.xp) return 'counted in full';
  const name = categoryNames[category];
  if (sums.points_before >= 2 * full) return `a very long day of ${name}, counted by a quarter`;
  return sums.points_before >= full ? `a long day of ${name}, counted half` : `the part beyond ${full} counts half`;
};

const nothing = (input: WhyInput): string => {
  const rule = typeRule(input.type);
  if (!rule)
    return Object.hasOwn(controls, input.type)
      ? (controls[input.type] ?? '')
      : 'This kind of event is kept and earns no XP';
  if (input.late) return `Older than ${petRules.lateDays} days: it is kept and earns no XP`;
  const sums = arithmeticOf(input);
  const { full } = petRules.categories[rule.category];
  if (sums.xp_before >= petRules.dayCap) return 'The day is full, and that is plenty for today';
  if (rule.cap !== null && sums.units_before >= rule.cap)
    return `${plural(rule.cap, ...unitOf(input.type))} a day count, and they are counted`;
  if (taper(sums.points_before, full) >= taper(3 * full, full))
    return `A full day of ${categoryNames[rule.category]}, and that is plenty for today`;
  if (typePoints(input.type, sums.units_after) === typePoints(input.type, sums.units_before)) {
    return `${rate(input.type)}: it counts towards the next one`;
  }
  return `A very long day of ${categoryNames[rule.category]}: it counts towards the next XP`;
};

const unitOf = (type: string): readonly [string, string] =>
  (Object.hasOwn(units, type) ? units[type] : undefined) ?? ['unit', 'units'];

/** Why an event earned what it earned, in one line: `10 XP for each commit, counted in full`. */
export const explain = (input: WhyInput): string => {
  const rule = typeRule(input.type);
  if (input.xp === 0 || !rule) return nothing(input);
  return `${rate(input.type)}, ${share(input, rule.category)}`;
};

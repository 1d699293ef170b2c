/** Why an event earned what it earned: the sentence of the feed and the sum behind it (api.md, Pet). Both follow from the rules. */
import { categoryPoints, dayXp, taper, typePoints, type DayUnits } from './day-xp.ts';
import { grouped } from './describe-event.ts';
import { petRules, typeRule, type CategoryName, type TypeRule } from './rules.ts';

export { describeEvent } from './describe-event.ts';

/** How a type is spoken of: what counts one by one, what is a deed of its own, and what brings its own points. */
type Speech =
  { readonly each: string; readonly many: string } | { readonly deed: string } | { readonly valued: string };

const speech: ReadonlyMap<string, Speech> = new Map<string, Speech>([
  ['commit.push', { each: 'commit', many: 'commits' }],
  ['pull_request.opened', { deed: 'an opened pull request' }],
  ['pull_request.merged', { deed: 'a merged pull request' }],
  ['review.submitted', { deed: 'a review' }],
  ['release.published', { deed: 'a release' }],
  ['issue.closed', { deed: 'a closed issue' }],
  ['steps.recorded', { each: 'step', many: 'steps' }],
  ['sleep.recorded', { each: 'minute of sleep', many: 'minutes of sleep' }],
  ['active_minutes.recorded', { each: 'active minute', many: 'active minutes' }],
  ['habit.completed', { valued: 'a habit kept' }],
  ['behavior.positive', { valued: 'a moment noted, good or hard' }],
  ['behavior.negative', { valued: 'a moment noted, good or hard' }],
  ['step.passed', { deed: 'a try at a training step, whatever came of it' }],
  ['step.needs_work', { deed: 'a try at a training step, whatever came of it' }],
  ['step.neutral', { deed: 'a try at a training step, whatever came of it' }],
  ['step.completed', { deed: 'a completed training step' }],
  ['task.done', { deed: 'a task done' }],
  ['problem.resolved', { deed: 'a problem resolved' }],
  ['inbox.captured', { deed: 'a thought captured' }],
  ['progress.logged', { deed: 'progress logged' }],
  ['log.recorded', { deed: 'a measurement logged' }],
  ['goal.period_met', { deed: 'a goal met for its period' }],
  ['goal.milestone_met', { deed: 'a milestone reached' }],
  ['goal.completed', { deed: 'a goal reached' }],
]);

/** What a category is called in a sentence. */
export const categoryWords: Readonly<Record<CategoryName, string>> = {
  dev: 'code',
  health: 'movement and sleep',
  habits: 'habits',
  dog: 'time with your dog',
  planning: 'planning',
  goals: 'goals',
};

const controls: ReadonlyMap<string, string> = new Map([
  ['pet.paused', 'Resting is free: the meters stand still'],
  ['pet.resumed', 'The meters go on where they stood'],
  ['pet.customized', 'Looks are free'],
]);

const PLENTY = 'that is plenty for today';

export interface ScoredUnits {
  readonly type: string;
  /** Units of the type. */
  readonly value: number;
  /** Units of every type on the event's local date that reached the pet before it. */
  readonly before: DayUnits;
  /** It came too late to count (`isLate` of `apply.ts`). */
  readonly late: boolean;
}

/** The numbers between units and XP, before and after one event (`GET /v1/feed/:event_id/why`, `day`). */
export interface Arithmetic {
  readonly units_before: number;
  readonly units_after: number;
  /** Points of the type's category, before the taper. */
  readonly points_before: number;
  readonly points_after: number;
  readonly xp_before: number;
  readonly xp_after: number;
  readonly xp: number;
}

/** The sum that `applyEvent` did for this event. A late event, and a type that earns nothing, leave the day as it was. */
export const arithmetic = ({ type, value, before, late }: ScoredUnits): Arithmetic => {
  const rule = typeRule(type);
  const unitsBefore = Object.hasOwn(before, type) ? (before[type] ?? 0) : 0;
  const unitsAfter = late || rule === null ? unitsBefore : unitsBefore + value;
  const after = { ...before, [type]: unitsAfter };
  const [xpBefore, xpAfter] = [dayXp(before), dayXp(after)];
  return {
    units_before: unitsBefore,
    units_after: unitsAfter,
    points_before: rule === null ? 0 : categoryPoints(before, rule.category),
    points_after: rule === null ? 0 : categoryPoints(after, rule.category),
    xp_before: xpBefore,
    xp_after: xpAfter,
    xp: xpAfter - xpBefore,
  };
};

/** The rule behind a feed line (`GET /v1/feed/:event_id/why`, `rule`). `null` all through for a type that earns nothing. */
export const ruleBehind = (type: string) => {
  const rule = typeRule(type);
  const full = rule === null ? null : petRules.categories[rule.category].full;
  return {
    version: petRules.version,
    type,
    category: rule?.category ?? null,
    num: rule?.num ?? null,
    den: rule?.den ?? null,
    cap: rule?.cap ?? null,
    taper: full === null ? null : { full, half: 2 * full, quarter: 3 * full },
    day_cap: petRules.dayCap,
  };
};

/** What a type pays: `10 XP for each commit`, `1 XP for 200 steps`, `30 XP for a merged pull request`. */
const rate = (type: string, rule: TypeRule, value: number): string => {
  const said = speech.get(type);
  if (said === undefined) return `${rule.num} XP for ${grouped(rule.den)} of ${type}`;
  if ('valued' in said) return `${Math.floor((value * rule.num) / rule.den)} XP for ${said.valued}`;
  if ('deed' in said) return `${rule.num} XP for ${said.deed}`;
  return `${rule.num} XP for ${rule.den === 1 ? `each ${said.each}` : `${grouped(rule.den)} ${said.many}`}`;
};

const within = (from: number, to: number, low: number, high: number): number =>
  Math.max(0, Math.min(to, high) - Math.max(from, low));

/** How the points of a category's long day were paid, part by part. */
const share = (category: CategoryName, before: number, after: number): string => {
  const { full } = petRules.categories[category];
  if (after <= full) return 'counted in full';
  const parts = [
    { points: within(before, after, 0, full), how: 'in full' },
    { points: within(before, after, full, 2 * full), how: 'half' },
    { points: within(before, after, 2 * full, 3 * full), how: 'a quarter' },
  ].filter(({ points }) => points > 0);
  const beyond = after > 3 * full;
  const [one] = parts;
  const paid =
    one && parts.length === 1 && !beyond
      ? `counted ${one.how}`
      : parts.map(({ points, how }) => `${grouped(points)} points ${how}`).join(', ');
  return `a long day of ${categoryWords[category]}: ${beyond ? `${paid}, and ${PLENTY}` : paid}`;
};

/** Why an event that could have earned something did not, kindly. */
const nothingEarned = ({ type, value, late }: ScoredUnits, rule: TypeRule, sum: Arithmetic): string => {
  const { full } = petRules.categories[rule.category];
  if (late) return `Older than ${petRules.lateDays} days: it is kept and earns no XP`;
  if (value === 0) return 'Nothing to count this time';
  if (sum.xp_before >= petRules.dayCap) return `The day is full at ${petRules.dayCap} XP, and ${PLENTY}`;
  if (rule.cap !== null && sum.units_before >= rule.cap) {
    const said = speech.get(type);
    return `${grouped(rule.cap)} ${said && 'many' in said ? said.many : 'units'} count in a day, and ${PLENTY}`;
  }
  if (sum.points_before >= 3 * full) return `A full day of ${categoryWords[rule.category]}, and ${PLENTY}`;
  if (typePoints(type, sum.units_after) === typePoints(type, sum.units_before)) {
    return `${rate(type, rule, value)}: it counts towards the next one`;
  }
  return `A long day of ${categoryWords[rule.category]}: it counts towards the next XP`;
};

/** Why an event earned what it earned, in one line: `10 XP for each commit, counted in full`. Computed from its sum. */
export const explain = (event: ScoredUnits): string => {
  const rule = typeRule(event.type);
  if (rule === null) return controls.get(event.type) ?? 'This kind of event is kept and earns no XP';
  const sum = arithmetic(event);
  if (sum.xp === 0) return nothingEarned(event, rule, sum);
  const capped = rule.cap !== null && sum.units_after > rule.cap ? `, up to ${grouped(rule.cap)} a day` : '';
  const paid = `${rate(event.type, rule, event.value)}${capped}`;
  const { full } = petRules.categories[rule.category];
  const tapered = taper(sum.points_after, full) - taper(sum.points_before, full);
  if (tapered > sum.xp) return `${paid}, until the day was full, and ${PLENTY}`;
  return `${paid}, ${share(rule.category, sum.points_before, sum.points_after)}`;
};

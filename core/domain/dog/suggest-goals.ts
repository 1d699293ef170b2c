/** Which training goal the last two weeks of hard moments speak for (spec 5.6). Nothing of it is stored. */
import type { Instant, JsonObject, LocalDate } from '../event.ts';
import { daysBetween } from '../time/dates.ts';
import { triggerOf } from './context.ts';
import { averageIntensity } from './daily-metrics.ts';
import type { Valence } from './moment.ts';
import { templateListing, templates, type TemplateKey } from './plan/templates.ts';
import { normaliseTag } from './tags.ts';

/** A moment that was not deleted, as it is stored. */
export interface LoggedMoment {
  readonly id: string;
  readonly occurredAt: Instant;
  readonly localDate: LocalDate;
  readonly valence: Valence;
  readonly intensity: number;
  readonly tags: readonly string[];
  readonly context: JsonObject;
}

export interface SuggestedGoal {
  readonly templateKey: TemplateKey;
  readonly title: string;
  readonly reason: {
    readonly kind: 'tag' | 'trigger';
    readonly key: string;
    readonly count: number;
    /** Different dates. */
    readonly days: number;
    /** 1 to 5 with two decimals. */
    readonly avgIntensity: string;
    /** Sum of intensity × (14 − age in days). */
    readonly score: number;
  };
  /** Newest first. */
  readonly eventIds: readonly string[];
}

/** Logical days that are looked at, today among them. */
const WINDOW_DAYS = 14;
const MIN_COUNT = 3;
const MIN_DAYS = 2;
const MAX_SUGGESTIONS = 3;

interface Group {
  readonly kind: 'tag' | 'trigger';
  readonly key: string;
  readonly moments: readonly LoggedMoment[];
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Each tag once, in today's spelling. */
const tagsOf = ({ tags }: LoggedMoment): readonly string[] =>
  [...new Set(tags.map(normaliseTag))].filter((tag) => tag !== '');

/** Values with the moments that have them; a moment may have several. */
const gather = (
  moments: readonly LoggedMoment[],
  keysOf: (moment: LoggedMoment) => readonly string[],
): ReadonlyMap<string, readonly LoggedMoment[]> => {
  const groups = new Map<string, LoggedMoment[]>();
  for (const moment of moments) {
    for (const key of keysOf(moment)) {
      const group = groups.get(key);
      if (group) group.push(moment);
      else groups.set(key, [moment]);
    }
  }
  return groups;
};

const groupsOf = (moments: readonly LoggedMoment[]): readonly Group[] => {
  const triggers = gather(moments, ({ context }) => {
    const trigger = triggerOf(context);
    return trigger === null ? [] : [trigger];
  });
  return [
    ...[...gather(moments, tagsOf)].map(([key, those]): Group => ({ kind: 'tag', key, moments: those })),
    ...[...triggers].map(([key, those]): Group => ({ kind: 'trigger', key, moments: those })),
  ];
};

/** The template that lists the key or, for a trigger, its most frequent tag that one lists; `null`: none. */
const templateOf = ({ kind, key, moments }: Group): TemplateKey | null => {
  const listed = templateListing(key);
  if (listed !== null || kind === 'tag') return listed;
  const [tag] = [...gather(moments, tagsOf)]
    .filter(([name]) => templateListing(name) !== null)
    .sort(([a, those], [b, others]) => others.length - those.length || byCodeUnit(a, b));
  return tag === undefined ? null : templateListing(tag[0]);
};

const daysOf = (moments: readonly LoggedMoment[]): number => new Set(moments.map(({ localDate }) => localDate)).size;

/** Once is an event, and one bad day is one bad day. */
const isPattern = ({ moments }: Group): boolean => moments.length >= MIN_COUNT && daysOf(moments) >= MIN_DAYS;

const newestFirst = (a: LoggedMoment, b: LoggedMoment): number =>
  Date.parse(b.occurredAt) - Date.parse(a.occurredAt) || byCodeUnit(a.id, b.id);

const reasonOf = ({ kind, key, moments }: Group, today: LocalDate): SuggestedGoal['reason'] => ({
  kind,
  key,
  count: moments.length,
  days: daysOf(moments),
  avgIntensity: averageIntensity(moments.map(({ intensity }) => intensity)),
  score: moments.reduce(
    (sum, { intensity, localDate }) => sum + intensity * (WINDOW_DAYS - daysBetween(localDate, today)),
    0,
  ),
});

const strongestFirst = ({ reason: a }: SuggestedGoal, { reason: b }: SuggestedGoal): number =>
  b.score - a.score || b.count - a.count || byCodeUnit(a.key, b.key) || byCodeUnit(a.kind, b.kind);

/**
 * At most three goals, the strongest reason first, one for each template. `today` is the user's logical date; `openKeys` are
 * the templates of goals that are draft, active or paused (`meta.template_key`). Moments of any age, in any order.
 */
export const suggestGoals = (
  moments: readonly LoggedMoment[],
  openKeys: readonly string[],
  today: LocalDate,
): readonly SuggestedGoal[] => {
  const hard = moments.filter(({ valence, localDate }) => {
    const age = daysBetween(localDate, today);
    return valence === 'negative' && age >= 0 && age < WINDOW_DAYS;
  });
  const taken = new Set(openKeys);
  const found = groupsOf(hard)
    .filter(isPattern)
    .flatMap((group): readonly SuggestedGoal[] => {
      const templateKey = templateOf(group);
      if (templateKey === null || taken.has(templateKey)) return [];
      const eventIds = [...group.moments].sort(newestFirst).map(({ id }) => id);
      return [{ templateKey, title: templates[templateKey].title, reason: reasonOf(group, today), eventIds }];
    })
    .sort(strongestFirst);
  const first = found.filter(
    ({ templateKey }, index) => found.findIndex((g) => g.templateKey === templateKey) === index,
  );
  return first.slice(0, MAX_SUGGESTIONS);
};

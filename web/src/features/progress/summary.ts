/** What the Progress page shows, from the rollup's rows. Pure. */
import type { ActivityDay } from '#core/contract/insight.ts';
import { levelOf } from '#core/domain/pet/levels.ts';
import { typeRule, type CategoryName } from '#core/domain/pet/rules.ts';
import { groupNames, unitWords } from './words.ts';
import { sourceName } from '../../ui/words.ts';
import { datesBetween } from '../../ui/year-grid.ts';

/** Code and body come from many places and are told apart by them; the rest is the owner's own. */
export interface Group {
  readonly key: string;
  readonly category: CategoryName | 'other';
  readonly label: string;
  /** `41 commits, 6 reviews` */
  readonly units: string;
  readonly xp: number;
}

export interface Day {
  readonly date: string;
  readonly xp: number;
}

/** A day with what each group gave it, in the order of the span's groups. */
export interface StackedDay extends Day {
  readonly parts: readonly { readonly key: string; readonly xp: number }[];
}

/** The rows of one span and its days, of which those without XP hold 0. */
export interface Span {
  readonly days: readonly StackedDay[];
  readonly groups: readonly Group[];
  readonly xp: number;
  readonly activeDays: number;
  readonly best: Day | null;
}

const keyOf = ({ type, source }: ActivityDay): { key: string; category: Group['category']; label: string } => {
  const category = typeRule(type)?.category ?? 'other';
  const own = groupNames[category];
  return own === null
    ? { key: `${category} ${source}`, category, label: sourceName(source) }
    : { key: category, category, label: own };
};

const MOST_UNITS = 2;

/** A kept habit and a moment are one each, whatever they were worth (spec 4.4, 4.5): their values are no number of anything. */
export const isWorth = (type: string): boolean => type === 'habit.completed' || type.startsWith('behavior.');
const amountOf = ({ type, count, value }: ActivityDay): number => (isWorth(type) ? count : Number(value));

const unitsOf = (values: ReadonlyMap<string, { value: number; xp: number }>): string =>
  [...values]
    .sort(([, a], [, b]) => b.xp - a.xp)
    .slice(0, MOST_UNITS)
    .map(([type, { value }]) => unitWords(type, value))
    .join(', ');

const groupsOf = (items: readonly ActivityDay[]): readonly Group[] => {
  const groups = new Map<
    string,
    { group: Omit<Group, 'units' | 'xp'>; values: Map<string, { value: number; xp: number }> }
  >();
  for (const item of items) {
    const { key, ...rest } = keyOf(item);
    const known = groups.get(key) ?? { group: { key, ...rest }, values: new Map() };
    const before = known.values.get(item.type) ?? { value: 0, xp: 0 };
    known.values.set(item.type, { value: before.value + amountOf(item), xp: before.xp + item.xp });
    groups.set(key, known);
  }
  return [...groups.values()]
    .map(({ group, values }) => ({
      ...group,
      units: unitsOf(values),
      xp: [...values.values()].reduce((sum, { xp }) => sum + xp, 0),
    }))
    .sort((a, b) => b.xp - a.xp || a.label.localeCompare(b.label));
};

/** What happened from `from` to `to`, both counted. */
export const spanOf = (items: readonly ActivityDay[], from: string, to: string): Span => {
  const inside = items.filter(({ date }) => date >= from && date <= to);
  const groups = groupsOf(inside);
  const xpOf = new Map<string, number>();
  for (const item of inside) {
    const place = `${item.date} ${keyOf(item).key}`;
    xpOf.set(place, (xpOf.get(place) ?? 0) + item.xp);
  }
  const days = datesBetween(from, to).map((date) => {
    const parts = groups.map(({ key }) => ({ key, xp: xpOf.get(`${date} ${key}`) ?? 0 })).filter((part) => part.xp > 0);
    return { date, parts, xp: parts.reduce((sum, part) => sum + part.xp, 0) };
  });
  const active = days.filter(({ xp }) => xp > 0);
  return {
    days,
    groups,
    xp: active.reduce((sum, { xp }) => sum + xp, 0),
    activeDays: active.length,
    best: active.reduce<Day | null>((best, day) => (best === null || day.xp > best.xp ? day : best), null),
  };
};

/** The level at the end of each day, given the XP earned before the first. */
export const levelsOver = (days: readonly Day[], xpBefore: number): readonly { date: string; level: number }[] => {
  let xp = xpBefore;
  let level = levelOf(xp);
  return days.map((day) => {
    xp += day.xp;
    level = levelOf(xp, level);
    return { date: day.date, level };
  });
};

/** XP of each month, newest first. `month`: `2026-03`. */
export const monthsOf = (days: readonly Day[]): readonly { readonly month: string; readonly xp: number }[] => {
  const months = new Map<string, number>();
  for (const { date, xp } of days) months.set(date.slice(0, 7), (months.get(date.slice(0, 7)) ?? 0) + xp);
  return [...months].map(([month, xp]) => ({ month, xp })).reverse();
};

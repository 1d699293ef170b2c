/** XP of a day from its units (spec 4.4). Integers only, so that a replay elsewhere is bit-identical. */
import { petRules, typeRule, type CategoryName } from './rules.ts';

/** Units of each event type on one local date. */
export type DayUnits = Readonly<Record<string, number>>;

/** Points of one type for the day's `units`. */
export const typePoints = (type: string, units: number): number => {
  const rule = typeRule(type);
  if (!rule) return 0;
  const counted = rule.cap === null ? units : Math.min(units, rule.cap);
  return Math.floor((counted * rule.num) / rule.den);
};

/** The first `full` points in full, as many again half, as many again a quarter, the rest nothing. */
export const taper = (points: number, full: number): number =>
  Math.min(points, full) +
  Math.floor(Math.min(Math.max(points - full, 0), full) / 2) +
  Math.floor(Math.min(Math.max(points - 2 * full, 0), full) / 4);

/** Points of one category on a day, before the taper. */
export const categoryPoints = (units: DayUnits, category: CategoryName): number => {
  let points = 0;
  for (const type of Object.keys(units)) {
    if (typeRule(type)?.category === category) points += typePoints(type, units[type] ?? 0);
  }
  return points;
};

const CATEGORIES = Object.keys(petRules.categories) as CategoryName[];

/** XP of a day: tapered by category, full at the day's cap. */
export const dayXp = (units: DayUnits): number => {
  const points: Partial<Record<CategoryName, number>> = {};
  for (const type of Object.keys(units)) {
    const category = typeRule(type)?.category;
    if (category) points[category] = (points[category] ?? 0) + typePoints(type, units[type] ?? 0);
  }
  let xp = 0;
  for (const category of CATEGORIES) xp += taper(points[category] ?? 0, petRules.categories[category].full);
  return Math.min(petRules.dayCap, xp);
};

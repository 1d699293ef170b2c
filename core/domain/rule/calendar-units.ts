/** Days, weeks, months and years as numbers of days since 1970-01-01, without a zone (spec 1.2). */
import type { LocalDate } from '../event.ts';

export type CalendarUnit = 'd' | 'w' | 'm' | 'y';

const DAY_MS = 86_400_000;
const MONTHS = 12;

export const dateOf = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

const dayFrom = (year: number, month: number, dayOfMonth: number): number =>
  // Unlike Date.UTC, it takes the years 0 to 99 as they are.
  new Date(0).setUTCFullYear(year, month, dayOfMonth) / DAY_MS;

/** Months since year 0. */
const monthOf = (day: number): number => {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * MONTHS + date.getUTCMonth();
};

const addMonths = (day: number, count: number): number => {
  const month = monthOf(day) + count;
  const lastOfMonth = dayFrom(0, month + 1, 0);
  return Math.min(dayFrom(0, month, 1) + new Date(day * DAY_MS).getUTCDate() - 1, lastOfMonth);
};

/** `count` units after `day`; the end of a shorter month clamps. */
export const addUnits = (day: number, count: number, unit: CalendarUnit): number => {
  switch (unit) {
    case 'd':
      return day + count;
    case 'w':
      return day + 7 * count;
    case 'm':
      return addMonths(day, count);
    case 'y':
      return addMonths(day, MONTHS * count);
  }
};

/** Units from `a` to `b`, within one of what `addUnits` takes: a first guess. */
export const roughUnits = (a: number, b: number, unit: CalendarUnit): number => {
  switch (unit) {
    case 'd':
      return b - a;
    case 'w':
      return (b - a) / 7;
    case 'm':
      return monthOf(b) - monthOf(a);
    case 'y':
      return (monthOf(b) - monthOf(a)) / MONTHS;
  }
};

/** The first day of the unit that contains `day`. `weekStart` is ISO: 1 Monday to 7 Sunday. */
export const unitStart = (day: number, unit: CalendarUnit, weekStart: number): number => {
  switch (unit) {
    case 'd':
      return day;
    case 'w':
      // 1970-01-01 was a Thursday, the fourth day.
      return day - ((((day + 4 - weekStart) % 7) + 7) % 7);
    case 'm':
      return dayFrom(0, monthOf(day), 1);
    case 'y':
      return dayFrom(Math.floor(monthOf(day) / MONTHS), 0, 1);
  }
};

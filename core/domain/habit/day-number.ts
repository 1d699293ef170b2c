/** Days as whole numbers, 0 is 1970-01-01: what a judge walks over, so that it adds and compares and never parses a date. */
import type { LocalDate } from '../event.ts';
import { addDays, daysBetween } from '../time/dates.ts';

const EPOCH = '1970-01-01';

export const toDay = (date: LocalDate): number => daysBetween(EPOCH, date);

export const toDate = (day: number): LocalDate => addDays(EPOCH, day);

/** The remainder that is never negative. */
export const floorMod = (n: number, size: number): number => ((n % size) + size) % size;

/** ISO: 1 Monday to 7 Sunday. Day 0 was a Thursday. */
export const isoWeekday = (day: number): number => floorMod(day + 3, 7) + 1;

/** The first day of the week of `day`, when weeks start on the ISO weekday `weekStart`. */
export const weekStartOf = (day: number, weekStart: number): number => day - floorMod(isoWeekday(day) - weekStart, 7);

/** The first of the month of `day`. */
export const monthStartOf = (day: number): number => toDay(`${toDate(day).slice(0, 7)}-01`);

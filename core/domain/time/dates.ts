/** Calendar dates without a zone (spec 0.4). Read as midnights in UTC, where every day is as long. Years 0000 to 9999. */
import type { LocalDate } from '../event.ts';

const DAY_MS = 86_400_000;

/** `n` days after `date`; `n` may be negative. */
export const addDays = (date: LocalDate, n: number): LocalDate =>
  new Date(Date.parse(date) + n * DAY_MS).toISOString().slice(0, 10);

/** Days from `a` to `b`: 1 when `b` is the day after `a`. */
export const daysBetween = (a: LocalDate, b: LocalDate): number => (Date.parse(b) - Date.parse(a)) / DAY_MS;

/** Users begin their day when they like: what depends on dates is tested for each of these (spec 00). */
import type { Instant } from '#core/domain/event.ts';

export const DAY_STARTS = [0, 4, 12] as const;

const HOUR_MS = 3_600_000;

/** The instant that has the place in a day starting at `dayStartHour` that `at` has in a day starting at midnight. */
export const inDayOf = (dayStartHour: number, at: Instant): Instant =>
  new Date(Date.parse(at) + dayStartHour * HOUR_MS).toISOString();

/** Occurrences of a recurrence rule with the days around them that count, and how often they come (spec 2.3, 2.5). */
import type { LocalDate } from '../event.ts';
import { toDay } from './day-number.ts';
import type { RruleRules } from './rhythm.ts';
import { rruleEnd } from './rrule-text.ts';
import { occurrencesWithin } from './rrule.ts';
import type { PerDay, Span } from './unit.ts';

/**
 * The windows that end on `from` or later and begin on `through` or earlier:
 * `[max(o − early, previous o + 1), min(o + grace, max(next o − early, o + 1) − 1)]`. They never overlap (vector H66).
 */
export const occurrenceWindows = (
  { rrule, earlyDays: early = 0, graceDays: grace = 0 }: RruleRules,
  startsOn: LocalDate,
  from: number,
  through: number,
): readonly Span[] => {
  // A window reaches as far as its neighbours let it, so these are needed too.
  const days = occurrencesWithin(rrule, startsOn, from - grace - early, through + early + grace + early);
  const windows = days.map((on, index) => ({
    on,
    start: Math.max(on - early, (days[index - 1] ?? -Infinity) + 1),
    end: Math.min(on + grace, Math.max((days[index + 1] ?? Infinity) - early, on + 1) - 1),
  }));
  return windows.filter(({ start, end }) => end >= from && start <= through);
};

const YEAR = 365;

/** Occurrences a day over the rule's own span, within its first 365 days; at least one in 365 (spec 2.5). */
export const occurrenceFrequency = (rrule: string, startsOn: LocalDate): PerDay => {
  const first = toDay(startsOn);
  const days = occurrencesWithin(rrule, startsOn, first, first + YEAR - 1);
  const { count, until } = rruleEnd(rrule);
  const ends = [first + YEAR - 1];
  if (until !== null) ends.push(toDay(until));
  if (days.length === count) ends.push(days.at(-1) ?? first);
  return days.length === 0 ? { num: 1, den: YEAR } : { num: days.length, den: Math.min(...ends) - first + 1 };
};

/** Expansion of a stored recurrence rule (spec 2.2). The only file that loads the library. */
import { RRuleTemporal } from 'rrule-temporal';
import type { LocalDate } from '../event.ts';
import type { DayList } from './day-list.ts';
import { toDay } from './day-number.ts';

const DAY_MS = 86_400_000;

const midnight = (day: number): Date => new Date(day * DAY_MS);

/**
 * The occurrences from day `from` through day `through`, ascending. DTSTART is midnight in UTC of `startsOn`, so there
 * is none before it and clocks that change cannot matter.
 */
export const occurrencesWithin = (rrule: string, startsOn: LocalDate, from: number, through: number): DayList => {
  const rule = new RRuleTemporal({
    rruleString: `DTSTART:${startsOn.replaceAll('-', '')}T000000Z\nRRULE:${rrule}`,
    // The library gives up after 10,000 steps; here the stretch is the limit, and a rule need not have an occurrence.
    maxIterations: Number.MAX_SAFE_INTEGER,
  });
  // Always from its start: asked from the middle, the library (2.2.8) takes what a rule leaves open, such as the weekday
  // of BYWEEKNO, from there, and a past occurrence would move with today.
  const days = rule.between(midnight(toDay(startsOn)), midnight(through), true);
  return days.map(({ epochMilliseconds }) => epochMilliseconds / DAY_MS).filter((day) => day >= from);
};

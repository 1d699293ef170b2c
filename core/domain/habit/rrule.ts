/** Expansion of a stored recurrence rule (spec 2.2). The only file that loads the library. */
import { RRuleTemporal } from 'rrule-temporal';
import type { LocalDate } from '../event.ts';
import type { DayList } from './day-list.ts';

const DAY_MS = 86_400_000;

const midnight = (day: number): Date => new Date(day * DAY_MS);

/**
 * The occurrences from day `from` through day `through`, ascending. DTSTART is midnight in UTC of `startsOn`, so there
 * is none before it and clocks that change cannot matter. Always asked for a stretch: a rule such as 30 February has no
 * occurrence and no end.
 */
export const occurrencesWithin = (rrule: string, startsOn: LocalDate, from: number, through: number): DayList =>
  new RRuleTemporal({
    rruleString: `DTSTART:${startsOn.replaceAll('-', '')}T000000Z\nRRULE:${rrule}`,
    // The library gives up after 10,000 steps; the stretch is the limit here.
    maxIterations: Number.MAX_SAFE_INTEGER,
  })
    .between(midnight(from), midnight(through), true)
    .map(({ epochMilliseconds }) => epochMilliseconds / DAY_MS);

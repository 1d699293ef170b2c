/** Days that travel or a zone's own history made short (spec 0.4): they never break a streak. */
import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from '../event.ts';
import { realHours, type Calendar } from './calendar.ts';
import { addDays } from './dates.ts';

/** A day with less real time than this is short. */
const SHORT_HOURS = 12;
const HOUR_NS = 3_600_000_000_000;
const LAST = '9999-12-30';

const dateIn = (at: Temporal.Instant, timezone: string): LocalDate =>
  at.toZonedDateTimeISO(timezone).toPlainDate().toString();

/** Instants at which the clock of a zone jumps by hours enough to take most of a day away, within [from, to]. */
const greatJumps = function* (timezone: string, from: LocalDate, to: LocalDate): Generator<Temporal.Instant> {
  let at = Temporal.PlainDate.from(from).toZonedDateTime(timezone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.toPlainDate().toString() > addDays(to, 1)) return;
    if (next.offsetNanoseconds - next.subtract({ nanoseconds: 1 }).offsetNanoseconds >= SHORT_HOURS * HOUR_NS) {
      yield next.toInstant();
    }
    at = next;
  }
};

/**
 * Logical dates in [from, to] whose real time, over all segments of the calendar, is below 12 hours, ascending. Asks only
 * about days beside a change of the calendar or a great jump of a zone: on all others a day is about as long as ever.
 */
export const shortDays = (calendar: Calendar, from: LocalDate, to: LocalDate): readonly LocalDate[] => {
  if (to < from || to > LAST) return [];
  const candidates = new Set<LocalDate>();
  const askAround = (at: Temporal.Instant, timezone: string): void => {
    for (let n = -2; n <= 2; n += 1) candidates.add(addDays(dateIn(at, timezone), n));
  };
  calendar.forEach(({ effectiveAt, timezone }, index) => {
    if (effectiveAt !== null) {
      const at = Temporal.Instant.from(effectiveAt);
      askAround(at, timezone);
      askAround(at, calendar[index - 1]?.timezone ?? timezone);
    }
    for (const jump of greatJumps(timezone, from, to)) askAround(jump, timezone);
  });
  return [...candidates].filter((date) => date >= from && date <= to && realHours(calendar, date) < SHORT_HOURS).sort();
};

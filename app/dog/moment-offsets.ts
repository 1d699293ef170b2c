/** How far the user's clock was from UTC, when: the app says it, since PostgreSQL must not reckon with zones (spec 0.4). Pure. */
import { Temporal } from 'temporal-polyfill';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import type { Calendar } from '#core/domain/time/calendar.ts';
import { addDays } from '#core/domain/time/dates.ts';

/** Time during which the user's clock was not changed, [from, until). */
export interface OffsetSpan {
  readonly from: Instant;
  readonly until: Instant;
  /** Seconds that their clock is ahead of UTC. */
  readonly seconds: number;
}

/** Days start up to 12 hours late, and zones are less than a day from UTC. */
const MARGIN_DAYS = 3;

const inZone = (fromMs: number, untilMs: number, timezone: string): readonly OffsetSpan[] => {
  const spans: OffsetSpan[] = [];
  for (let at = fromMs; at < untilMs;) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
    const change = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? untilMs;
    const until = Math.min(change, untilMs);
    const seconds = Math.round(zoned.offsetNanoseconds / 1e9);
    spans.push({ from: new Date(at).toISOString(), until: new Date(until).toISOString(), seconds });
    at = until;
  }
  return spans;
};

/** All spans that what counts for the days from `from` through `to` can lie in, in order, without gaps. */
export const offsetSpans = (calendar: Calendar, from: LocalDate, to: LocalDate): readonly OffsetSpan[] => {
  const first = Date.parse(addDays(from, -MARGIN_DAYS));
  const last = Date.parse(addDays(to, MARGIN_DAYS));
  return calendar.flatMap(({ effectiveAt, timezone }, index) => {
    const next = calendar[index + 1]?.effectiveAt ?? null;
    const starts = effectiveAt === null ? first : Math.max(first, Date.parse(effectiveAt));
    const ends = next === null ? last : Math.min(last, Date.parse(next));
    return inZone(starts, ends, timezone);
  });
};

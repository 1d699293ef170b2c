/**
 * Wall clocks and instants of a zone (spec 0.4) for whoever asks for years of days at once: the same answers as
 * `core/domain/time/day.ts`, from a zone's offsets that are looked up once for each stretch of time.
 */
import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;

/** Time during which a zone's clock is not changed. Epoch milliseconds, [from, until). */
interface Span {
  readonly from: number;
  readonly until: number;
  /** Milliseconds that the wall clock is ahead of UTC. */
  readonly offset: number;
}

/** About 400 days. Below the 3 years within which the polyfill finds every change whatever the time of asking. */
const STRETCH_MS = 2 ** 35;

/** A pure memo, bounded so that it never grows for ever. */
const stretches = new Map<string, readonly Span[]>();
const MAX_STRETCHES = 5_000;

const spansFrom = (from: number, timezone: string): readonly Span[] => {
  const until = from + STRETCH_MS;
  const spans: Span[] = [];
  for (let at = from; at < until;) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
    const change = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? until;
    spans.push({ from: at, until: Math.min(change, until), offset: zoned.offsetNanoseconds / 1e6 });
    at = change;
  }
  return spans;
};

const spanAt = (at: number, timezone: string): Span => {
  const stretch = Math.floor(at / STRETCH_MS);
  const key = `${timezone} ${stretch}`;
  let spans = stretches.get(key);
  if (!spans) {
    spans = spansFrom(stretch * STRETCH_MS, timezone);
    if (stretches.size >= MAX_STRETCHES) stretches.clear();
    stretches.set(key, spans);
  }
  const span = spans.find(({ until }) => at < until);
  if (!span) throw new RangeError(`${at} is no instant`);
  return span;
};

/** What the wall clock shows at an instant, as epoch milliseconds of the same time in UTC. */
export const wallClock = (at: number, timezone: string): number => at + spanAt(at, timezone).offset;

/**
 * The first instant at which the wall clock shows `wall`. A time that the zone skips is moved forward by the length of
 * the gap (Temporal's `compatible`), or to the end of the gap: the first instant of a date whose midnight is skipped.
 */
export const instantOf = (wall: number, timezone: string, skipped: 'forward' | 'gap-end'): number => {
  // No zone was ever a whole day from UTC.
  let span = spanAt(wall - DAY_MS, timezone);
  while (wall - span.offset >= span.until) {
    const next = spanAt(span.until, timezone);
    if (wall - next.offset < next.from) return skipped === 'forward' ? wall - span.offset : next.from;
    span = next;
  }
  return wall - span.offset;
};

/** The instant at which a logical day starts (spec 0.4). `day` counts from 1970-01-01. */
export const dayStartOf = (day: number, timezone: string, dayStartHour: number): number =>
  instantOf(day * DAY_MS + dayStartHour * 3_600_000, timezone, dayStartHour === 0 ? 'gap-end' : 'forward');

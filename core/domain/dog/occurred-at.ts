/** When a moment happened, as a device says it (spec 5.1). */
import type { Instant } from '../event.ts';
import { faultAt, type Read } from './faults.ts';

/** RFC 3339 with an offset; without one it would be read in the zone of this process. */
const WITH_OFFSET = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
/** As the dates of a life elsewhere: earlier ones are slips of a finger. */
const EARLIEST: Instant = '1900-01-01T00:00:00.000Z';
/** Clocks of devices run ahead a little. */
const AHEAD_MAX_MS = 5 * 60 * 1000;

/** Epoch milliseconds, `NaN` for what is no time. `Date.parse` alone would take 30 February for 2 March. */
const parsed = (text: string): number => {
  const date = WITH_OFFSET.exec(text)?.[1];
  const midnight = date === undefined ? NaN : Date.parse(date);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return NaN;
  return Date.parse(text);
};

/**
 * The instant, in UTC with milliseconds. Faults of `occurred_at` are `validation_failed` for what is no RFC 3339 instant
 * from 1900 on, and `future_date` for one more than 5 minutes after `now`.
 */
export const readOccurredAt = (sent: unknown, now: Instant): Read<Instant> => {
  const at = typeof sent === 'string' ? parsed(sent) : NaN;
  if (Number.isNaN(at) || at < Date.parse(EARLIEST)) {
    const message = 'This must be an instant such as 2026-03-02T09:00:00Z, from 1900 on.';
    return { value: EARLIEST, faults: [faultAt('occurred_at', message)] };
  }
  const value = new Date(at).toISOString();
  if (at - Date.parse(now) <= AHEAD_MAX_MS) return { value, faults: [] };
  return { value, faults: [faultAt('occurred_at', `${value} is still to come.`, 'future_date')] };
};

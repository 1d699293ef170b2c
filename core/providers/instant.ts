import type { Instant } from '../domain/event.ts';

/** Date, time and offset: a time without an offset would be read in the zone of this process. */
const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** A provider's time as an instant; `fallback` (the arrival) when it is missing or cannot be read. */
export const instantOr = (text: string | null | undefined, fallback: Instant): Instant => {
  if (text == null || !WITH_OFFSET.test(text)) return fallback;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? fallback : new Date(ms).toISOString();
};

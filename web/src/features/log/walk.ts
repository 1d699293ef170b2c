/** What belongs to the walk that is under way, and what came before it by day. Pure. */
import type { Moment } from '../../state/moment-versions.ts';
import { dayIn } from '../../ui/far-date.ts';

const MINUTE_MS = 60_000;
/** After so long without a moment, the next one is another walk. */
const GAP_MS = 90 * MINUTE_MS;

const at = ({ occurredAt }: Moment): number => Date.parse(occurredAt);

/**
 * The moments since the last gap of 90 minutes, the time until now counted as one. `moments` latest first; `nowMs`: epoch
 * milliseconds. What lies ahead (a clock that is wrong) is of now.
 */
export const walkOf = (moments: readonly Moment[], nowMs: number): readonly Moment[] => {
  let later = nowMs;
  const end = moments.findIndex((moment) => {
    const isGap = later - at(moment) > GAP_MS;
    later = Math.min(later, at(moment));
    return isGap;
  });
  return end < 0 ? moments : moments.slice(0, end);
};

/** Whole minutes since the walk's first moment; `null`: there is no walk. */
export const walkMinutes = (walk: readonly Moment[], nowMs: number): number | null => {
  const first = walk.at(-1);
  return first ? Math.max(0, Math.floor((nowMs - at(first)) / MINUTE_MS)) : null;
};

export interface Day {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly moments: readonly Moment[];
}

/** By the user's day, in the order given. The server's word for the day stands; without it, the zone's. */
export const byDay = (moments: readonly Moment[], timezone: string, dayStartHour: number): readonly Day[] => {
  const days = new Map<string, Moment[]>();
  for (const moment of moments) {
    const date = moment.localDate ?? dayIn(moment.occurredAt, timezone, dayStartHour);
    days.set(date, [...(days.get(date) ?? []), moment]);
  }
  return [...days].map(([date, of]) => ({ date, moments: of }));
};

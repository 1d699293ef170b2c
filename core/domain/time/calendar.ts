/** A user's calendar: which zone and day start were in force when. Logical days never move afterwards (spec 0.4). */
import type { Instant, LocalDate } from '../event.ts';
import { addDays } from './dates.ts';
import { dayStartMs, logicalDateIn } from './day.ts';

export interface CalendarSegment {
  /** From when it holds; `null`: since ever. */
  readonly effectiveAt: Instant | null;
  /** IANA zone. */
  readonly timezone: string;
  /** 0 to 12: the hour at which a new day begins. */
  readonly dayStartHour: number;
  /** ISO: 1 Monday to 7 Sunday. */
  readonly weekStart: number;
}

/** Ascending by `effectiveAt`; the first segment holds since ever. */
export type Calendar = readonly CalendarSegment[];

/** The segment in force at `at`: the last one with `effectiveAt <= at`. @throws {Error} for an empty calendar. */
export const segmentAt = (calendar: Calendar, at: Instant): CalendarSegment => {
  const atMs = Date.parse(at);
  const segment = calendar.findLast(({ effectiveAt }) => effectiveAt === null || Date.parse(effectiveAt) <= atMs);
  if (!segment) throw new Error('a calendar begins with a segment that holds since ever');
  return segment;
};

interface Day {
  readonly date: LocalDate;
  /** Epoch milliseconds: the day is [from, until). */
  readonly from: number;
  readonly until: number;
}

/**
 * Days already worked out, for each zone and day start. A pure memo: a drain asks for the same few days thousands of
 * times, and zone arithmetic costs a tenth of a millisecond. Bounded, so that it never grows for ever.
 */
const knownDays = new Map<string, Day[]>();
const MAX_CALENDARS = 2_000;
const MAX_DAYS = 16;

const dayAt = (atMs: number, timezone: string, dayStartHour: number): Day => {
  const key = `${timezone} ${dayStartHour}`;
  const known = knownDays.get(key) ?? [];
  const found = known.find(({ from, until }) => from <= atMs && atMs < until);
  if (found) return found;
  const date = logicalDateIn(atMs, timezone, dayStartHour);
  const day = {
    date,
    from: dayStartMs(date, timezone, dayStartHour),
    until: dayStartMs(addDays(date, 1), timezone, dayStartHour),
  };
  if (knownDays.size >= MAX_CALENDARS) knownDays.clear();
  knownDays.set(key, [day, ...known.slice(0, MAX_DAYS - 1)]);
  return day;
};

/** The logical date at `at` in the segment in force then (spec 0.4, vectors T). */
export const logicalDate = (calendar: Calendar, at: Instant): LocalDate => {
  const { timezone, dayStartHour } = segmentAt(calendar, at);
  return dayAt(Date.parse(at), timezone, dayStartHour).date;
};

const HOUR_MS = 60 * 60 * 1000;

/**
 * Hours of real time during which the logical date was `date`, over all segments. Below 12 it is a short day, which
 * never breaks a streak (spec 0.4, vectors R).
 */
export const realHours = (calendar: Calendar, date: LocalDate): number => {
  let total = 0;
  calendar.forEach((segment, index) => {
    const next = calendar[index + 1];
    const from = segment.effectiveAt === null ? -Infinity : Date.parse(segment.effectiveAt);
    const until = next?.effectiveAt == null ? Infinity : Date.parse(next.effectiveAt);
    const starts = dayStartMs(date, segment.timezone, segment.dayStartHour);
    const ends = dayStartMs(addDays(date, 1), segment.timezone, segment.dayStartHour);
    total += Math.max(0, Math.min(ends, until) - Math.max(starts, from));
  });
  return total / HOUR_MS;
};

/** A user's calendar: which zone and day start were in force when. Logical days never move afterwards (spec 0.4). */
import type { Instant, LocalDate } from '../event.ts';
import { addDays, dayStartMs, logicalDateIn } from './day.ts';

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
  readonly from: number;
  readonly until: number;
}

/** The last day asked for in each zone and hour: a drain asks for the same day thousands of times in a row. */
const lastDay = new Map<string, Day>();
const REMEMBERED_ZONES = 2_000;

/** The logical date at `at` in the segment in force then (spec 0.4, vectors T). */
export const logicalDate = (calendar: Calendar, at: Instant): LocalDate => {
  const { timezone, dayStartHour } = segmentAt(calendar, at);
  const atMs = Date.parse(at);
  const key = `${timezone} ${dayStartHour}`;
  const last = lastDay.get(key);
  if (last && last.from <= atMs && atMs < last.until) return last.date;
  const date = logicalDateIn(atMs, timezone, dayStartHour);
  if (lastDay.size > REMEMBERED_ZONES) lastDay.clear();
  lastDay.set(key, {
    date,
    from: dayStartMs(date, timezone, dayStartHour),
    until: dayStartMs(addDays(date, 1), timezone, dayStartHour),
  });
  return date;
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

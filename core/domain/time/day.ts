/** Calendar days in a zone (spec 0.4). No offset is ever stored and no hours are subtracted from instants. */
import { Temporal } from 'temporal-polyfill';
import type { Instant, LocalDate } from '../event.ts';

/** Whether `name` is an IANA time zone this runtime knows. Offsets such as `+02:00` are no zones: they have no rules. */
export const isTimezone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
};

/**
 * The instant, in epoch milliseconds, at which logical `date` starts in `timezone` when days start at `dayStartHour`.
 * At hour 0 it is the first instant of the date (not always 00:00); else a gap moves it forward and an overlap takes the first.
 */
export const dayStartMs = (date: LocalDate, timezone: string, dayStartHour: number): number => {
  const day = Temporal.PlainDate.from(date);
  const start =
    dayStartHour === 0
      ? day.toZonedDateTime(timezone)
      : day.toPlainDateTime({ hour: dayStartHour }).toZonedDateTime(timezone, { disambiguation: 'compatible' });
  return start.epochMilliseconds;
};

/** The instant at which logical `date` starts (see `dayStartMs`). */
export const dayStart = (date: LocalDate, timezone: string, dayStartHour: number): Instant =>
  new Date(dayStartMs(date, timezone, dayStartHour)).toISOString();

/** The greatest date whose start is not after `atMs`: from the local date + 1 back, since one step is not enough (spec 0.4). */
export const logicalDateIn = (atMs: number, timezone: string, dayStartHour: number): LocalDate => {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timezone).toPlainDate();
  let date = local.add({ days: 1 });
  while (dayStartMs(date.toString(), timezone, dayStartHour) > atMs) date = date.subtract({ days: 1 });
  return date.toString();
};

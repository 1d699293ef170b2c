/** Dates that may lie in another year, and days of a zone. Pure. */
import { dateOf } from './words.ts';

const HOUR_MS = 3_600_000;

/** `Fri 27 Nov`; with its year where that is not the year of `today`. */
export const farDateOf = (date: string, today: string): string =>
  date.slice(0, 4) === today.slice(0, 4) ? dateOf(date) : `${dateOf(date)} ${date.slice(0, 4)}`;

/** The calendar date of an instant in `timezone`, for days that begin at `dayStartHour`; an unknown zone is the browser's. */
export const dayIn = (instant: string | number, timezone: string, dayStartHour = 0): string => {
  const at = new Date(instant).getTime() - dayStartHour * HOUR_MS;
  const format = (timeZone: string | undefined) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  try {
    return format(timezone);
  } catch {
    return format(undefined);
  }
};

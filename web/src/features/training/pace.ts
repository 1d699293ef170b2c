/** When a training goal may be done, by the steps so far. Pure. */
import { addDays, daysBetween } from '#core/domain/time/dates.ts';

/** Fewer say nothing about a pace. */
const LEAST_DONE = 2;
const LEAST_DAYS = 7;
/** Farther than this is a guess that helps nobody. */
const MOST_DAYS = 730;

const monthOf = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

/** `mid December`, `early March 2027`: as exact as it is. */
const aroundOf = (date: string, today: string): string => {
  const day = Number(date.slice(8));
  const part = day <= 10 ? 'early' : day <= 20 ? 'mid' : 'late';
  const year = date.slice(0, 4) === today.slice(0, 4) ? '' : ` ${date.slice(0, 4)}`;
  return `${part} ${monthOf.format(new Date(`${date}T00:00:00Z`))}${year}`;
};

/** `null`: too little is done, or too far away. Dates are the user's, `YYYY-MM-DD`. */
export const forecastOf = (
  { done, all }: { readonly done: number; readonly all: number },
  started: string,
  today: string,
): string | null => {
  const days = daysBetween(started, today);
  if (done < LEAST_DONE || done >= all || days < LEAST_DAYS) return null;
  const left = Math.ceil((days / done) * (all - done));
  return left > MOST_DAYS ? null : aroundOf(addDays(today, left), today);
};

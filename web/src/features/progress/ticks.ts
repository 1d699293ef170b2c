/** Which days an axis names: a handful at even distances, and always the last. Pure. */
import { words } from './words.ts';

const MOST_TICKS = 6;
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export interface DayTicks {
  readonly dates: readonly string[];
  readonly label: (date: string) => string;
}

export const dayTicks = (dates: readonly string[]): DayTicks => {
  const step = Math.max(1, Math.ceil(dates.length / MOST_TICKS));
  const last = dates.at(-1) ?? '';
  const shown = dates.filter((_, i) => (dates.length - 1 - i) % step === 0);
  const isLong = dates.length > 31;
  return {
    dates: shown,
    label: (date) => {
      if (date === last) return words.today;
      return isLong ? dayAndMonth.format(new Date(`${date}T00:00:00Z`)) : String(Number(date.slice(8)));
    },
  };
};

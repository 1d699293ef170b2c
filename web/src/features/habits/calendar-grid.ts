/** Weeks and months as grids of dates, the week beginning on the day its owner chose (ISO, 1 Monday). Pure. */
import { toDate, toDay, weekStartOf } from '#core/domain/habit/day-number.ts';

/** The seven days of the week of `date`. */
export const weekOf = (date: string, weekStart: number): readonly string[] => {
  const first = weekStartOf(toDay(date), weekStart);
  return Array.from({ length: 7 }, (_, i) => toDate(first + i));
};

/** First day of the month of `date`, moved by whole months. */
export const monthOf = (date: string, move = 0): string => {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + move;
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
};

/** The month of `date` in weeks; places outside it are `null`. */
export const monthGrid = (date: string, weekStart: number): readonly (readonly (string | null)[])[] => {
  const [first, next] = [monthOf(date), monthOf(date, 1)];
  const weeks: (string | null)[][] = [];
  for (let day = weekStartOf(toDay(first), weekStart); day < toDay(next); day += 7) {
    const dates = Array.from({ length: 7 }, (_, i) => toDate(day + i));
    weeks.push(dates.map((one) => (one >= first && one < next ? one : null)));
  }
  return weeks;
};

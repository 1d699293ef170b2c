/** Ascending lists of distinct days, searched by halving. */
export type DayList = readonly number[];

export const dayList = (days: Iterable<number>): DayList => [...new Set(days)].sort((a, b) => a - b);

/** How many of `days` lie before `day`. */
const countBefore = (days: DayList, day: number): number => {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? Infinity) < day) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many lie from `from` through `to`; 0 when `to` is before `from`. */
export const countWithin = (days: DayList, from: number, to: number): number =>
  Math.max(0, countBefore(days, to + 1) - countBefore(days, from));

/** Those from `from` through `to`. */
export const daysWithin = (days: DayList, from: number, to: number): DayList =>
  days.slice(countBefore(days, from), countBefore(days, to + 1));

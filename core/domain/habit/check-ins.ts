/** "Every n days" counts check-ins and judges the gaps between them (spec 2.3, CUSTOM_INTERVAL). */
import { countWithin } from './day-list.ts';
import type { History } from './history.ts';
import type { Unit } from './unit.ts';

/** Days from `from` to `to`, less the rest days strictly between them. */
export const gapBetween = ({ restDates }: History, from: number, to: number): number =>
  to - from - countWithin(restDates, from + 1, to - 1);

const checkIn = (date: number, gap: number | null): Unit => ({
  kind: 'interval',
  start: date,
  end: date,
  on: date,
  need: 1,
  have: 1,
  verdict: 'met',
  cost: 0,
  payable: false,
  gap,
});

/** The days after the check-in on `last` until `end`, without one. It is named by that check-in, as its freeze is. */
const pause = (every: number, history: History, last: number, end: number, gap: number): Unit => ({
  kind: 'interval',
  start: last + 1,
  end,
  on: last,
  need: 1,
  have: 0,
  verdict: gap > every ? 'missed' : 'current',
  cost: Math.ceil(gap / every) - 1,
  payable: gapBetween(history, last, history.startsOn) <= every,
  gap,
});

/**
 * A unit for each check-in, one for each gap of more than `every` days (missed) and one for the days since the last
 * check-in. A gap that was too long before `starts_on` cannot be paid.
 */
export const checkInUnits = (every: number, history: History): readonly Unit[] => {
  const units: Unit[] = [];
  let last: number | null = null;
  for (const date of history.dates) {
    const gap: number | null = last === null ? null : gapBetween(history, last, date);
    if (last !== null && gap !== null && gap > every) units.push(pause(every, history, last, date - 1, gap));
    units.push(checkIn(date, gap));
    last = date;
  }
  const { today } = history;
  if (last !== null && last < today) {
    units.push(pause(every, history, last, today, gapBetween(history, last, today)));
  }
  return units;
};

/** The period grid of a goal (spec 1.2). All zone arithmetic of tracker goals is behind it. Instants are epoch milliseconds. */
import type { LocalDate } from '../../event.ts';
import { addUnits, dateOf, roughUnits, unitStart, type CalendarUnit } from './calendar-units.ts';
import type { GoalRule } from './rule.ts';
import { dayStartOf, instantOf, wallClock } from './zone-clock.ts';

/** A tile of the grid, [start, end), never of length zero. In rolling it is a logical day. */
export interface Cell {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** From where logs count: the start of the cell, in rolling the start of the window that ends with the cell. */
  readonly from: number;
}

/** The next cell is the one at `end`, the previous one that at `start - 1`. */
export interface Grid {
  /** The cell that contains an instant. The grid has no ends. */
  readonly cellAt: (at: number) => Cell;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** `2026-03-08T05:00:00Z`, with milliseconds only when there are some. */
const instantLabel = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** Boundaries that never fall from one index to the next. Equal ones enclose a cell of length zero, which is none. */
interface Boundaries {
  readonly at: (index: number) => number;
  /** An index near that of the cell which contains the instant. */
  readonly near: (at: number) => number;
}

const indexOf = ({ at: boundary, near }: Boundaries, at: number): number => {
  let index = Math.floor(near(at));
  while (boundary(index) > at) index -= 1;
  while (boundary(index + 1) <= at) index += 1;
  return index;
};

/** Boundaries on dates: every `count` units from `origin`, at the instant that `startOf` finds for the day. */
const onDates = (
  timezone: string,
  origin: number,
  count: number,
  unit: CalendarUnit,
  startOf: (day: number) => number,
): Boundaries => ({
  at: (index) => startOf(addUnits(origin, index * count, unit)),
  near: (at) => roughUnits(origin, Math.floor(wallClock(at, timezone) / DAY_MS), unit) / count,
});

/** Exact elapsed time, whatever the clocks do. */
const hourly = (origin: number, hours: number): Boundaries => ({
  at: (index) => origin + index * hours * HOUR_MS,
  near: (at) => (at - origin) / (hours * HOUR_MS),
});

const logicalDays = ({ timezone, dayStartHour }: GoalRule): Boundaries =>
  onDates(timezone, 0, 1, 'd', (day) => dayStartOf(day, timezone, dayStartHour));

/** The logical date at an instant (spec 0.4). */
export const logicalDateAt = (rule: GoalRule, at: number): LocalDate => dateOf(indexOf(logicalDays(rule), at));

const gridOf = (boundaries: Boundaries, label: (index: number, start: number) => string): Grid => ({
  cellAt: (at) => {
    const index = indexOf(boundaries, at);
    const start = boundaries.at(index);
    return { label: label(index, start), start, end: boundaries.at(index + 1), from: start };
  },
});

/** The goal's logical days, by which a frequency goal with `agg_method` counts (spec 1.4). */
export const createDayGrid = (rule: GoalRule): Grid => gridOf(logicalDays(rule), dateOf);

const rollingGrid = (rule: GoalRule, count: number, unit: CalendarUnit): Grid => {
  const days = logicalDays(rule);
  return {
    cellAt: (at) => {
      const day = indexOf(days, at);
      const from = days.at(addUnits(day + 1, -count, unit));
      return { label: dateOf(day), start: days.at(day), end: days.at(day + 1), from };
    },
  };
};

const calendarGrid = (rule: GoalRule, count: number, unit: CalendarUnit): Grid => {
  const { timezone, weekStart, dayStartHour } = rule;
  const first = indexOf(logicalDays(rule), Date.parse(rule.startsAt));
  const origin = unitStart(first, unit, weekStart);
  const startOf = (day: number): number => dayStartOf(day, timezone, dayStartHour);
  return gridOf(onDates(timezone, origin, count, unit, startOf), (index) =>
    dateOf(addUnits(origin, index * count, unit)),
  );
};

const anchoredGrid = ({ timezone, startsAt }: GoalRule, count: number, unit: CalendarUnit): Grid => {
  const anchor = Date.parse(startsAt);
  const wall = wallClock(anchor, timezone);
  const origin = Math.floor(wall / DAY_MS);
  // The anchor itself may lie in an hour that the clocks show twice: it is the one that was meant.
  const startOf = (day: number): number =>
    day === origin ? anchor : instantOf(wall + (day - origin) * DAY_MS, timezone, 'forward');
  return gridOf(onDates(timezone, origin, count, unit, startOf), (_, start) => instantLabel(start));
};

const hourGrid = ({ timezone, startsAt, periodMode }: GoalRule, hours: number): Grid => {
  const start = Date.parse(startsAt);
  const shown = wallClock(start, timezone);
  const sinceFullHour = shown - Math.floor(shown / HOUR_MS) * HOUR_MS;
  const origin = periodMode === 'anchored' ? start : start - sinceFullHour;
  return gridOf(hourly(origin, hours), (_, at) => instantLabel(at));
};

/** The grid of a goal; `null` when it has no interval, but one single window (spec 1.6). */
export const createGrid = (rule: GoalRule): Grid | null => {
  const { intervalValue: count, intervalUnit: unit, periodMode } = rule;
  if (count === null || unit === null) return null;
  if (unit === 'h') return hourGrid(rule, count);
  switch (periodMode) {
    case 'calendar':
      return calendarGrid(rule, count, unit);
    case 'anchored':
      return anchoredGrid(rule, count, unit);
    case 'rolling':
      return rollingGrid(rule, count, unit);
  }
};

/** Which periods of a goal have a row, and what each of them covers (spec 1.2). Instants are epoch milliseconds. */
import type { Instant } from '../event.ts';
import { createDayGrid, createGrid, logicalDateAt, type Cell, type Grid } from './grid.ts';
import { ms } from './instants.ts';
import type { GoalRule } from './rule.ts';

export interface Period {
  readonly label: string;
  /** The grid cell before it is clipped; of a single window, the window itself. */
  readonly cell: Pick<Cell, 'start' | 'end'>;
  /** What the row covers: logs in [from, to). `to` is `Infinity` for a window that never ends. */
  readonly from: number;
  readonly to: number;
  readonly partial: boolean;
}

export interface Schedule {
  /** `null`: one single window. */
  readonly grid: Grid | null;
  readonly days: Grid;
  /** From when there are rows: the activation, else `starts_at`. */
  readonly opensAt: number;
  readonly endsAt: number;
  /** The periods that have a row at `now` and whose cell has an instant in [from, to], in order. */
  readonly between: (from: number, to: number, now: number) => readonly Period[];
}

/** Whether a paused time has an instant in common with [start, end). A pause after `now` does not exist yet. */
const touchesPause = (rule: GoalRule, start: number, end: number, now: number): boolean =>
  rule.pauses.some((pause) => {
    const [from, to] = [ms(pause.from), pause.to === null ? Infinity : ms(pause.to)];
    return from <= now && Math.max(from, start) < Math.min(to, end);
  });

const singleWindow = (rule: GoalRule, opensAt: number, endsAt: number, now: number): Period => ({
  label: logicalDateAt(rule, opensAt),
  cell: { start: opensAt, end: endsAt },
  from: opensAt,
  to: endsAt,
  partial: touchesPause(rule, opensAt, endsAt, now),
});

const periodOf = (rule: GoalRule, cell: Cell, endsAt: number, now: number): Period => {
  const startsAt = ms(rule.startsAt);
  // Rolling windows reach back on purpose, and a change is measured over whole cells.
  const clipped = rule.periodMode !== 'rolling' && rule.measureType !== 'delta';
  const sticksOut = cell.start < startsAt || cell.end > endsAt;
  return {
    label: cell.label,
    cell,
    from: clipped ? Math.max(cell.from, startsAt) : cell.from,
    to: Math.min(cell.end, endsAt),
    partial: sticksOut || touchesPause(rule, cell.start, cell.end, now),
  };
};

/** `activation`: that of a chain member (spec 1.9), on its own grid; `null`: the goal stands alone or comes first. */
export const createSchedule = (rule: GoalRule, activation: Instant | null): Schedule => {
  const grid = createGrid(rule);
  const opensAt = ms(activation ?? rule.startsAt);
  const endsAt = rule.endsAt === null ? Infinity : ms(rule.endsAt);
  const cellsBetween = function* (grid: Grid, from: number, to: number): Generator<Cell> {
    let cell = grid.cellAt(Math.max(from, grid.cellAt(opensAt).start));
    while (cell.start <= to && cell.start < endsAt) {
      yield cell;
      cell = grid.cellAt(cell.end);
    }
  };
  return {
    grid,
    days: createDayGrid(rule),
    opensAt,
    endsAt,
    between: (from, to, now) => {
      if (now < opensAt || opensAt >= endsAt) return [];
      if (grid !== null) {
        return [...cellsBetween(grid, from, Math.min(to, now))].map((cell) => periodOf(rule, cell, endsAt, now));
      }
      return to >= opensAt && from < endsAt ? [singleWindow(rule, opensAt, endsAt, now)] : [];
    },
  };
};

/** Which periods a log can change (spec 1.8). */
import { needsFirstEver } from './gather.ts';
import type { Cell, Grid } from './grid.ts';
import { ms } from './instants.ts';
import { ask, questionsOf, type LogReader } from './log-query.ts';
import { methodOf, type GoalRule } from './rule.ts';
import type { Period, Schedule } from './schedule.ts';

/** Instants from the first to the second, both included; every period that has one of them. */
type Reach = readonly [from: number, to: number];

/** One moment for each cell. `moments` ascend. */
const cellsOf = (grid: Grid, moments: readonly number[]): readonly Cell[] => {
  const cells: Cell[] = [];
  for (const at of moments) if (at >= (cells.at(-1)?.end ?? -Infinity)) cells.push(grid.cellAt(at));
  return cells;
};

/** Windows overlap: every day whose window reaches back to the day of the log. */
const reachOfRolling = (grid: Grid, day: Cell, opensAt: number, now: number): Reach => {
  let last = day;
  for (let at = Math.max(day.end, opensAt); at <= now; at = last.end) {
    const next = grid.cellAt(at);
    if (next.from >= day.end) break;
    last = next;
  }
  return [day.start, last.end - 1];
};

/** A carried baseline changes every following period up to the first one that has a log. */
const reachOfCarried = function* (rule: GoalRule, cells: readonly Cell[], now: number): LogReader<readonly Reach[]> {
  const question = questionsOf(rule, now);
  const followed = cells.filter(({ end }) => end <= now);
  const answers = yield* ask(followed.map(({ end }) => question(end, now + 1, { first: 1 })));
  const nextLog = new Map(followed.map(({ end }, index) => [end, answers[index]?.[0]]));
  return cells.map(({ start, end }): Reach => {
    const next = nextLog.get(end);
    return [start, next ? ms(next.at) : now];
  });
};

/** The tracker's first log makes sums without logs 0, from its own period to that of the next log (spec 1.3). */
const reachOfFirstEver = function* (
  rule: GoalRule,
  moments: readonly number[],
  now: number,
): LogReader<readonly Reach[]> {
  const question = questionsOf(rule, now);
  const [earliest = now, latest = now] = [moments[0], moments.at(-1)];
  const [earlier = [], later = []] = yield* ask([
    question(-Infinity, earliest, { first: 1 }),
    question(latest + 1, now + 1, { first: 1 }),
  ]);
  if (earlier.length > 0) return [];
  return [[earliest, later[0] ? ms(later[0].at) : now]];
};

/**
 * The periods of a goal with an interval that logs at `moments` (added or voided, ascending, none after `now`) can
 * change. A few more than that do no harm; one less does.
 */
export const affectedBy = function* (
  rule: GoalRule,
  grid: Grid,
  { opensAt, between }: Schedule,
  moments: readonly number[],
  now: number,
): LogReader<readonly Period[]> {
  if (moments.length === 0) return [];
  const cells = cellsOf(grid, moments);
  const reaches: Reach[] = [];
  if (rule.periodMode === 'rolling') {
    reaches.push(...cells.map((cell) => reachOfRolling(grid, cell, opensAt, now)));
  } else if (rule.measureType === 'delta' && methodOf(rule) === 'sum') {
    // The instant at which a cell ends is in the next one, which compares itself with it.
    reaches.push(...cells.map(({ start, end }): Reach => [start, end]));
  } else if (rule.measureType === 'delta' && rule.goalStartPoint === null) {
    reaches.push(...(yield* reachOfCarried(rule, cells, now)));
  } else {
    reaches.push(...cells.map(({ start, end }): Reach => [start, end - 1]));
  }
  if (needsFirstEver(rule)) reaches.push(...(yield* reachOfFirstEver(rule, moments, now)));
  return reaches.flatMap(([from, to]) => between(from, to, now));
};

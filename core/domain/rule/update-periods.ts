/** New rows of a goal with an interval, from the logs that they need (spec 1.8). */
import { affectedBy } from './affected.ts';
import { gather } from './gather.ts';
import type { Grid } from './grid.ts';
import { judgePeriod } from './judge.ts';
import type { LogReader } from './log-query.ts';
import type { Moves } from './moves.ts';
import type { EvaluationRow } from './rule.ts';
import type { Period } from './schedule.ts';
import { closedRow, passageOf } from './time-passes.ts';

const byStart = (a: Period, b: Period): number => a.cell.start - b.cell.start;

/** The rows that time or logs may have changed: those that merely ended first, then the others in order. */
export const updatePeriods = function* (
  grid: Grid,
  { rule, schedule, since, now, known, logs }: Moves,
): LogReader<readonly EvaluationRow[]> {
  const { begun, ended, paused } = passageOf(rule, schedule, since, now);
  const moments = [...new Set(logs.map(({ at }) => at))];
  const affected = yield* affectedBy(rule, grid, schedule, moments, now);
  const stale = new Map([...begun, ...paused, ...affected].map((period) => [period.label, period]));
  const closed: EvaluationRow[] = [];
  for (const period of ended) {
    const row = known.get(period.label);
    if (stale.has(period.label)) continue;
    if (row) closed.push(closedRow(row));
    else stale.set(period.label, period);
  }
  const periods = [...stale.values()].sort(byStart);
  const readings = yield* gather(rule, schedule, periods, now);
  return [...closed, ...periods.map((period) => judgePeriod(rule, schedule, period, readings, now))];
};

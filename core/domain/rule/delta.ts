/** Goals about the change from one period to the next (spec 1.5). */
import { compare, type Fraction } from '../goal/fraction.ts';
import { aggregate, levelIn } from './aggregate.ts';
import { dividedBy, exact, minus, negated, rounded } from './exact.ts';
import type { Grid } from './grid.ts';
import { lastBefore, within, type Reading } from './readings.ts';
import { isUp, methodOf, type GoalRule } from './rule.ts';
import type { Period } from './schedule.ts';
import { passes, thresholdOf } from './threshold.ts';
import type { Verdict } from './verdict.ts';

/** What the period is compared with, not rounded: a fixed number, the previous cell, or the latest cell that has a log. */
const baselineOf = (rule: GoalRule, grid: Grid, start: number, readings: readonly Reading[]): Fraction | null => {
  if (rule.goalStartPoint !== null) return exact(rule.goalStartPoint);
  if (methodOf(rule) === 'sum') {
    const previous = grid.cellAt(start - 1);
    return levelIn(rule, readings, previous.start, previous.end);
  }
  const last = lastBefore(readings, start);
  if (!last) return null;
  const cell = grid.cellAt(last.at);
  return aggregate(methodOf(rule), within(readings, cell.start, cell.end));
};

/** `readings` are the tracker's, at least those of the period and of what it is compared with. */
export const judgeDelta = (rule: GoalRule, grid: Grid, period: Period, readings: readonly Reading[]): Verdict => {
  const level = levelIn(rule, readings, period.from, period.to);
  const baseline = baselineOf(rule, grid, period.cell.start, readings);
  const goal = exact(rule.deltaGoal ?? '0');
  // Subtract first: the difference of two rounded averages is another number.
  const change = level === null || baseline === null ? null : rounded(minus(level, baseline));
  const towards = change === null || isUp(rule) ? change : negated(change);
  const guarded = level !== null && passes(thresholdOf(rule), rounded(level));
  return {
    value: change,
    baseline,
    dataPoints: within(readings, period.from, period.to).length,
    met: towards !== null && compare(towards, goal) >= 0 && guarded,
    share: towards === null ? null : dividedBy(towards, goal),
    decidedAt: null,
  };
};

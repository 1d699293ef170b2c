/** The row of one period (spec 1.4 to 1.7). */
import { judgeDelta } from './delta.ts';
import { judgeFrequency } from './frequency.ts';
import { within, type Reading } from './readings.ts';
import type { EvaluationRow, GoalRule } from './rule.ts';
import type { Period, Schedule } from './schedule.ts';
import { judgeTargetPeriod, judgeWindow } from './target.ts';
import { rowOf, type Verdict } from './verdict.ts';

const judge = (
  rule: GoalRule,
  { grid, days }: Schedule,
  period: Period,
  readings: readonly Reading[],
  now: number,
): Verdict => {
  if (grid === null) return judgeWindow(rule, period, readings, now);
  switch (rule.measureType) {
    case 'frequency':
      return judgeFrequency(rule, within(readings, period.from, period.to), days);
    case 'delta':
      return judgeDelta(rule, grid, period, readings);
    case 'target':
      return judgeTargetPeriod(rule, period, readings);
  }
};

/**
 * The row of `period` at `now` (epoch milliseconds). Of the tracker's readings it needs those of the period, the last
 * ones before it (delta: with all of their cell; single window: the last at or before its start), and the very first
 * one (sums).
 */
export const judgePeriod = (
  rule: GoalRule,
  schedule: Schedule,
  period: Period,
  readings: readonly Reading[],
  now: number,
): EvaluationRow => rowOf(rule, period, judge(rule, schedule, period, readings, now), now);

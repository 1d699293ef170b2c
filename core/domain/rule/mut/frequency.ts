/** Goals that count logs or days in a period (spec 1.4). */
import { fraction } from '../../goal/fraction.ts';
import { aggregate } from './aggregate.ts';
import { rounded } from './exact.ts';
import type { Cell, Grid } from './grid.ts';
import { numberOf, type Reading } from './readings.ts';
import { isUp, type GoalRule } from './rule.ts';
import { passes, thresholdOf } from './threshold.ts';
import type { Verdict } from './verdict.ts';

/** What counts as one: a log, or the logs of a logical day when `agg_method` is set. */
export interface Unit {
  readonly readings: readonly Reading[];
  readonly counts: boolean;
}

const byDay = (readings: readonly Reading[], days: Grid): readonly (readonly Reading[])[] => {
  const groups: Reading[][] = [];
  let day: Cell | null = null;
  for (const reading of readings) {
    if (day === null || reading.at >= day.end) {
      day = days.cellAt(reading.at);
      groups.push([]);
    }
    groups.at(-1)?.push(reading);
  }
  return groups;
};

/** The units of a period's readings, in order. Days without logs are none, even for a sum. */
export const unitsOf = (rule: GoalRule, readings: readonly Reading[], days: Grid): readonly Unit[] => {
  const { aggMethod } = rule;
  const threshold = thresholdOf(rule);
  if (aggMethod === null) {
    const everyLog = rule.thresholdType === null;
    return readings.map((reading) => ({
      readings: [reading],
      counts: everyLog || passes(threshold, numberOf(reading)),
    }));
  }
  return byDay(readings, days).map((ofDay) => {
    const level = aggregate(aggMethod, ofDay);
    return { readings: ofDay, counts: level !== null && passes(threshold, rounded(level)) };
  });
};

/** `readings` are those of the period. */
export const judgeFrequency = (rule: GoalRule, readings: readonly Reading[], days: Grid): Verdict => {
  const wanted = rule.frequency ?? 0;
  const counted = unitsOf(rule, readings, days).filter(({ counts }) => counts);
  const count = counted.length;
  const up = isUp(rule);
  // Logs only add to a count, so the log that makes it decides. A day may still stop to count.
  const decides = up && rule.aggMethod === null ? counted[wanted - 1] : undefined;
  return {
    value: fraction(BigInt(count), 1n),
    baseline: null,
    dataPoints: readings.length,
    met: up ? count >= wanted : count <= wanted,
    share: up ? fraction(BigInt(count), BigInt(wanted)) : fraction(BigInt(wanted), BigInt(Math.max(count, 1))),
    decidedAt: decides?.readings[0]?.at ?? null,
  };
};

/** All rows of a tracker goal, from nothing: the definition of what every other way of computing them has to give. */
import type { Instant } from '../event.ts';
import { ms } from './instants.ts';
import { judgePeriod } from './judge.ts';
import { readingsOf } from './readings.ts';
import type { EvaluationRow, GoalRule, Log } from './rule.ts';
import { createSchedule } from './schedule.ts';

/**
 * The rows at `now`, in order (spec 1.1 to 1.7). `rule` has passed `checkRule`. `logs` are the tracker's that are not
 * voided, in any order; later ones than `now` do not exist yet. `activation`: that of a chain member (spec 1.9), which
 * lies on a boundary of its own grid.
 * @example evaluate(rule, logs, '2026-03-10T12:00:00.000Z')[0]?.progress // '0.3333'
 */
export const evaluate = (
  rule: GoalRule,
  logs: readonly Log[],
  now: Instant,
  activation: Instant | null = null,
): readonly EvaluationRow[] => {
  const schedule = createSchedule(rule, activation);
  const readings = readingsOf(rule, logs, ms(now));
  return schedule
    .between(-Infinity, Infinity, ms(now))
    .map((period) => judgePeriod(rule, schedule, period, readings, ms(now)));
};

/** Why a row says what it says: each log of its period and whether it counted (spec 1.3 to 1.6). Codes, not sentences. */
import type { Instant } from '../event.ts';
import { compare } from '../goal/fraction.ts';
import { aggregate } from './aggregate.ts';
import { unitsOf } from './frequency.ts';
import { ms } from './instants.ts';
import { numberOf, readingsOf, within, type Reading } from './readings.ts';
import { isSingleWindow, isUp, methodOf, takesPart } from './rule.ts';
import type { AggMethod, EvaluationRow, GoalRule, Log } from './rule.ts';
import { createSchedule } from './schedule.ts';
import { addToWindow, EMPTY_WINDOW } from './target.ts';

/**
 * `counted`: by itself, or as a part of a sum or average. `decided`: it made the count full, or reached the target.
 * `day_counted`, `day_failed`: its day was judged by it. `not_last`, `not_min`, `not_max`: its day or period was judged
 * by another log. `threshold_failed`: it does not pass. `no_number`: there is nothing to measure. `outside`: the log is
 * not in the period, or it lies in the future.
 */
export type LogVerdict =
  | 'counted'
  | 'decided'
  | 'day_counted'
  | 'day_failed'
  | 'not_last'
  | 'not_min'
  | 'not_max'
  | 'threshold_failed'
  | 'no_number'
  | 'outside';

export interface ExplainedLog {
  readonly log: Log;
  readonly counted: boolean;
  readonly why: LogVerdict;
}

type Verdicts = readonly (readonly [id: string, why: LogVerdict])[];

/** The readings that their aggregate is made of: all of a sum, one of an extreme (the first of equal ones). */
const makersOf = (method: AggMethod, readings: readonly Reading[]): readonly Reading[] => {
  switch (method) {
    case 'sum':
    case 'avg':
      return readings;
    case 'last':
      return readings.slice(-1);
    case 'min':
    case 'max': {
      const level = aggregate(method, readings);
      return readings.filter((reading) => level !== null && compare(numberOf(reading), level) === 0).slice(0, 1);
    }
  }
};

/** Sums and averages are made of all, so nothing is ever left out of them. */
const leftOut = (method: AggMethod): LogVerdict =>
  method === 'min' ? 'not_min' : method === 'max' ? 'not_max' : 'not_last';

const ofAggregate = (method: AggMethod, readings: readonly Reading[], why: LogVerdict): Verdicts => {
  const makers = new Set(makersOf(method, readings));
  return readings.map((reading) => [reading.id, makers.has(reading) ? why : leftOut(method)]);
};

const ofFrequency = (rule: GoalRule, readings: readonly Reading[]): Verdicts => {
  const { aggMethod } = rule;
  const units = unitsOf(rule, readings, createSchedule(rule, null).days);
  if (aggMethod !== null) {
    return units.flatMap((unit) => ofAggregate(aggMethod, unit.readings, unit.counts ? 'day_counted' : 'day_failed'));
  }
  const decider = isUp(rule) ? units.filter(({ counts }) => counts)[(rule.frequency ?? 0) - 1] : undefined;
  const why = (unit: (typeof units)[number]): LogVerdict => {
    if (unit === decider) return 'decided';
    return unit.counts ? 'counted' : 'threshold_failed';
  };
  return units.flatMap((unit) => unit.readings.map(({ id }) => [id, why(unit)] as const));
};

/** The log that reached the target of a single window. */
const deciderOf = (rule: GoalRule, readings: readonly Reading[]): Reading | undefined => {
  let state = EMPTY_WINDOW;
  return readings.find((reading) => {
    state = addToWindow(rule, state, [reading]);
    return state.reachedAt !== null;
  });
};

const ofLevel = (rule: GoalRule, readings: readonly Reading[]): Verdicts => {
  const decider = isSingleWindow(rule) ? deciderOf(rule, readings) : undefined;
  return ofAggregate(methodOf(rule), readings, 'counted').map(([id, why]) => [
    id,
    id === decider?.id ? 'decided' : why,
  ]);
};

const COUNTED: readonly LogVerdict[] = ['counted', 'decided', 'day_counted'];

/**
 * What each of `logs` did for `row`, which was computed at `now`. Give it at least the logs of the period; those around
 * it are explained, too. The order is kept.
 */
export const explainPeriod = (
  rule: GoalRule,
  row: Pick<EvaluationRow, 'start' | 'end'>,
  logs: readonly Log[],
  now: Instant,
): readonly ExplainedLog[] => {
  const end = row.end === null ? Infinity : ms(row.end);
  const readings = within(readingsOf(rule, logs, ms(now)), ms(row.start), end);
  const verdicts = new Map(rule.measureType === 'frequency' ? ofFrequency(rule, readings) : ofLevel(rule, readings));
  return logs.map((log) => {
    const inPeriod = ms(row.start) <= ms(log.at) && ms(log.at) < Math.min(end, ms(now) + 1);
    const silent = inPeriod && !takesPart(rule, log);
    const why = verdicts.get(log.id) ?? (silent ? 'no_number' : 'outside');
    return { log, counted: COUNTED.includes(why), why };
  });
};

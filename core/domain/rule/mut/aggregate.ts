/** One number of the logs of a period (spec 1.3). Exact; rounded where it is compared or stored. */
import { fraction, type Fraction } from '../../goal/fraction.ts';
import { dividedBy, max, min, plus, ZERO } from './exact.ts';
import { numberOf, within, type Reading } from './readings.ts';
import { methodOf, type AggMethod, type GoalRule } from './rule.ts';

/** The aggregate with one more log, which comes last. Of an average it is the sum so far. */
export const step = (method: AggMethod, soFar: Fraction | null, value: Fraction): Fraction => {
  if (soFar === null) return value;
  switch (method) {
    case 'min':
      return min(soFar, value);
    case 'max':
      return max(soFar, value);
    case 'last':
      return value;
    case 'sum':
    case 'avg':
      return plus(soFar, value);
  }
};

/** The aggregate of readings in order; `null` without any. */
export const aggregate = (method: AggMethod, readings: readonly Reading[]): Fraction | null => {
  const total = readings.reduce<Fraction | null>((soFar, reading) => step(method, soFar, numberOf(reading)), null);
  return total !== null && method === 'avg' ? dividedBy(total, fraction(BigInt(readings.length), 1n)) : total;
};

/**
 * The level of a delta or target goal in [from, to). Without a log in it a sum is 0 once the tracker has any log before
 * `to`; everything else is `null`. `readings` begin with the tracker's first log if a sum is asked for.
 */
export const levelIn = (rule: GoalRule, readings: readonly Reading[], from: number, to: number): Fraction | null => {
  const level = aggregate(methodOf(rule), within(readings, from, to));
  const begun = (readings[0]?.at ?? Infinity) < to;
  return level === null && begun && methodOf(rule) === 'sum' ? ZERO : level;
};

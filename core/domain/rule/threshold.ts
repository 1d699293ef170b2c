/** When a number is good enough, and how far it is from that (spec 1.3, 1.6). Exact. */
import { compare, type Fraction } from '../goal/fraction.ts';
import { exact, minus, ZERO } from './exact.ts';
import { isUp, type GoalRule } from './rule.ts';

/** Both ends are included; `null`: no end. One number is a bound from both sides. */
export interface Bounds {
  readonly min: Fraction | null;
  readonly max: Fraction | null;
}

const bounds = (type: GoalRule['thresholdType'], operand: string | null, rule: GoalRule): Bounds => {
  const of = (decimal: string | null): Fraction => {
    if (decimal === null) throw new Error(`a rule with ${type} and without its number`);
    return exact(decimal);
  };
  switch (type) {
    case 'gte':
      return { min: of(operand), max: null };
    case 'lte':
      return { min: null, max: of(operand) };
    case 'eq':
      return { min: of(operand), max: of(operand) };
    case 'between':
      return { min: of(rule.thresholdMin), max: of(rule.thresholdMax) };
    case null:
      return { min: null, max: null };
  }
};

/** The threshold of a frequency goal or the guard of a delta goal. Without one, everything passes. */
export const thresholdOf = (rule: GoalRule): Bounds => bounds(rule.thresholdType, rule.threshold, rule);

/** What a target goal has to reach: `goal_end_point`, or the range around it. */
export const targetOf = (rule: GoalRule): Bounds =>
  bounds(rule.thresholdType ?? (isUp(rule) ? 'gte' : 'lte'), rule.goalEndPoint, rule);

/** What is missing to be within the bounds; 0 inside. */
export const gapTo = ({ min: low, max: high }: Bounds, value: Fraction): Fraction => {
  if (low !== null && compare(value, low) < 0) return minus(low, value);
  return high !== null && compare(value, high) > 0 ? minus(value, high) : ZERO;
};

/** Whether the value is within the bounds. */
export const passes = (limits: Bounds, value: Fraction): boolean => gapTo(limits, value).num === 0n;

/** How many of its periods a recurring goal met (spec 1.7). */
import { compare, fraction, type Fraction } from '../goal/fraction.ts';
import { exact } from './exact.ts';
import type { EvaluationRow } from './rule.ts';

/** Of the closed periods that are not partial, which may be met but never count as missed. */
export interface PeriodCounts {
  readonly closed: number;
  readonly met: number;
}

/** A goal completes with this share of its periods, unless its `meta.success_rate` says another one. */
export const SUCCESS_RATE = '0.8';

/** Counts the periods of rows that count. */
export const countPeriods = (rows: readonly EvaluationRow[]): PeriodCounts => {
  const whole = rows.filter(({ status, partial }) => status === 'closed' && !partial);
  return { closed: whole.length, met: whole.filter(({ met }) => met).length };
};

/** `null`: no period counts yet. */
export const rateOf = ({ closed, met }: PeriodCounts): Fraction | null =>
  closed === 0 ? null : fraction(BigInt(met), BigInt(closed));

/** Whether the rate is at least `wanted`, a decimal. Without a period that counts it is not. */
export const isSuccess = (counts: PeriodCounts, wanted = SUCCESS_RATE): boolean => {
  const rate = rateOf(counts);
  return rate !== null && compare(rate, exact(wanted)) >= 0;
};

/** Goals that reach a value, in every period or once and for all (spec 1.6). */
import { fraction, type Fraction } from '../goal/fraction.ts';
import { levelIn, step } from './aggregate.ts';
import { dividedBy, exact, minus, rounded, ZERO } from './exact.ts';
import { lastBefore, numberOf, within, type Reading } from './readings.ts';
import { methodOf, type GoalRule } from './rule.ts';
import type { Period } from './schedule.ts';
import { gapTo, passes, targetOf } from './threshold.ts';
import type { Verdict } from './verdict.ts';

/** `1 - gap(value) / gap(S)`, 0 when nothing was missing at the start. */
const shareOf = (rule: GoalRule, value: Fraction | null, start: Fraction | null): Fraction | null => {
  if (value === null || start === null) return null;
  const [left, whole] = [gapTo(targetOf(rule), value), gapTo(targetOf(rule), start)];
  return whole.num === 0n ? ZERO : dividedBy(minus(whole, left), whole);
};

/** The start point S that needs no log: the rule's own, or 0 for a sum. */
export const fixedStart = (rule: GoalRule): Fraction | null => {
  if (rule.goalStartPoint !== null) return rounded(exact(rule.goalStartPoint));
  return methodOf(rule) === 'sum' ? ZERO : null;
};

/** S; `reading` says it if the rule does not. */
export const startFrom = (rule: GoalRule, reading: Reading | undefined): Fraction | null =>
  fixedStart(rule) ?? (reading === undefined ? null : rounded(numberOf(reading)));

/** One of many periods: judged by its own aggregate. `readings` are the tracker's. */
export const judgeTargetPeriod = (rule: GoalRule, period: Period, readings: readonly Reading[]): Verdict => {
  const own = within(readings, period.from, period.to);
  const level = levelIn(rule, readings, period.from, period.to);
  const value = level === null ? null : rounded(level);
  return {
    value,
    baseline: null,
    dataPoints: own.length,
    met: value !== null && passes(targetOf(rule), value),
    share: shareOf(rule, value, startFrom(rule, own[0])),
    decidedAt: null,
  };
};

/** A single window after some of its logs. */
export interface WindowState {
  readonly dataPoints: number;
  /** As `step` carries it: exact, of an average the sum. `null`: no log yet. */
  readonly total: Fraction | null;
  /** Epoch milliseconds of the log that reached the target; it stays reached. An average never is, before its end. */
  readonly reachedAt: number | null;
}

export const EMPTY_WINDOW: WindowState = { dataPoints: 0, total: null, reachedAt: null };

/** The window with more logs, which come after those it has seen. */
export const addToWindow = (rule: GoalRule, state: WindowState, readings: readonly Reading[]): WindowState => {
  const [method, target] = [methodOf(rule), targetOf(rule)];
  let { dataPoints, total, reachedAt } = state;
  for (const reading of readings) {
    total = step(method, total, numberOf(reading));
    dataPoints += 1;
    if (reachedAt === null && method !== 'avg' && passes(target, rounded(total))) reachedAt = reading.at;
  }
  return { dataPoints, total, reachedAt };
};

/** What a single window says that started from `baseline`. */
export const verdictOfWindow = (
  rule: GoalRule,
  { dataPoints, total, reachedAt }: WindowState,
  baseline: Fraction | null,
  ended: boolean,
): Verdict => {
  const average = methodOf(rule) === 'avg';
  const level = average && total !== null ? dividedBy(total, fraction(BigInt(dataPoints), 1n)) : total;
  const value = level === null ? null : rounded(level);
  const metAtEnd = ended && value !== null && passes(targetOf(rule), value);
  return {
    value,
    baseline,
    dataPoints,
    met: average ? metAtEnd : reachedAt !== null,
    share: shareOf(rule, value, baseline),
    decidedAt: reachedAt,
  };
};

/** The last reading at or before the start, else the first one in the window. */
export const openingOf = (period: Period, readings: readonly Reading[]): Reading | undefined =>
  lastBefore(readings, period.from + 1) ?? within(readings, period.from, period.to)[0];

/** The only row of a target without interval. `readings` are the tracker's. */
export const judgeWindow = (rule: GoalRule, period: Period, readings: readonly Reading[], now: number): Verdict => {
  const own = within(readings, period.from, period.to);
  const state = addToWindow(rule, EMPTY_WINDOW, own);
  // A sum without logs in the window is 0 once the tracker has a log.
  const total = state.total ?? levelIn(rule, readings, period.from, period.to);
  return verdictOfWindow(rule, { ...state, total }, startFrom(rule, openingOf(period, readings)), period.to <= now);
};

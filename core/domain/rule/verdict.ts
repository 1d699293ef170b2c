/** What judging one period says, and the row that is stored of it (spec 1.2, 1.7). */
import type { Fraction } from '../goal/fraction.ts';
import { asDecimal, asProgress } from './exact.ts';
import { instant } from './instants.ts';
import { isSingleWindow, type EvaluationRow, type GoalRule } from './rule.ts';
import type { Period } from './schedule.ts';

export interface Verdict {
  readonly value: Fraction | null;
  readonly baseline: Fraction | null;
  readonly dataPoints: number;
  readonly met: boolean;
  /** Share of the way, not rounded; `null`: undefined. */
  readonly share: Fraction | null;
  /** Epoch milliseconds of the log that decided before the period ends; `null`: only its end does. */
  readonly decidedAt: number | null;
}

/** The row at `now`: final when its period has ended or a log has decided it; met_at only when met and final (spec 1.7). */
export const rowOf = (rule: GoalRule, period: Period, verdict: Verdict, now: number): EvaluationRow => {
  const { met, decidedAt } = verdict;
  const ended = period.to <= now;
  const decided = decidedAt !== null;
  const final = ended || decided;
  return {
    label: period.label,
    start: instant(period.from),
    end: period.to === Infinity ? null : instant(period.to),
    rolling: rule.periodMode === 'rolling',
    value: asDecimal(verdict.value),
    baseline: asDecimal(verdict.baseline),
    dataPoints: verdict.dataPoints,
    met,
    final,
    metAt: met && final ? instant(decidedAt ?? period.to) : null,
    progress: asProgress(met, verdict.share),
    status: ended || (decided && isSingleWindow(rule)) ? 'closed' : 'open',
    partial: period.partial,
  };
};

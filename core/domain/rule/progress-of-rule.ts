/** What `goal_progress` says of a tracker goal (spec 1.6, 1.7, 1.9). */
import type { Instant } from '../event.ts';
import type { ChainProgress, ChainState } from './chain.ts';
import { asProgress } from './exact.ts';
import { instant, ms } from './instants.ts';
import { isSingleWindow, type EvaluationRow, type GoalRule } from './rule.ts';
import { countPeriods, isSuccess, rateOf, type PeriodCounts } from './success-rate.ts';

export interface RuleProgress {
  /** The value of the latest period. */
  readonly currentValue: string | null;
  /** 4 decimals: the row's own of a single window, else the share of the periods that were met. `null`: none counts. */
  readonly progress: string | null;
  readonly reachedAt: Instant | null;
  readonly chainState: ChainState | null;
  readonly activatedAt: Instant | null;
}

/** What has to be known of all rows of a goal. A store counts it without reading them. */
export interface RowsSummary {
  readonly counts: PeriodCounts;
  readonly latest: EvaluationRow | null;
  /** End of the first closed period that is met. */
  readonly firstMetEnd: Instant | null;
}

/** `rows` are all of a goal, in order. */
export const summaryOf = (rows: readonly EvaluationRow[]): RowsSummary => ({
  counts: countPeriods(rows),
  latest: rows.at(-1) ?? null,
  firstMetEnd: rows.find(({ status, met }) => status === 'closed' && met)?.end ?? null,
});

const rateText = (counts: PeriodCounts): string | null => {
  const rate = rateOf(counts);
  return rate === null ? null : asProgress(counts.met === counts.closed, rate);
};

/** When a goal that stands alone was reached: a single window by its row, a periodic target by its first met period, others by their rate. */
const reachedAlone = (rule: GoalRule, summary: RowsSummary, now: Instant, successRate?: string): Instant | null => {
  const { counts, latest, firstMetEnd } = summary;
  if (isSingleWindow(rule)) return latest?.metAt ?? null;
  if (rule.measureType === 'target') return firstMetEnd;
  const over = rule.endsAt !== null && ms(rule.endsAt) <= ms(now);
  return over && isSuccess(counts, successRate) ? instant(ms(rule.endsAt)) : null;
};

/** `chain`: of a member of a group. `successRate`: the goal's `meta.success_rate`, a decimal. */
export const progressOfRule = (
  rule: GoalRule,
  summary: RowsSummary,
  now: Instant,
  { chain, successRate }: { readonly chain?: ChainProgress; readonly successRate?: string } = {},
): RuleProgress => ({
  currentValue: summary.latest?.value ?? null,
  progress: isSingleWindow(rule) ? (summary.latest?.progress ?? null) : rateText(summary.counts),
  reachedAt: chain ? chain.reachedAt : reachedAlone(rule, summary, now, successRate),
  chainState: chain?.state ?? null,
  activatedAt: chain?.activatedAt ?? null,
});

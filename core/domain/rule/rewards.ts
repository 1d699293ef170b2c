/** What a goal's rows pay (spec 1.7, 8.4, 8.6). Every reward is paid once for ever: its key says so, no row takes it back. */
import type { Instant } from '../event.ts';
import type { ChainProgress } from './chain.ts';
import { unitsOf } from './frequency.ts';
import { instant, ms } from './instants.ts';
import { ask, questionsOf, type LogReader } from './log-query.ts';
import { readingsOf, within, type Reading } from './readings.ts';
import { isSingleWindow, isUp, type EvaluationRow, type GoalRule } from './rule.ts';
import { createSchedule } from './schedule.ts';
import { isSuccess, type PeriodCounts } from './success-rate.ts';

/** An event to be, without its ids. */
export interface Reward {
  readonly type: 'goal.period_met' | 'goal.milestone_met' | 'goal.completed';
  readonly dedupeKey: string;
  readonly at: Instant;
  /** The period that paid it. */
  readonly label: string | null;
}

const reward = (type: Reward['type'], key: string, at: Instant, label: string | null = null): Reward => ({
  type,
  dedupeKey: `${type}:${key}`,
  at,
  label,
});

/** The window of a row. */
type Window = Pick<EvaluationRow, 'label' | 'start' | 'end'>;

/** The logs that made a rolling row what it is: those it counted, or all in its window (spec 1.7). */
const logsBehind = (rule: GoalRule, { start, end }: Window, readings: readonly Reading[]): readonly Reading[] => {
  const own = within(readings, ms(start), end === null ? Infinity : ms(end));
  if (rule.measureType !== 'frequency' || !isUp(rule)) return own;
  return unitsOf(rule, own, createSchedule(rule, null).days)
    .filter(({ counts }) => counts)
    .flatMap(({ readings: counted }) => counted);
};

/** Rolling windows overlap, so a row has to bring a log of the goal's time that has not been paid for. */
const withFreshLogs = function* (
  rule: GoalRule,
  rows: readonly EvaluationRow[],
  paid: readonly Window[],
  now: Instant,
): LogReader<readonly EvaluationRow[]> {
  const question = questionsOf(rule, ms(now));
  const answers = yield* ask(rows.map(({ start, end }) => question(ms(start), end === null ? Infinity : ms(end))));
  const readings = readingsOf(rule, answers.flat(), ms(now));
  const idsBehind = (window: Window) => logsBehind(rule, window, readings).map(({ id }) => id);
  const used = new Set(paid.flatMap(idsBehind));
  const fresh: EvaluationRow[] = [];
  for (const row of rows) {
    const logs = logsBehind(rule, row, readings);
    if (!logs.some(({ id, at }) => at >= ms(rule.startsAt) && !used.has(id))) continue;
    for (const { id } of logs) used.add(id);
    fresh.push(row);
  }
  return fresh;
};

export interface PeriodRewardsOptions {
  readonly inGroup: boolean;
  /** Periods of this goal that have been paid, whatever has become of their rows; in rolling, those that may overlap. */
  readonly paid: readonly Window[];
  readonly now: Instant;
}

/**
 * `goal.period_met` for each of `rows` (in order) that is final, met and not silent. A single window in a chain pays its
 * milestone only. Asks for logs in rolling alone: those in the windows of the rows.
 */
export const periodRewards = function* (
  rule: GoalRule,
  rows: readonly EvaluationRow[],
  { inGroup, paid, now }: PeriodRewardsOptions,
): LogReader<readonly Reward[]> {
  if (inGroup && isSingleWindow(rule)) return [];
  const before = new Set(paid.map(({ label }) => label));
  const due = rows.filter(({ label, met, final, dataPoints }) => met && final && dataPoints >= 1 && !before.has(label));
  const paying = rule.periodMode === 'rolling' ? yield* withFreshLogs(rule, due, paid, now) : due;
  return paying.flatMap(({ label, metAt }) =>
    metAt === null ? [] : [reward('goal.period_met', `${rule.goalId}:${label}`, metAt, label)],
  );
};

/** `goal.completed` of a single window that stands alone, when it is reached. */
export const windowReward = (rule: GoalRule, row: EvaluationRow | undefined): readonly Reward[] =>
  isSingleWindow(rule) && row?.final && row.metAt !== null
    ? [reward('goal.completed', rule.goalId, row.metAt, row.label)]
    : [];

/** `goal.completed` of a recurring goal that stands alone, at `ends_at`, if enough of its periods were met. */
export const recurringReward = (
  rule: GoalRule,
  counts: PeriodCounts,
  now: Instant,
  successRate?: string,
): readonly Reward[] =>
  !isSingleWindow(rule) && rule.endsAt !== null && ms(rule.endsAt) <= ms(now) && isSuccess(counts, successRate)
    ? [reward('goal.completed', rule.goalId, instant(ms(rule.endsAt)))]
    : [];

/** `goal.milestone_met` of a completed member; the last member also completes the group. */
export const milestoneRewards = (
  { goalId, reachedAt }: ChainProgress,
  group: { readonly id: string; readonly isLast: boolean },
): readonly Reward[] => {
  if (reachedAt === null) return [];
  const milestone = reward('goal.milestone_met', goalId, reachedAt);
  return group.isLast ? [milestone, reward('goal.completed', group.id, reachedAt)] : [milestone];
};

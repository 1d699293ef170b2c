/** Milestone chains: each member begins where the one before it was reached (spec 1.9). */
import type { Instant } from '../event.ts';
import { evaluate } from './evaluate.ts';
import { createGrid } from './grid.ts';
import { instant, ms } from './instants.ts';
import type { EvaluationRow, GoalRule, Log } from './rule.ts';
import { nextChangeAt } from './time-passes.ts';

export type ChainState = 'locked' | 'active' | 'completed' | 'expired';

/** What `goal_progress` keeps of a member. */
export interface ChainProgress {
  readonly goalId: string;
  readonly state: ChainState;
  /** The activation once it has come, else `null`. */
  readonly activatedAt: Instant | null;
  /** `met_at` of the row that completed the member. */
  readonly reachedAt: Instant | null;
}

export interface ChainMember extends ChainProgress {
  readonly rows: readonly EvaluationRow[];
}

/** The first final met row with data, which completes a member; silence completes nothing. `rows` are in order. */
export const completingRow = (rows: readonly EvaluationRow[]): EvaluationRow | undefined =>
  rows.find(({ final, met, dataPoints }) => final && met && dataPoints >= 1);

/**
 * When a member begins. The first begins at its `starts_at`; the others at `starts_at` or when the one before was
 * reached, a recurring one at the next boundary of its own grid. `null`: not yet known.
 */
export const activationOf = (rule: GoalRule, index: number, reachedBefore: Instant | null): Instant | null => {
  if (index === 0) return instant(ms(rule.startsAt));
  if (reachedBefore === null) return null;
  const from = Math.max(ms(rule.startsAt), ms(reachedBefore));
  const cell = createGrid(rule)?.cellAt(from);
  return instant(cell === undefined || cell.start === from ? from : cell.end);
};

/** `activation` for `evaluate`: the first member is an ordinary goal, whose first period may be a part of one. */
export const activationForRows = (index: number, activation: Instant | null): Instant | null =>
  index === 0 ? null : activation;

/** What is to be kept of a member. `rows` are all of its rows, in order. */
export const chainProgress = (
  rule: GoalRule,
  activation: Instant | null,
  rows: readonly EvaluationRow[],
  now: Instant,
): ChainProgress => {
  const reachedAt = completingRow(rows)?.metAt ?? null;
  const activatedAt = activation !== null && ms(activation) <= ms(now) ? activation : null;
  const over = rule.endsAt !== null && ms(rule.endsAt) <= ms(now);
  const open = activatedAt === null ? 'locked' : 'active';
  return {
    goalId: rule.goalId,
    state: reachedAt !== null ? 'completed' : over ? 'expired' : open,
    activatedAt,
    reachedAt,
  };
};

/** A whole chain from nothing. `rules` are in `sequence_index` order; logs as `evaluate` takes them, by tracker. */
export const evaluateChain = (
  rules: readonly GoalRule[],
  logsByTracker: ReadonlyMap<string, readonly Log[]>,
  now: Instant,
): readonly ChainMember[] => {
  const members: ChainMember[] = [];
  for (const [index, rule] of rules.entries()) {
    const activation = activationOf(rule, index, members.at(-1)?.reachedAt ?? null);
    const logs = logsByTracker.get(rule.trackerId) ?? [];
    const rows = activation === null ? [] : evaluate(rule, logs, now, activationForRows(index, activation));
    members.push({ ...chainProgress(rule, activation, rows, now), rows });
  }
  return members;
};

/**
 * The next instant after `now` at which a chain changes although no log comes: rows of a member do, a member that has
 * been activated begins, or one expires; `null`: never. `members` belong to `rules` and are as of `now`; of a recurring
 * member no rows are needed.
 */
export const nextChainChangeAt = (
  rules: readonly GoalRule[],
  members: readonly ChainMember[],
  now: Instant,
): Instant | null => {
  const instants = rules.flatMap((rule, index) => {
    const member = members[index];
    const activation = activationOf(rule, index, members[index - 1]?.reachedAt ?? null);
    const [row] = member?.rows ?? [];
    const options = { activation: activationForRows(index, activation), ...(row ? { row } : {}) };
    const rows = activation === null ? null : nextChangeAt(rule, now, options);
    const expiry = member?.state === 'completed' ? null : rule.endsAt;
    return [activation, rows, expiry].map((at) => (at === null ? Infinity : ms(at))).filter((at) => at > ms(now));
  });
  const next = Math.min(...instants);
  return next === Infinity ? null : instant(next);
};

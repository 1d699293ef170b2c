/**
 * Tracker goals, evaluated where something changed (spec 1.8): in the transaction of the log, the void, the pause or the
 * definition that changed it, or when time alone does. One way for requests, the drain and the sweeper.
 */
import type { Instant } from '#core/domain/event.ts';
import { updateChain } from '#core/domain/rule/update-chain.ts';
import { updateRows, type LogChange } from '#core/domain/rule/update-rows.ts';
import { nextChangeAt } from '#core/domain/rule/time-passes.ts';
import { progressOfRule, type RowsSummary } from '#core/domain/rule/progress-of-rule.ts';
import {
  milestoneRewards,
  periodRewards,
  recurringReward,
  windowReward,
  type Reward,
} from '#core/domain/rule/rewards.ts';
import { countPeriods, type PeriodCounts } from '#core/domain/rule/success-rate.ts';
import { isSingleWindow, type EvaluationRow } from '#core/domain/rule/rule.ts';
import { activationForRows, activationOf, type ChainProgress } from '#core/domain/rule/chain.ts';
import type { DuePlan } from '#infra/stores/due-store.ts';
import type { RuledGoal, StoredRow } from '#infra/stores/evaluation-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { runTogether } from './run-together.ts';

type Stores = Pick<UserStores, 'evaluations' | 'ruleLogs' | 'due'>;

/** A reward with the goal it is for. */
export interface GoalReward extends Reward {
  readonly goalId: string;
  readonly title: string;
}

/** What came to or left which tracker. */
export type TrackerChanges = ReadonlyMap<string, readonly LogChange[]>;

interface Evaluated {
  readonly goal: RuledGoal;
  readonly rows: readonly EvaluationRow[];
  /** `rows` are all there are. */
  readonly replaces: boolean;
  readonly chain: ChainPlace | null;
}

interface ChainPlace {
  readonly progress: ChainProgress;
  readonly index: number;
  readonly isLast: boolean;
  /** When the member begins, also when that is still to come; `null`: not known yet. */
  readonly activation: Instant | null;
}

/** Goals by chain; one that stands alone is a group of its own. */
const groupsOf = (goals: readonly RuledGoal[]): readonly (readonly RuledGoal[])[] => {
  const groups = new Map<string, RuledGoal[]>();
  for (const goal of goals) {
    const key = goal.groupId ?? goal.id;
    groups.set(key, [...(groups.get(key) ?? []), goal]);
  }
  return [...groups.values()];
};

const isChain = ([first]: readonly RuledGoal[]): boolean => first !== undefined && first.groupId !== null;

const evaluateAlone = function* (
  goal: RuledGoal,
  known: readonly EvaluationRow[],
  changes: TrackerChanges,
  now: Instant,
) {
  const { rule, computedAt } = goal;
  const since = computedAt;
  const rows = yield* updateRows({
    rule,
    activation: null,
    since,
    now,
    changes: changes.get(rule.trackerId) ?? [],
    known,
  });
  return [{ goal, rows, replaces: since === null, chain: null }] satisfies Evaluated[];
};

const evaluateMembers = function* (
  goals: readonly RuledGoal[],
  rowsOf: (goal: RuledGoal) => readonly EvaluationRow[],
  changesByTracker: TrackerChanges,
  now: Instant,
) {
  // A chain is computed as a whole: a member that joined it makes all of it new.
  const since = goals.some(({ computedAt }) => computedAt === null) ? null : (goals[0]?.computedAt ?? null);
  const members = goals.map((goal) => ({ rule: goal.rule, activatedAt: goal.activatedAt, rows: rowsOf(goal) }));
  const updated = yield* updateChain({ members, since, now, changesByTracker });
  return goals.flatMap((goal, index): Evaluated[] => {
    const member = updated[index];
    if (!member) return [];
    const { progress, rows, replaces } = member;
    const activation = activationOf(goal.rule, index, updated[index - 1]?.progress.reachedAt ?? null);
    return [{ goal, rows, replaces, chain: { progress, index, isLast: index === goals.length - 1, activation } }];
  });
};

/** How many closed periods the rows add to what was counted. */
const countsAfter = ({ goal, rows, replaces }: Evaluated, before: readonly StoredRow[]): PeriodCounts => {
  const added = countPeriods(rows);
  if (replaces) return added;
  const removed = countPeriods(before);
  return {
    closed: goal.counts.closed + added.closed - removed.closed,
    met: goal.counts.met + added.met - removed.met,
  };
};

const dueKey = (goalId: string): string => `goal.evaluate-${goalId}`;

/**
 * Evaluates these goals at `now` and keeps rows and progress. `changes` are what came to or left their trackers since
 * they were evaluated, and stored already. Under the user's lock.
 * @returns rewards that may be due; one that was paid before has its key in the ledger and pays nothing
 */
export const evaluateGoals = async (
  stores: Stores,
  goals: readonly RuledGoal[],
  changes: TrackerChanges,
  now: Instant,
): Promise<readonly GoalReward[]> => {
  if (goals.length === 0) return [];
  const { evaluations, ruleLogs } = stores;
  const groups = groupsOf(goals);
  const alone = groups.filter((group) => !isChain(group)).flat();
  const chained = groups.filter(isChain).flat();
  const known = [
    ...(await evaluations.openRows(alone.map(({ id }) => id))),
    ...(chained.length > 0 ? await evaluations.allRows(chained.map(({ id }) => id)) : []),
  ];
  const rowsOf = (goal: RuledGoal) => known.filter(({ goalId }) => goalId === goal.id);
  const answer = (queries: Parameters<typeof ruleLogs.answer>[0]) => ruleLogs.answer(queries);

  const evaluated = (
    await runTogether(
      groups.map((group) => {
        const [first] = group;
        return first && !isChain(group)
          ? evaluateAlone(first, rowsOf(first), changes, now)
          : evaluateMembers(group, rowsOf, changes, now);
      }),
      answer,
    )
  ).flat();

  const named = evaluated.map(({ goal, rows }) => ({ goalId: goal.id, rows }));
  const before = await evaluations.rowsNamed(named);
  const replaced = evaluated.filter(({ replaces }) => replaces).map(({ goal }) => goal.id);
  if (replaced.length > 0) await evaluations.clear(replaced);
  const changed = await evaluations.upsert(named, now);
  const highlights = await evaluations.highlights(evaluated.map(({ goal }) => goal.id));
  const rolling = evaluated.filter(({ goal }) => goal.rule.periodMode === 'rolling').map(({ goal }) => goal.id);
  const paid = rolling.length > 0 ? await evaluations.paidRows(rolling) : [];

  const progress = evaluated.map((one) => {
    const { goal, chain } = one;
    const counts = countsAfter(
      one,
      before.filter(({ goalId }) => goalId === goal.id),
    );
    const summary = { counts, ...(highlights.get(goal.id) ?? { latest: null, firstMetEnd: null }) };
    const options = {
      ...(chain && { chain: chain.progress }),
      ...(goal.successRate !== null && { successRate: goal.successRate }),
    };
    return { goalId: goal.id, counts, summary, ...progressOfRule(goal.rule, summary, now, options) };
  });
  await evaluations.writeProgress(progress, now);

  const rewards = await runTogether(
    evaluated.map(function* (one, index) {
      const { goal, chain } = one;
      const moved = one.rows.filter(({ label }) => changed.get(goal.id)?.has(label));
      const summary = progress[index]?.summary;
      const own: Reward[] = [
        ...(yield* periodRewards(goal.rule, moved, {
          inGroup: chain !== null,
          paid: paid.filter(({ goalId }) => goalId === goal.id),
          now,
        })),
      ];
      if (isCompleted(one, summary?.latest ?? null, now)) own.push(...completionRewards(one, summary, now));
      return own.map((reward): GoalReward => ({ ...reward, goalId: goal.id, title: goal.title }));
    }),
    answer,
  );

  const completed = evaluated.filter((one) => isCompleted(one, highlights.get(one.goal.id)?.latest ?? null, now));
  if (completed.length > 0)
    await evaluations.complete(
      completed.map(({ goal }) => goal.id),
      now,
    );

  await planNext(stores, evaluated, (goal) => highlights.get(goal.id)?.latest ?? null, now);
  return rewards.flat();
};

const completionRewards = (
  { goal, chain }: Evaluated,
  summary: RowsSummary | undefined,
  now: Instant,
): readonly Reward[] => {
  if (chain) return milestoneRewards(chain.progress, { id: goal.groupId ?? goal.id, isLast: chain.isLast });
  if (!summary) return [];
  return [
    ...windowReward(goal.rule, summary.latest ?? undefined),
    ...recurringReward(goal.rule, summary.counts, now, goal.successRate ?? undefined),
  ];
};

/** A chain member when it is reached, a single window when it is met, a recurring goal when it has ended (spec 1.7, 1.9). */
const isCompleted = ({ goal, chain }: Evaluated, latest: EvaluationRow | null, now: Instant): boolean => {
  if (goal.status !== 'active' && goal.status !== 'paused') return false;
  if (chain) return chain.progress.state === 'completed';
  const { rule } = goal;
  if (isSingleWindow(rule)) return latest !== null && latest.met && latest.final;
  return rule.endsAt !== null && Date.parse(rule.endsAt) <= Date.parse(now);
};

/** The next instant at which something of the goal changes although no log comes. `ahead`: of a log whose time is to come. */
const nextOf = (
  { goal: { rule }, chain }: Evaluated,
  row: EvaluationRow | null,
  ahead: Instant | null,
  now: Instant,
): Instant | null => {
  const activation = chain ? activationForRows(chain.index, chain.activation) : null;
  const isKnown = !chain || chain.activation !== null;
  const instants = [
    ahead,
    isKnown ? nextChangeAt(rule, now, { activation, ...(row && { row }) }) : null,
    chain?.activation ?? null,
    chain && chain.progress.state !== 'completed' ? rule.endsAt : null,
  ];
  return instants.filter((at) => at !== null && at > now).sort()[0] ?? null;
};

/** Devices run ahead of us by minutes: the first log of each tracker whose time is still to come. */
const AHEAD_MS = 10 * 60_000;
const logsAhead = async (
  { ruleLogs }: Pick<Stores, 'ruleLogs'>,
  evaluated: readonly Evaluated[],
  now: Instant,
): Promise<ReadonlyMap<string, Instant>> => {
  const trackers = [...new Set(evaluated.map(({ goal }) => goal.rule.trackerId))];
  const [from, to] = [1, AHEAD_MS].map((ms) => new Date(Date.parse(now) + ms).toISOString());
  const answers = await ruleLogs.answer(
    trackers.map((trackerId) => ({ trackerId, from: from ?? now, to: to ?? now, which: 'any', take: { first: 1 } })),
  );
  return new Map(trackers.flatMap((id, index) => (answers[index] ?? []).map(({ at }) => [id, at] as const)));
};

const planNext = async (
  stores: Stores,
  evaluated: readonly Evaluated[],
  latestOf: (goal: RuledGoal) => EvaluationRow | null,
  now: Instant,
): Promise<void> => {
  const ahead = await logsAhead(stores, evaluated, now);
  const plans: DuePlan[] = [];
  const over: string[] = [];
  for (const one of evaluated) {
    const { goal } = one;
    const key = dueKey(goal.id);
    const runAt = nextOf(one, latestOf(goal), ahead.get(goal.rule.trackerId) ?? null, now);
    if (runAt === null) over.push(key);
    else plans.push({ kind: 'goal.evaluate', key, payload: { goal_id: goal.id }, runAt });
  }
  await stores.due.plan(plans);
  await stores.due.drop(over);
};

/** Takes a goal out of the plan: it was archived. */
export const forgetGoal = (due: Stores['due'], goalId: string): Promise<void> => due.drop([dueKey(goalId)]);

/** Rows and progress of tracker goals, computed from nothing at the instant they stand for, beside what is stored (spec 7.3). */
import type { Instant } from '#core/domain/event.ts';
import { evaluateChain, type ChainProgress } from '#core/domain/rule/chain.ts';
import { evaluate } from '#core/domain/rule/evaluate.ts';
import { progressOfRule, summaryOf } from '#core/domain/rule/progress-of-rule.ts';
import type { EvaluationRow, Log } from '#core/domain/rule/rule.ts';
import type { GoalProgressRow, RuledGoal, StoredRow } from '#infra/stores/evaluation-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';

type Stores = Pick<UserStores, 'evaluations' | 'ruleLogs'>;

/** What a goal's rows and progress must be. */
interface Expected {
  readonly goal: RuledGoal;
  readonly at: Instant;
  readonly rows: readonly EvaluationRow[];
  readonly progress: GoalProgressRow;
}

const expectedOf = (
  goal: RuledGoal,
  at: Instant,
  rows: readonly EvaluationRow[],
  chain: ChainProgress | null,
): Expected => {
  const summary = summaryOf(rows);
  const options = { ...(chain && { chain }), ...(goal.successRate !== null && { successRate: goal.successRate }) };
  const progress = { goalId: goal.id, counts: summary.counts, ...progressOfRule(goal.rule, summary, at, options) };
  return { goal, at, rows, progress };
};

/** Every log there was when the goals were evaluated, by tracker. */
const everything = async ({ ruleLogs }: Stores, goals: readonly RuledGoal[]) => {
  const latest = Math.max(...goals.map(({ computedAt }) => Date.parse(computedAt ?? '1970-01-01')));
  const ids = [...new Set(goals.map(({ rule }) => rule.trackerId))];
  const to = new Date(latest + 1).toISOString();
  const answers = await ruleLogs.answer(
    ids.map((trackerId) => ({ trackerId, from: null, to, which: 'any', take: 'all' }) as const),
  );
  return new Map<string, readonly Log[]>(ids.map((id, index) => [id, answers[index] ?? []]));
};

const expectAlone = (goals: readonly RuledGoal[], logs: ReadonlyMap<string, readonly Log[]>): readonly Expected[] =>
  goals.flatMap((goal) =>
    goal.computedAt === null
      ? []
      : [
          expectedOf(
            goal,
            goal.computedAt,
            evaluate(goal.rule, logs.get(goal.rule.trackerId) ?? [], goal.computedAt),
            null,
          ),
        ],
  );

const expectChain = (members: readonly RuledGoal[], logs: ReadonlyMap<string, readonly Log[]>): readonly Expected[] => {
  const at = members[0]?.computedAt ?? null;
  if (at === null) return [];
  const chain = evaluateChain(
    members.map(({ rule }) => rule),
    logs,
    at,
  );
  return members.flatMap((goal, index) => {
    const member = chain[index];
    return member ? [expectedOf(goal, at, member.rows, member)] : [];
  });
};

const columnsOf = (row: EvaluationRow) =>
  JSON.stringify([
    ...[row.start, row.end, row.value, row.baseline, row.dataPoints, row.met, row.final, row.metAt, row.progress],
    ...[row.status, row.partial],
  ]);

/** Labels whose rows differ. */
const differingLabels = (expected: readonly EvaluationRow[], stored: readonly StoredRow[]): readonly string[] => {
  const has = new Map(stored.map((row) => [row.label, columnsOf(row)]));
  const wants = new Map(expected.map((row) => [row.label, columnsOf(row)]));
  return [...new Set([...has.keys(), ...wants.keys()])].filter((label) => has.get(label) !== wants.get(label)).sort();
};

const progressColumns = (progress: GoalProgressRow) =>
  JSON.stringify([
    ...[progress.currentValue, progress.progress, progress.reachedAt, progress.chainState, progress.activatedAt],
    ...[progress.counts.closed, progress.counts.met],
  ]);

/** Compares, reports, and replaces what differs. Under the user's lock. */
export const rebuildTrackerGoals = async (stores: Stores): Promise<readonly string[]> => {
  const goals = await stores.evaluations.all();
  if (goals.length === 0) return [];
  const logs = await everything(stores, goals);
  const groups = new Set(goals.flatMap(({ groupId }) => groupId ?? []));
  const chains = [...groups].map((group) => goals.filter(({ groupId }) => groupId === group));
  const expected = [
    ...expectAlone(
      goals.filter(({ groupId }) => groupId === null),
      logs,
    ),
    ...chains.flatMap((members) => expectChain(members, logs)),
  ];
  const ids = expected.map(({ goal }) => goal.id);
  const rows = await stores.evaluations.allRows(ids);
  const stored = new Map((await stores.evaluations.progress(ids)).map((row) => [row.goalId, row]));
  const differences: string[] = [];
  for (const { goal, at, rows: wanted, progress } of expected) {
    const own = rows.filter(({ goalId }) => goalId === goal.id);
    const labels = differingLabels(wanted, own);
    const has = stored.get(goal.id);
    const progressDiffers = !has || progressColumns(has) !== progressColumns(progress);
    differences.push(
      ...labels.map((label) => `goal ${goal.id} period ${label}`),
      ...(progressDiffers ? [`goal ${goal.id} progress`] : []),
    );
    if (labels.length > 0) {
      await stores.evaluations.clear([goal.id]);
      await stores.evaluations.upsert([{ goalId: goal.id, rows: wanted }], at);
    }
    if (progressDiffers) await stores.evaluations.writeProgress([progress], at);
  }
  return differences;
};

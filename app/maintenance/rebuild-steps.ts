/** What the attempts on steps amount to, folded from nothing, beside what is stored (spec 5.4, 7.3). */
import { foldAttempts } from '#core/domain/dog/attempts.ts';
import type { Instant } from '#core/domain/event.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { StepCounts, StepOverview } from '#infra/views/step-view.ts';
import { ruleOf } from '../dog/training.ts';

type Stores = Pick<UserStores, 'stepView' | 'steps'>;

const columnsOf = (counts: StepCounts) =>
  JSON.stringify([
    ...[counts.passCount, counts.needsWorkCount, counts.neutralCount, counts.consecutivePasses, counts.needsWorkRun],
    counts.suggestion,
  ]);

const grouped = <K extends string, T extends Readonly<Record<K, string>>>(rows: readonly T[], key: K) => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group) group.push(row);
    else groups.set(row[key], [row]);
  }
  return groups;
};

/**
 * Compares, reports, and replaces what differs. Under the user's lock. The status of a step is its owner's and stays: it was
 * moved by hand, too.
 */
export const rebuildSteps = async ({ stepView, steps: store }: Stores, now: Instant): Promise<readonly string[]> => {
  const steps = await stepView.all();
  if (steps.length === 0) return [];
  const goals = grouped(steps, 'goalId');
  const attempts = grouped(await stepView.counted(steps.map(({ id }) => id)), 'stepId');
  const expected = (step: StepOverview): StepCounts => {
    const tree = { status: 'active', steps: goals.get(step.goalId) ?? [] } as const;
    return foldAttempts(ruleOf(tree, step), attempts.get(step.id) ?? []);
  };
  const wrong = steps
    .map((step) => ({ step, counts: expected(step) }))
    .filter(({ step, counts }) => columnsOf(step) !== columnsOf(counts));
  await store.writeProgress(
    wrong.map(({ step, counts }) => ({ ...counts, stepId: step.id })),
    now,
  );
  return wrong.map(({ step }) => `step ${step.id}`);
};

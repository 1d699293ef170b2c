/** Computed rows made again from the facts (spec 7.3): compared, reported, replaced, user by user under the user's lock. */
import { Decimal } from 'decimal.js';
import type { Instant } from '#core/domain/event.ts';
import { progressOf } from '#core/domain/goal/target-goal.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalSums } from '#infra/stores/maintenance/rebuild-store.ts';
import { rebuildDailyMetrics } from './rebuild-daily-metrics.ts';
import { rebuildHabits } from './rebuild-habits.ts';
import { rebuildSteps } from './rebuild-steps.ts';
import { rebuildTrackerGoals } from './rebuild-tracker-goals.ts';
import { beginReplay, continueReplay, differencesOf } from './replay-ledger.ts';

/** What can be rebuilt, in the order in which `all` does it. */
export const REBUILDABLE = ['steps', 'habits', 'goals', 'metrics', 'pets'] as const;
export type Rebuildable = (typeof REBUILDABLE)[number];

export interface RebuildReport {
  readonly users: number;
  /** Each row that was not what the facts say, for a person; they are right now. */
  readonly differences: readonly string[];
}

type Rebuild = (stores: UserStores, now: Instant) => Promise<readonly string[]>;

const sameDecimal = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : new Decimal(a).equals(b);

const expectedOf = (goal: GoalSums) => {
  const reached = goal.targetValue !== null && new Decimal(goal.entered).gte(goal.targetValue);
  return {
    goalId: goal.goalId,
    currentValue: goal.entered,
    progress: goal.targetValue === null ? null : progressOf(goal.entered, goal.targetValue),
    // When it was reached is kept: a target that was lowered was reached at no entry.
    reachedAt: reached ? (goal.reachedAt ?? goal.lastEntryAt) : null,
  };
};

/** A goal without a row has nothing yet: 0 of its target. */
const isAsExpected = (goal: GoalSums, expected: ReturnType<typeof expectedOf>): boolean =>
  goal.currentValue === null
    ? new Decimal(goal.entered).isZero()
    : sameDecimal(goal.currentValue, expected.currentValue) &&
      sameDecimal(goal.progress, expected.progress) &&
      (goal.reachedAt === null) === (expected.reachedAt === null);

const rebuildGoals: Rebuild = async (stores, now) => {
  const { rebuild } = stores;
  const differences: string[] = [];
  for (const goal of await rebuild.goalSums()) {
    const expected = expectedOf(goal);
    if (isAsExpected(goal, expected)) continue;
    differences.push(`goal ${goal.goalId}: ${goal.currentValue ?? 'nothing'} is ${expected.currentValue}`);
    await rebuild.writeGoal({ ...expected, now });
  }
  differences.push(...(await rebuildTrackerGoals(stores)));
  return differences;
};

const rebuildMetrics: Rebuild = async (stores) => {
  const { rebuild } = stores;
  const activity = await rebuild.activityDifferences();
  if (activity.length > 0) await rebuild.replaceActivity();
  const metrics = await rebuild.metricDifferences();
  if (metrics.length > 0) await rebuild.replaceMetrics();
  return [
    ...activity.map((what) => `daily_activity ${what}`),
    ...metrics.map((what) => `metrics_cache ${what}`),
    ...(await rebuildDailyMetrics(stores)),
  ];
};

const rebuildPets: Rebuild = async ({ rebuild }) => {
  const differences: string[] = [];
  for (const pet of await rebuild.pets()) {
    let replay = beginReplay(pet);
    for await (const page of rebuild.ledger(pet.petId)) replay = continueReplay(replay, page);
    // A ledger whose XP do not add up is a fact that no rebuild may touch: pets:verify tells it.
    const what = differencesOf(pet, replay).filter((name) => name !== 'sum of xp');
    if (what.length === 0) continue;
    differences.push(`pet ${pet.petId}: ${what.join(', ')}`);
    await rebuild.writePet(pet.petId, replay.state, replay.version);
  }
  return differences;
};

const rebuilds: Readonly<Record<Rebuildable, Rebuild>> = {
  steps: rebuildSteps,
  habits: rebuildHabits,
  goals: rebuildGoals,
  metrics: rebuildMetrics,
  pets: rebuildPets,
};

/** Rebuilds what is named for every user. The product may run meanwhile; a user waits at most for their own rebuild. */
export const rebuildAll = async (
  uow: UnitOfWork,
  what: readonly Rebuildable[],
  now: () => Instant,
): Promise<RebuildReport> => {
  const differences: string[] = [];
  let users = 0;
  await uow.readSystem(async ({ userDirectory }) => {
    for await (const userId of userDirectory.ids()) {
      users += 1;
      await uow.forUser(userId, async (stores) => {
        for (const name of what) {
          for (const difference of await rebuilds[name](stores, now()))
            differences.push(`user ${userId}: ${difference}`);
        }
      });
    }
  });
  return { users, differences };
};

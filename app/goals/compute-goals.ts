/** Tracker goals computed after a change of what they are, with their rewards paid. */
import type { Instant } from '#core/domain/event.ts';
import type { RuledGoal } from '#infra/stores/evaluation-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { evaluateGoals } from './evaluate-goals.ts';
import { payRewards } from './pay-rewards.ts';

/** Computes these goals, each with its chain; from nothing, what was forgotten before. Under the user's lock. */
export const computeGoals = async (
  stores: UserStores,
  goalIds: readonly string[],
  { now, newId }: { readonly now: Instant; readonly newId: () => string },
): Promise<void> => {
  const goals = new Map<string, RuledGoal>();
  for (const id of goalIds) {
    if (goals.has(id)) continue;
    for (const member of await stores.evaluations.withChain(id)) goals.set(member.id, member);
  }
  await payRewards(stores, await evaluateGoals(stores, [...goals.values()], new Map(), now), now, newId);
};

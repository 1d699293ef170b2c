/** Rewards as facts of the user's raw log: a worker makes events of them, each once for ever (spec 1.7, 8.4). */
import type { Instant } from '#core/domain/event.ts';
import type { RewardFact } from '#core/providers/goals/index.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalReward } from './evaluate-goals.ts';

export const factOf = (reward: GoalReward): RewardFact => ({
  type: reward.type,
  dedupe_key: reward.dedupeKey,
  goal_id: reward.goalId,
  title: reward.title,
  at: reward.at,
  period_label: reward.label,
});

/** Appends what is due; a reward whose fact is there already is left out. Ring the doorbell after the commit. */
export const payRewards = async (
  { raw }: Pick<UserStores, 'raw'>,
  rewards: readonly GoalReward[],
  now: Instant,
  newId: () => string,
): Promise<void> => {
  if (rewards.length === 0) return;
  await raw.append(
    rewards.map((reward) => ({
      id: newId(),
      key: reward.dedupeKey,
      source: 'goals',
      eventName: reward.type,
      payload: { ...factOf(reward) },
      receivedAt: now,
    })),
  );
};

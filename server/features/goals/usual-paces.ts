/** Usual paces of goals, remembered: they cost the square of the days behind a goal and move only with its entries. */
import { LRUCache } from 'lru-cache';
import type { Fraction } from '#core/domain/goal/fraction.ts';
import { usualPace } from '#core/domain/goal/target-pace.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';
import { startOf } from './goal-views.ts';

interface Known {
  readonly mark: string;
  readonly slope: Fraction | null;
}

const remembered = new LRUCache<string, Known>({ max: 10_000 });

const markOf = (goal: GoalOverview): string => `${goal.progressMark ?? ''} ${startOf(goal)}`;

/** By goal, for those of `goals` that have a target. */
export const usualPaces = async (
  { goalView }: Pick<UserStores, 'goalView'>,
  goals: readonly GoalOverview[],
): Promise<ReadonlyMap<string, Fraction | null>> => {
  const slopes = new Map<string, Fraction | null>();
  const stale: GoalOverview[] = [];
  for (const goal of goals) {
    const known = remembered.get(goal.id);
    if (goal.targetValue === null) continue;
    if (known?.mark === markOf(goal)) slopes.set(goal.id, known.slope);
    else stale.push(goal);
  }
  if (stale.length === 0) return slopes;
  const days = await goalView.entryDays(stale.map(({ id }) => id));
  for (const goal of stale) {
    const slope = usualPace(startOf(goal), days.get(goal.id) ?? []);
    remembered.set(goal.id, { mark: markOf(goal), slope });
    slopes.set(goal.id, slope);
  }
  return slopes;
};

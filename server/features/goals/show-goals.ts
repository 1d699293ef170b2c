/** Goals with their rules and periods, read together: a page of goals costs three statements however many they are. */
import type { GoalView } from '#core/contract/goals.ts';
import type { LocalDate } from '#core/domain/event.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';
import { goalView, type ShownGoal } from './goal-views.ts';

type Stores = Pick<UserStores, 'evaluations'>;

export const withRules = async (
  { evaluations }: Stores,
  goals: readonly GoalOverview[],
  today: LocalDate,
): Promise<readonly ShownGoal[]> => {
  const ids = goals.flatMap(({ kind, id }) => (kind === 'tracker' ? [id] : []));
  if (ids.length === 0) return goals.map((goal) => ({ goal, today }));
  const rules = new Map((await evaluations.rules(ids)).map((rule) => [rule.goalId, rule]));
  const highlights = await evaluations.highlights(ids);
  return goals.map((goal) => ({
    goal,
    today,
    rule: rules.get(goal.id),
    period: highlights.get(goal.id)?.latest ?? null,
  }));
};

export const showGoals = async (
  stores: Stores,
  goals: readonly GoalOverview[],
  today: LocalDate,
): Promise<readonly GoalView[]> => (await withRules(stores, goals, today)).map(goalView);

export const showGoal = async (stores: Stores, goal: GoalOverview, today: LocalDate): Promise<GoalView> => {
  const [view] = await showGoals(stores, [goal], today);
  if (!view) throw new Error('a goal without a view');
  return view;
};

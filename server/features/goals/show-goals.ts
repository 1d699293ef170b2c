/** Goals with their rules, periods, steps and paces, read together: a page of them costs a few statements however many they are. */
import type { GoalView } from '#core/contract/goals.ts';
import type { LocalDate } from '#core/domain/event.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';
import { goalView } from './goal-views.ts';
import { usualPaces } from './usual-paces.ts';

type Stores = Pick<UserStores, 'evaluations' | 'goalView' | 'stepView'>;

const rulesOf = async ({ evaluations }: Stores, goals: readonly GoalOverview[]) => {
  const ids = goals.flatMap(({ kind, id }) => (kind === 'tracker' ? [id] : []));
  if (ids.length === 0) return { ruleOf: () => undefined, periodOf: () => null };
  const rules = new Map((await evaluations.rules(ids)).map((rule) => [rule.goalId, rule]));
  const highlights = await evaluations.highlights(ids);
  return { ruleOf: (id: string) => rules.get(id), periodOf: (id: string) => highlights.get(id)?.latest ?? null };
};

/** By goal, for those that are trained in steps. */
const stepsOf = async ({ stepView }: Stores, goals: readonly GoalOverview[]) => {
  const ids = goals.flatMap(({ kind, id }) => (kind === 'training' ? [id] : []));
  if (ids.length === 0) return () => undefined;
  const steps = await stepView.ofGoals(ids);
  return ({ kind, id }: GoalOverview) =>
    kind === 'training' ? steps.filter(({ goalId }) => goalId === id) : undefined;
};

export const showGoals = async (
  stores: Stores,
  goals: readonly GoalOverview[],
  today: LocalDate,
): Promise<readonly GoalView[]> => {
  const { ruleOf, periodOf } = await rulesOf(stores, goals);
  const slopes = await usualPaces(stores, goals);
  const stepsOfGoal = await stepsOf(stores, goals);
  return goals.map((goal) =>
    goalView({
      ...{ goal, today, rule: ruleOf(goal.id), period: periodOf(goal.id) },
      ...{ slope: slopes.get(goal.id), steps: stepsOfGoal(goal) },
    }),
  );
};

export const showGoal = async (stores: Stores, goal: GoalOverview, today: LocalDate): Promise<GoalView> => {
  const [view] = await showGoals(stores, [goal], today);
  if (!view) throw new Error('a goal without a view');
  return view;
};

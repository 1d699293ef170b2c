import type { Router } from 'express';
import { dayOf, todayOf } from '#app/calendar/user-day.ts';
import { statsToday } from '#app/habits/judge.ts';
import type { ResponseOf } from '#core/contract/endpoint.ts';
import { getToday } from '#core/contract/today.ts';
import { currentStep } from '#core/domain/dog/step-tree.ts';
import type { Instant } from '#core/domain/event.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';
import { createKeptAnswers } from '../../http/kept-answers.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { showGoals } from '../goals/show-goals.ts';
import { completionView, habitColumns, statsView } from '../habits/habit-views.ts';
import { stepView } from '../training/step-views.ts';

/** Active goals shown at most; a list that long is no plan for a day. */
const GOALS = 100;
/** Room for some fifty people with a hundred habits and fifty goals each. */
const KEPT_BYTES = 8 * 1024 * 1024;

/** The step to train now: that of the newest goal that is trained, one at a time. */
const stepOf = async (
  { stepView: view }: UserStores,
  goals: readonly GoalOverview[],
): Promise<ResponseOf<typeof getToday>['step']> => {
  const goal = goals.find(({ kind }) => kind === 'training');
  if (!goal) return null;
  const steps = await view.ofGoals([goal.id]);
  const now = currentStep({ status: goal.status, steps });
  const row = steps.find(({ id }) => id === now?.id);
  return row ? { ...stepView(row), goal_title: goal.title } : null;
};

const today = async (stores: UserStores, now: Instant): Promise<ResponseOf<typeof getToday>> => {
  const day = await dayOf(stores, now);
  const kept = await stores.habitView.kept();
  const done = await stores.habitView.doneOn(
    kept.map(({ id }) => id),
    day.today,
  );
  const habits = [];
  for (const habit of kept) {
    const stats = await statsToday(stores, habit, day);
    const completions = done.filter(({ habitId }) => habitId === habit.id).map(completionView);
    if (stats.state === 'not_due' && completions.length === 0) continue;
    const due = stats.state === 'due';
    habits.push({ habit: habitColumns(habit), stats: statsView(stats, day.today), due, completions });
  }
  const goals = await stores.goalView.page({ status: 'active', limit: GOALS });
  const [step, shown] = [await stepOf(stores, goals), await showGoals(stores, goals, day.today)];
  return { date: day.today, habits, step, tasks: [], goals: [...shown] };
};

export const mountToday = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const kept = createKeptAnswers(getToday, KEPT_BYTES);

  route(
    router,
    kit,
    getToday,
  )(({ user, now }) =>
    uow.readUser(user.id, async (stores) => {
      const mark = `${todayOf(user, now)} ${await stores.todayView.mark()}`;
      return kept(user.id, mark, () => today(stores, now));
    }),
  );
};

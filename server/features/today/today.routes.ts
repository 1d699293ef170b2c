import type { Router } from 'express';
import { dayOf } from '#app/calendar/user-day.ts';
import { statsToday } from '#app/habits/judge.ts';
import { getToday } from '#core/contract/today.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { showGoals } from '../goals/show-goals.ts';
import { habitColumns, statsView } from '../habits/habit-views.ts';

/** Active goals shown at most; a list that long is no plan for a day. */
const GOALS = 100;

export const mountToday = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;

  route(
    router,
    kit,
    getToday,
  )(({ user, now }) =>
    uow.readUser(user.id, async (stores) => {
      const day = await dayOf(stores, now);
      const habits = [];
      for (const habit of await stores.habitView.kept()) {
        const stats = await statsToday(stores, habit, day);
        if (stats.state === 'not_due') continue;
        habits.push({ habit: habitColumns(habit), stats: statsView(stats, day.today), due: stats.state === 'due' });
      }
      const goals = await stores.goalView.page({ status: 'active', limit: GOALS });
      return {
        date: day.today,
        habits,
        step: null,
        tasks: [],
        goals: [...(await showGoals(stores, goals, day.today))],
      };
    }),
  );
};

import type { Router } from 'express';
import { z } from 'zod';
import { createGoalControl } from '#app/goals/goal-control.ts';
import {
  createGoal,
  deleteGoal,
  getGoal,
  listGoals,
  listProgress,
  setGoalStatus,
  updateGoal,
} from '#core/contract/goals.ts';
import { DomainError } from '#core/domain/errors.ts';
import { logicalDate } from '#core/domain/time/calendar.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { entryView, goalView } from './goal-views.ts';

const Place = z.object({ after: z.uuid() });

export const mountGoals = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const control = createGoalControl(kit.deps);
  const noSuchGoal = () => new DomainError('not_found', { detail: 'There is no such goal.' });

  route(
    router,
    kit,
    listGoals,
  )(async ({ user, query, now }) =>
    uow.readUser(user.id, async (stores) => {
      const today = logicalDate(await stores.calendar.calendar(), now);
      const after = decodeCursor(Place, query.cursor)?.after;
      const goals = await stores.goalView.page({ status: query.status, after, limit: query.limit + 1 });
      return pageOf(goals, query.limit, {
        placeOf: (goal) => ({ after: goal.id }),
        view: (goal) => goalView({ goal, today }),
      });
    }),
  );

  route(
    router,
    kit,
    createGoal,
  )(async ({ user, body, location }) => {
    const made = await control.create(user.id, body);
    location(`/v1/goals/${made.goal.id}`);
    return goalView(made);
  });

  route(
    router,
    kit,
    getGoal,
  )(async ({ user, params, now }) =>
    uow.readUser(user.id, async (stores) => {
      const goal = await stores.goalView.find(params.id);
      if (!goal) throw noSuchGoal();
      return goalView({ goal, today: logicalDate(await stores.calendar.calendar(), now) });
    }),
  );

  route(
    router,
    kit,
    updateGoal,
  )(async ({ user, params, body }) => goalView(await control.change(user.id, params.id, body)));

  route(
    router,
    kit,
    setGoalStatus,
  )(async ({ user, params, body }) => goalView(await control.setStatus(user.id, params.id, body.status)));

  route(
    router,
    kit,
    deleteGoal,
  )(async ({ user, params }) => {
    await control.setStatus(user.id, params.id, 'archived');
    return undefined;
  });

  route(
    router,
    kit,
    listProgress,
  )(async ({ user, params, query }) =>
    uow.readUser(user.id, async (stores) => {
      if (!(await stores.goalView.find(params.id))) throw noSuchGoal();
      const after = decodeCursor(Place, query.cursor)?.after;
      const entries = await stores.goalView.entries(params.id, { after, limit: query.limit + 1 });
      return pageOf(entries, query.limit, { placeOf: (entry) => ({ after: entry.id }), view: entryView });
    }),
  );
};

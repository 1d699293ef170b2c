import type { Router } from 'express';
import { z } from 'zod';
import { dayOf } from '#app/calendar/user-day.ts';
import { createEntryControl, type EntryToday } from '#app/goals/entry-control.ts';
import { explainEvaluation as explain, previewGoal as preview } from '#app/goals/explain-goal.ts';
import { createGroupControl } from '#app/goals/group-control.ts';
import { createGoalControl, findGoal, type GoalToday } from '#app/goals/goal-control.ts';
import {
  createGoalGroup,
  createProgress,
  deleteGoalGroup,
  explainEvaluation,
  listEvaluations,
  listGoalGroups,
  listProgress,
  previewGoal,
  resetGoal,
  updateGoalGroup,
} from '#core/contract/goal-progress.ts';
import { createGoal, deleteGoal, getGoal, listGoals, setGoalStatus, updateGoal } from '#core/contract/goals.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { entryView, evaluationView, groupView } from './goal-views.ts';
import { showGoal, showGoals } from './show-goals.ts';

const Place = z.object({ after: z.uuid() });
const PeriodPlace = z.object({ start: z.iso.datetime(), label: z.string() });

export const mountGoals = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const control = createGoalControl(kit.deps);
  const entries = createEntryControl(kit.deps);
  const groups = createGroupControl(kit.deps);
  const shown = (userId: string, { goal, today }: GoalToday) =>
    uow.readUser(userId, (stores) => showGoal(stores, goal, today));
  const entered = async (userId: string, { entry, ...goal }: EntryToday) => ({
    entry: entryView(entry),
    progress: (await shown(userId, goal)).progress,
  });

  route(
    router,
    kit,
    listGoals,
  )(async ({ user, query, now }) =>
    uow.readUser(user.id, async (stores) => {
      const today = (await dayOf(stores, now)).today;
      const after = decodeCursor(Place, query.cursor)?.after;
      const goals = await stores.goalView.page({ status: query.status, after, limit: query.limit + 1 });
      const views = await showGoals(stores, goals, today);
      return pageOf(views, query.limit, { placeOf: ({ id }) => ({ after: id }), view: (view) => view });
    }),
  );

  route(
    router,
    kit,
    createGoal,
  )(async ({ user, body, location }) => {
    const made = await control.create(user.id, body);
    location(`/v1/goals/${made.goal.id}`);
    return shown(user.id, made);
  });

  route(
    router,
    kit,
    getGoal,
  )(async ({ user, params, now }) =>
    uow.readUser(user.id, async (stores) => {
      const goal = await findGoal(stores, params.id);
      return showGoal(stores, goal, (await dayOf(stores, now)).today);
    }),
  );

  route(
    router,
    kit,
    updateGoal,
  )(async ({ user, params, body }) => shown(user.id, await control.change(user.id, params.id, body)));

  route(
    router,
    kit,
    setGoalStatus,
  )(async ({ user, params, body, requestId }) =>
    shown(user.id, await control.setStatus(user.id, params.id, body.status, requestId)),
  );

  route(
    router,
    kit,
    deleteGoal,
  )(async ({ user, params, requestId }) => {
    await control.setStatus(user.id, params.id, 'archived', requestId);
    return undefined;
  });

  route(
    router,
    kit,
    listProgress,
  )(async ({ user, params, query }) =>
    uow.readUser(user.id, async (stores) => {
      await findGoal(stores, params.id);
      const after = decodeCursor(Place, query.cursor)?.after;
      const rows = await stores.goalView.entries(params.id, { after, limit: query.limit + 1 });
      return pageOf(rows, query.limit, { placeOf: (entry) => ({ after: entry.id }), view: entryView });
    }),
  );

  route(
    router,
    kit,
    createProgress,
  )(async ({ user, params, body, request, location, status }) => {
    const made = await entries.add(user.id, params.id, {
      value: body.value,
      entryDate: body.entry_date,
      note: body.note,
      clientEntryId: body.client_entry_id,
      deviceTimezone: request.get('x-timezone'),
    });
    if (made.made) location(`/v1/goals/${params.id}/progress`);
    else status(200);
    return entered(user.id, made);
  });

  route(
    router,
    kit,
    resetGoal,
  )(async ({ user, params, body }) => entered(user.id, await entries.reset(user.id, params.id, body?.note ?? null)));

  route(
    router,
    kit,
    listEvaluations,
  )(({ user, params, query: { from, to, cursor, limit } }) =>
    uow.readUser(user.id, async (stores) => {
      await findGoal(stores, params.id);
      const page = { from, to, after: decodeCursor(PeriodPlace, cursor), limit: limit + 1 };
      const rows = await stores.evaluations.page(params.id, page);
      return pageOf(rows, limit, { placeOf: ({ start, label }) => ({ start, label }), view: evaluationView });
    }),
  );

  route(
    router,
    kit,
    explainEvaluation,
  )(({ user, params, now }) =>
    uow.readUser(user.id, async (stores) => {
      await findGoal(stores, params.id);
      const { row, logs } = await explain(stores, params.id, params.period_label, now);
      return {
        evaluation: evaluationView(row),
        logs: logs.map(({ log: { id, at, value }, counted, why }) => ({ id, logged_at: at, value, counted, why })),
      };
    }),
  );

  route(
    router,
    kit,
    previewGoal,
  )(({ user, body, now }) =>
    uow.readUser(user.id, async (stores) => {
      const rows = await preview(stores, body, await dayOf(stores, now));
      return { items: rows.map((row) => evaluationView({ ...row, revision: 1 })) };
    }),
  );

  route(
    router,
    kit,
    listGoalGroups,
  )(({ user, query, now }) =>
    uow.readUser(user.id, async (stores) => {
      const after = decodeCursor(Place, query.cursor)?.after;
      const groups = await stores.goalView.groups({ after, limit: query.limit + 1 });
      const members = await stores.goalView.ofGroups(groups.map(({ id }) => id));
      const views = await showGoals(stores, members, (await dayOf(stores, now)).today);
      return pageOf(groups, query.limit, {
        placeOf: ({ id }) => ({ after: id }),
        view: (group) =>
          groupView(
            group,
            views.filter(({ goal_group_id: id }) => id === group.id),
          ),
      });
    }),
  );

  route(
    router,
    kit,
    createGoalGroup,
  )(async ({ user, body, location }) => {
    const group = await groups.create(user.id, body.title);
    location(`/v1/goal-groups/${group.id}`);
    return groupView(group, []);
  });

  route(
    router,
    kit,
    updateGoalGroup,
  )(async ({ user, params, body, now }) => {
    const group = await groups.rename(user.id, params.id, body.title);
    return uow.readUser(user.id, async (stores) => {
      const members = await stores.goalView.ofGroups([group.id]);
      return groupView(group, await showGoals(stores, members, (await dayOf(stores, now)).today));
    });
  });

  route(
    router,
    kit,
    deleteGoalGroup,
  )(async ({ user, params }) => {
    await groups.dissolve(user.id, params.id);
    return undefined;
  });
};

import type { Router } from 'express';
import { z } from 'zod';
import { dayOf } from '#app/calendar/user-day.ts';
import { createAttemptControl } from '#app/dog/attempt-control.ts';
import { createTrainingControl } from '#app/dog/training-control.ts';
import { findStepRow } from '#app/dog/training.ts';
import { findGoal } from '#app/goals/goal-control.ts';
import {
  activateGoal,
  createAttempt,
  createStep,
  linkMoment,
  listAttempts,
  listSteps,
  splitStep,
  unlinkMoment,
  updateStep,
  voidAttempt,
} from '#core/contract/training.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { showGoal } from '../goals/show-goals.ts';
import { mountPlans } from './plan.routes.ts';
import { attemptView, stepView } from './step-views.ts';

const Place = z.object({ after: z.uuid() });

export const mountTraining = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const control = createTrainingControl(kit.deps);
  const attempts = createAttemptControl(kit.deps);
  mountPlans(router, kit);

  route(
    router,
    kit,
    activateGoal,
  )(async ({ user, params, requestId, now }) => {
    await control.activate(user.id, params.id, requestId);
    return uow.readUser(user.id, async (stores) =>
      showGoal(stores, await findGoal(stores, params.id), (await dayOf(stores, now)).today),
    );
  });

  route(
    router,
    kit,
    listSteps,
  )(({ user, params }) =>
    uow.readUser(user.id, async (stores) => {
      await findGoal(stores, params.id);
      return { items: (await stores.stepView.ofGoals([params.id])).map(stepView) };
    }),
  );

  route(
    router,
    kit,
    createStep,
  )(async ({ user, params, body, location }) => {
    const step = await control.addStep(user.id, params.id, body);
    location(`/v1/goals/${params.id}/steps`);
    return stepView(step);
  });

  route(
    router,
    kit,
    updateStep,
  )(async ({ user, params, body }) => stepView(await control.changeStep(user.id, params.id, body)));

  route(
    router,
    kit,
    splitStep,
  )(async ({ user, params }) => ({ items: (await control.split(user.id, params.id)).map(stepView) }));

  route(
    router,
    kit,
    createAttempt,
  )(async ({ user, params, body, location, status }) => {
    const { attempt, step, made } = await attempts.add(user.id, params.id, {
      outcome: body.outcome,
      occurredAt: body.occurred_at,
      durationSeconds: body.duration_seconds,
      note: body.note,
      clientAttemptId: body.client_attempt_id,
    });
    if (made) location(`/v1/goal-steps/${params.id}/attempts`);
    else status(200);
    return { attempt: attemptView(attempt), step: stepView(step) };
  });

  route(
    router,
    kit,
    listAttempts,
  )(({ user, params, query: { cursor, limit } }) =>
    uow.readUser(user.id, async (stores) => {
      await findStepRow(stores, params.id);
      const after = decodeCursor(Place, cursor)?.after;
      const rows = await stores.stepView.attempts(params.id, { after, limit: limit + 1 });
      return pageOf(rows, limit, { placeOf: ({ id }) => ({ after: id }), view: attemptView });
    }),
  );

  route(
    router,
    kit,
    voidAttempt,
  )(async ({ user, params, body }) => {
    const { attempt, step } = await attempts.void(user.id, params.id, body?.reason ?? null);
    return { attempt: attemptView(attempt), step: stepView(step) };
  });

  route(
    router,
    kit,
    linkMoment,
  )(async ({ user, params }) => {
    await control.link(user.id, params.id, params.eventId);
    return undefined;
  });

  route(
    router,
    kit,
    unlinkMoment,
  )(async ({ user, params }) => {
    await control.unlink(user.id, params.id, params.eventId);
    return undefined;
  });
};

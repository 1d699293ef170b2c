/** What suggests training goals, and what makes their plans. */
import type { Router } from 'express';
import { z } from 'zod';
import { dayOf } from '#app/calendar/user-day.ts';
import { createLanguageModel } from '#app/dog/language-model.ts';
import { createPlanControl, findRun } from '#app/dog/plan-control.ts';
import { firstDayBefore } from '#app/dog/plan-facts.ts';
import {
  generateSteps,
  getAiRun,
  listAiRuns,
  suggestGoals,
  undoAiRun,
  type AiRunView,
} from '#core/contract/training.ts';
import { suggestGoals as suggest, type SuggestedGoal } from '#core/domain/dog/suggest-goals.ts';
import type { AiRunOverview } from '#infra/views/ai-run-view.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { stepView } from './step-views.ts';

const Place = z.object({ after: z.uuid() });

const suggestedView = ({ templateKey, title, reason, eventIds }: SuggestedGoal) => {
  const { avgIntensity, ...counts } = reason;
  return {
    template_key: templateKey,
    title,
    reason: { ...counts, avg_intensity: avgIntensity },
    event_ids: [...eventIds],
  };
};

const runView = (run: AiRunOverview): AiRunView => ({
  id: run.id,
  goal_id: run.goalId,
  purpose: run.purpose,
  provider: run.provider,
  model: run.model,
  prompt_version: run.promptVersion,
  input_summary: run.inputSummary,
  status: run.status,
  error_code: run.errorCode,
  error_message: run.errorMessage,
  input_tokens: run.inputTokens,
  output_tokens: run.outputTokens,
  latency_ms: run.latencyMs,
  estimated_cost_usd: run.estimatedCostUsd,
  request_payload: run.requestPayload,
  response_payload: run.responsePayload,
  started_at: run.startedAt,
  completed_at: run.completedAt,
});

export const mountPlans = (router: Router, kit: RouteKit): void => {
  const { uow, config } = kit.deps;
  const plans = createPlanControl(kit.deps, createLanguageModel(config.llm, kit.deps));

  route(
    router,
    kit,
    suggestGoals,
  )(({ user, now }) =>
    uow.readUser(user.id, async (stores) => {
      const { today } = await dayOf(stores, now);
      const moments = await stores.recentMoments.from(firstDayBefore(today));
      return { items: suggest(moments, await stores.stepView.openTemplates(), today).map(suggestedView) };
    }),
  );

  route(
    router,
    kit,
    generateSteps,
  )(async ({ user, params, body, requestId }) => {
    const { template_key: topic, replace = false } = body ?? {};
    const { steps, run, notice } = await plans.generate(user.id, params.id, { topic, replace, requestId });
    return { items: steps.map(stepView), run: runView(run), notice };
  });

  route(
    router,
    kit,
    listAiRuns,
  )(({ user, query: { cursor, limit } }) =>
    uow.readUser(user.id, async (stores) => {
      const after = decodeCursor(Place, cursor)?.after;
      const rows = await stores.aiRunView.page({ after, limit: limit + 1 });
      return pageOf(rows, limit, { placeOf: ({ id }) => ({ after: id }), view: runView });
    }),
  );

  route(
    router,
    kit,
    getAiRun,
  )(({ user, params }) => uow.readUser(user.id, async (stores) => runView(await findRun(stores, params.id))));

  route(router, kit, undoAiRun)(async ({ user, params }) => ({ removed: await plans.undo(user.id, params.id) }));
};

/**
 * Plans for training goals (spec 5.7): by the model that is configured, else by the rules that need none. Every plan has its
 * run, by which its untouched steps can be taken away again. Neither lock nor transaction is held while a model is asked.
 */
import { afterStepEnded } from '#core/domain/dog/goal-lifecycle.ts';
import { REQUIRED_PASSES } from '#core/domain/dog/attempts.ts';
import { builtinPlan } from '#core/domain/dog/plan/builtin-plan.ts';
import type { PlanStep } from '#core/domain/dog/plan/plan.ts';
import { normaliseTag } from '#core/domain/dog/tags.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { NewAiRun } from '#infra/stores/ai-run-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { AiRunOverview } from '#infra/views/ai-run-view.ts';
import type { StepOverview } from '#infra/views/step-view.ts';
import { dayOf } from '../calendar/user-day.ts';
import { isUntouched, nextPlace, withoutSteps } from './arrange-steps.ts';
import { askForPlan, plannedRun, type PlanFacts } from './ask-for-plan.ts';
import type { LanguageModel } from './language-model.ts';
import { firstDayBefore, planFacts } from './plan-facts.ts';
import { assertTakesSteps, findTraining, settleTraining, trainingOf, type Making, type Training } from './training.ts';
import type { TrainingControlDeps } from './training-control.ts';

export interface PlanInput {
  /** A template's key or a tag that one lists; the goal's own template unless given. */
  readonly topic?: string | undefined;
  /** Steps that were not begun make room. */
  readonly replace: boolean;
  readonly requestId: string;
}

export interface MadePlan {
  readonly steps: readonly StepOverview[];
  readonly run: AiRunOverview;
  /** What to know when a model failed and the rules made the plan. */
  readonly notice: string | null;
}

const BUILTIN = { provider: 'builtin', model: 'rules-1', promptVersion: '1' } as const;
const FALLBACK = 'This plan comes from the rules that need no model.';

export const findRun = async ({ aiRunView }: Pick<UserStores, 'aiRunView'>, id: string): Promise<AiRunOverview> => {
  const run = await aiRunView.find(id);
  if (!run) throw new DomainError('not_found', { detail: 'There is no such run.' });
  return run;
};

const summaryOf = ({ goal }: Training): string => `A plan for “${goal.title}”`;

export const createPlanControl = (deps: TrainingControlDeps, model: LanguageModel | null) => {
  const { uow, clock, newId, doorbell } = deps;
  const making = (): Making => ({ now: clock.now(), newId });

  /** Takes steps away that were not begun, with their parts. Returns what is left. */
  const remove = async (stores: UserStores, training: Training, gone: readonly StepOverview[]): Promise<Training> => {
    if (gone.length === 0) return training;
    const ids = gone.map(({ id }) => id);
    await stores.steps.delete(ids);
    await settleTraining(stores, training, withoutSteps(training.tree, new Set(ids)), making());
    return trainingOf(stores, training.goal);
  };

  const add = async (
    stores: UserStores,
    before: Training,
    plan: readonly PlanStep[],
    made: { readonly runId: string; readonly byModel: boolean; readonly replace: boolean },
  ): Promise<readonly StepOverview[]> => {
    const { goal, steps } = before;
    const room = made.replace ? steps.filter((step) => step.parentId === null && isUntouched(steps, step)) : [];
    const training = await remove(stores, before, room);
    const from = nextPlace(training.tree, null);
    await stores.steps.insert(
      plan.map(({ title, details, successCriteria, estimatedMinutes, raises, levels }, index) => ({
        ...{
          id: newId(),
          goalId: goal.id,
          parentId: null,
          order: from + index,
          title,
          successCriteria,
          raises,
          levels,
        },
        ...{ details: details === '' ? null : details, scheduledFor: null, requiredPasses: REQUIRED_PASSES },
        ...{ estimatedMinutes, aiGenerated: made.byModel, aiRunId: made.runId },
      })),
    );
    const planned = await trainingOf(stores, goal);
    await settleTraining(stores, planned, afterStepEnded(planned.tree), making());
    return (await stores.stepView.ofGoals([goal.id])).filter(({ aiRunId }) => aiRunId === made.runId);
  };

  /** The plan by the rules; the goal remembers the template, so that it is not suggested again while it is open. */
  const builtin = async (stores: UserStores, { goal }: Training, topic: string | undefined) => {
    const known = topic === undefined ? await stores.stepView.templateOf(goal.id) : normaliseTag(topic);
    const plan = builtinPlan(known);
    if (plan.templateKey !== null) await stores.goals.setTemplate(goal.id, plan.templateKey);
    return plan;
  };

  const begin = async (
    stores: UserStores,
    training: Training,
    run: Pick<NewAiRun, 'provider' | 'model' | 'promptVersion' | 'requestPayload'>,
    { requestId, now }: { readonly requestId: string; readonly now: Instant },
  ): Promise<string> => {
    const id = newId();
    const about = { id, goalId: training.goal.id, purpose: 'goal_breakdown', startedAt: now } as const;
    await stores.aiRuns.insert({ ...run, ...about, inputSummary: summaryOf(training) }, requestId);
    return id;
  };

  const open = async (stores: UserStores, goalId: string): Promise<Training> => {
    const training = await findTraining(stores, goalId);
    assertTakesSteps(training);
    return training;
  };

  const byRules = (userId: string, goalId: string, { topic, replace, requestId }: PlanInput): Promise<MadePlan> =>
    uow.forUser(userId, async (stores) => {
      const now = clock.now();
      const training = await open(stores, goalId);
      const plan = await builtin(stores, training, topic);
      const asked = { ...BUILTIN, requestPayload: { topic: topic ?? null, replace } };
      const runId = await begin(stores, training, asked, { requestId, now });
      await stores.aiRuns.finish(runId, {
        ...{ status: 'success', model: BUILTIN.model, errorCode: null, errorMessage: null },
        ...{ inputTokens: null, outputTokens: null, latencyMs: 0, estimatedCostUsd: null, completedAt: now },
        ...{ requestPayload: asked.requestPayload, responsePayload: { template_key: plan.templateKey } },
      });
      const steps = await add(stores, training, plan.steps, { runId, byModel: false, replace });
      return { steps, run: await findRun(stores, runId), notice: null };
    });

  const byModel = async (
    userId: string,
    goalId: string,
    asked: LanguageModel,
    { topic, replace, requestId }: PlanInput,
  ): Promise<MadePlan> => {
    const question = await uow.forUser(userId, async (stores) => {
      const { now, today } = await dayOf(stores, clock.now());
      const training = await open(stores, goalId);
      const { title, description } = training.goal;
      const moments = await stores.recentMoments.from(firstDayBefore(today));
      const facts: PlanFacts = planFacts({ title, description }, moments);
      return { facts, runId: await begin(stores, training, plannedRun(asked, facts), { requestId, now }) };
    });
    const { steps, complaint, end } = await askForPlan(asked, question.facts);
    const { runId } = question;
    // In a transaction of its own: what was asked and paid for is kept, whatever became of the goal meanwhile.
    await uow.forUser(userId, ({ aiRuns }) => aiRuns.finish(runId, { ...end, completedAt: clock.now() }));
    return uow.forUser(userId, async (stores) => {
      const training = await open(stores, goalId);
      const rules = await builtin(stores, training, topic);
      const made = await add(stores, training, steps ?? rules.steps, { runId, byModel: steps !== null, replace });
      const notice = complaint === null ? null : `${complaint} ${FALLBACK}`;
      return { steps: made, run: await findRun(stores, runId), notice };
    });
  };

  return {
    /** @throws {DomainError} `not_found`, `conflict`, `invalid_transition` */
    generate: async (userId: string, goalId: string, input: PlanInput): Promise<MadePlan> => {
      const made = await (model === null ? byRules(userId, goalId, input) : byModel(userId, goalId, model, input));
      doorbell.ring();
      return made;
    },

    /** Takes away the steps of a run that were not begun. Returns how many. @throws {DomainError} `not_found` */
    undo: async (userId: string, runId: string): Promise<number> => {
      const removed = await uow.forUser(userId, async (stores) => {
        const { goalId } = await findRun(stores, runId);
        if (goalId === null) return 0;
        const training = await findTraining(stores, goalId);
        const { steps } = training;
        const gone = steps.filter((step) => step.aiRunId === runId && isUntouched(steps, step));
        return steps.length - (await remove(stores, training, gone)).steps.length;
      });
      doorbell.ring();
      return removed;
    },
  };
};

/** A plan asked of a language model (spec 5.7): checked, asked for once more with what was wrong, and told how it went. */
import { planJsonSchema } from '#core/domain/dog/plan/plan-schema.ts';
import type { PlanStep } from '#core/domain/dog/plan/plan.ts';
import { readPlan, type PlanRefusal } from '#core/domain/dog/plan/read-plan.ts';
import { goalBreakdownV1, type GoalBreakdownFacts } from '#core/domain/dog-prompts/goal-breakdown.v1.ts';
import { costOf, tokensUsed, type TokenCount } from '#infra/llm/cost.ts';
import { plannedExchange } from '#infra/llm/dialect.ts';
import type { LlmFailureKind, LlmRequest, LlmResult } from '#infra/llm/port.ts';
import { redactExchange, redactText } from '#infra/llm/redact.ts';
import type { AiRunEnd, NewAiRun } from '#infra/stores/ai-run-store.ts';
import type { LanguageModel } from './language-model.ts';

export type PlanFacts = Omit<GoalBreakdownFacts, 'faults'>;

export interface AskedPlan {
  /** `null`: no answer could be used. */
  readonly steps: readonly PlanStep[] | null;
  /** A sentence on what went wrong; `null`: nothing did. */
  readonly complaint: string | null;
  readonly end: Omit<AiRunEnd, 'completedAt'>;
}

/** Ten steps of full length, and room for a model that thinks first. */
const OUTPUT_TOKENS_MAX = 8_000;
const TRIES = 2;

const complaints: Readonly<Record<PlanRefusal, string>> = {
  schema: 'The model answered in another form than a plan has.',
  three_ds: 'The model’s plan made several things harder at once.',
  methods: 'The model’s plan named methods that are not reward-based.',
};

/** Nothing was worked on, so nothing is billed. */
const FREE: ReadonlySet<LlmFailureKind> = new Set(['unauthorized', 'rate_limited', 'unreachable', 'over_budget']);

const requestOf = (facts: PlanFacts, faults: readonly string[]): LlmRequest => {
  const { system, user } = goalBreakdownV1({ ...facts, faults });
  return {
    ...{ purpose: 'goal_breakdown', system, user, maxOutputTokens: OUTPUT_TOKENS_MAX },
    schema: { name: 'training_plan', schema: planJsonSchema },
  };
};

interface Fault {
  readonly code: LlmFailureKind | PlanRefusal;
  readonly complaint: string;
  /** For the next try; empty where none helps. */
  readonly faults: readonly string[];
}

const judge = (result: LlmResult): readonly PlanStep[] | Fault => {
  if (!result.ok) return { code: result.failure, complaint: result.message, faults: result.faults };
  const read = readPlan(JSON.parse(result.text));
  if (read.ok) return read.steps;
  return { code: read.refusal, complaint: complaints[read.refusal], faults: read.faults };
};

interface Try {
  readonly request: LlmRequest;
  readonly result: LlmResult;
}

const isFree = ({ result }: Try): boolean => !result.ok && FREE.has(result.failure);

const usedBy = ({ request, result }: Try): TokenCount =>
  tokensUsed(result, {
    sent: request.system + request.user,
    received: result.ok ? result.text : JSON.stringify(result.raw.response ?? ''),
  });

const sumOf = (numbers: readonly (number | null)[]): number | null => {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((sum, number) => sum + number, 0);
};

const costOfAll = (tries: readonly Try[], { prices }: LanguageModel): string | null => {
  const used = tries.filter((one) => !isFree(one)).map(usedBy);
  const total = (key: keyof TokenCount): number => used.reduce((sum, tokens) => sum + tokens[key], 0);
  return costOf({ input: total('input'), output: total('output') }, prices);
};

const endOf = (tries: readonly Try[], model: LanguageModel, fault: Fault | null): AskedPlan['end'] => {
  const last = tries.at(-1)?.result;
  const kept = last ? redactExchange(last.raw, model.secrets) : { request: {}, response: null };
  const details = fault === null ? [] : [fault.complaint, ...(last?.ok === true ? fault.faults : [])];
  return {
    status: fault === null ? 'success' : 'failed',
    model: last?.model ?? model.port.model,
    errorCode: fault?.code ?? null,
    errorMessage: fault === null ? null : redactText(details.join(' '), model.secrets),
    inputTokens: sumOf(tries.map(({ result }) => result.inputTokens)),
    outputTokens: sumOf(tries.map(({ result }) => result.outputTokens)),
    latencyMs: sumOf(tries.map(({ result }) => Math.round(result.latencyMs))),
    estimatedCostUsd: costOfAll(tries, model),
    requestPayload: kept.request,
    responsePayload: kept.response,
  };
};

/** What a run is before it has an answer. */
export const plannedRun = (
  model: LanguageModel,
  facts: PlanFacts,
): Pick<NewAiRun, 'provider' | 'model' | 'promptVersion' | 'requestPayload'> => ({
  provider: model.port.provider,
  model: model.port.model,
  promptVersion: goalBreakdownV1({ ...facts, faults: [] }).version,
  requestPayload: redactExchange(plannedExchange(requestOf(facts, []), model.port.model), model.secrets).request,
});

/** Asks, and once more where telling what was wrong can help. Holds no lock; takes as long as the model does. */
export const askForPlan = async (model: LanguageModel, facts: PlanFacts): Promise<AskedPlan> => {
  const tries: Try[] = [];
  for (let faults: readonly string[] = []; ;) {
    const request = requestOf(facts, faults);
    const result = await model.port.complete(request);
    tries.push({ request, result });
    const judged = judge(result);
    if (!('code' in judged)) return { steps: judged, complaint: null, end: endOf(tries, model, null) };
    if (judged.faults.length === 0 || tries.length === TRIES) {
      return { steps: null, complaint: judged.complaint, end: endOf(tries, model, judged) };
    }
    faults = judged.faults;
  }
};

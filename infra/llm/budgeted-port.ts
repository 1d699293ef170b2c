/** A port that asks only while there is money: over the budget, the question stays here and the result says so. */
import { checkBudget } from './budget.ts';
import { costOf, guessTokens, type LlmPrices } from './cost.ts';
import { plannedExchange } from './dialect.ts';
import type { LlmPort, LlmRequest } from './port.ts';

export interface BudgetOptions {
  /** `LLM_MONTHLY_BUDGET_USD`, a decimal string; `null`: no limit. */
  readonly limit: string | null;
  /** `null`: none set, so nothing is known to cost anything. */
  readonly prices: LlmPrices | null;
  /** USD spent since the start of the month, by all users. */
  readonly spent: () => Promise<string>;
}

/** The most it can cost: what is sent, and an answer of full length. */
const mostOf = ({ system, user, schema, maxOutputTokens }: LlmRequest, prices: LlmPrices | null): string | null =>
  costOf({ input: guessTokens(system + user + JSON.stringify(schema)), output: maxOutputTokens }, prices);

/**
 * `port` within a budget. Runs that are under way at the same moment do not see each other, so the limit can be overstepped
 * by what those cost, and no more.
 */
export const withinBudget = (port: LlmPort, { limit, prices, spent }: BudgetOptions): LlmPort => ({
  provider: port.provider,
  model: port.model,
  complete: async (request) => {
    if (limit === null) return port.complete(request);
    const { allowed, left } = checkBudget({ spent: await spent(), next: mostOf(request, prices), limit });
    if (allowed) return port.complete(request);
    return {
      ok: false,
      failure: 'over_budget',
      message:
        `This month's budget for the model is ${limit} USD, and ${left ?? '0'} of it are left, too little for this. ` +
        'Raise LLM_MONTHLY_BUDGET_USD, or wait for the first of the month.',
      faults: [],
      retryAfterSeconds: null,
      model: port.model,
      inputTokens: null,
      outputTokens: null,
      latencyMs: 0,
      raw: plannedExchange(request, port.model),
    };
  },
});

/** The language model of this installation, within its budget (spec 5.7). */
import type { Clock } from '#infra/clock.ts';
import type { LlmConfig } from '#infra/config.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import { budgetMonthStart } from '#infra/llm/budget.ts';
import { withinBudget } from '#infra/llm/budgeted-port.ts';
import type { LlmPrices } from '#infra/llm/cost.ts';
import { createOpenAiCompatible } from '#infra/llm/openai-compatible.ts';
import type { LlmPort } from '#infra/llm/port.ts';

export interface LanguageModel {
  readonly port: LlmPort;
  /** `null`: not known. */
  readonly prices: LlmPrices | null;
  /** Never kept, wherever a server repeats them. */
  readonly secrets: readonly string[];
}

/** `null` when none is configured. */
export const createLanguageModel = (
  config: LlmConfig | null,
  { uow, clock }: { readonly uow: UnitOfWork; readonly clock: Clock },
): LanguageModel | null => {
  if (config === null) return null;
  const { apiKey, prices, monthlyBudgetUsd: limit } = config;
  const spent = () => uow.readSystem(({ aiSpending }) => aiSpending.since(budgetMonthStart(clock.now())));
  const port = withinBudget(createOpenAiCompatible(config), { limit, prices, spent });
  return { port, prices, secrets: apiKey === null ? [] : [apiKey] };
};

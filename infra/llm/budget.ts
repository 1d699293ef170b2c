/** Whether this month's money allows one more question (`LLM_MONTHLY_BUDGET_USD`). One budget for the whole installation. */
import { Decimal } from 'decimal.js';
import type { Instant } from '#core/domain/event.ts';

/** USD, decimal strings. */
export interface BudgetState {
  /** Estimated cost of all runs since `budgetMonthStart`. */
  readonly spent: string;
  /** The most the next run can cost; `null`: no prices are set, so it counts as nothing. */
  readonly next: string | null;
  /** `null`: no limit. */
  readonly limit: string | null;
}

export interface BudgetVerdict {
  readonly allowed: boolean;
  /** What is left before the next run, never below 0; `null`: no limit. */
  readonly left: string | null;
}

/** Start of the month in UTC, which is how providers bill. */
export const budgetMonthStart = (now: Instant): Instant => `${now.slice(0, 7)}-01T00:00:00.000Z`;

/** A run that could overstep the limit is not made; one that ends exactly at it is. A limit of 0 allows what costs nothing. */
export const checkBudget = ({ spent, next, limit }: BudgetState): BudgetVerdict => {
  if (limit === null) return { allowed: true, left: null };
  const left = new Decimal(limit).minus(spent);
  return { allowed: left.gte(next ?? 0), left: Decimal.max(left, 0).toString() };
};

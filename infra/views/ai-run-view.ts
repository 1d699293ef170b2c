/** Runs of language models, and of the rules that stand in for one, as they are shown; and what all of them cost. */
import type { Instant } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query, type Binding } from '../db/query.ts';
import type { LlmPurpose } from '../llm/port.ts';

export interface AiRunOverview {
  readonly id: string;
  readonly goalId: string | null;
  readonly purpose: LlmPurpose;
  readonly provider: string;
  readonly model: string;
  readonly promptVersion: string;
  readonly inputSummary: string;
  readonly status: 'queued' | 'success' | 'failed';
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number | null;
  /** US dollars, decimal string. */
  readonly estimatedCostUsd: string | null;
  readonly requestPayload: unknown;
  readonly responsePayload: unknown;
  readonly startedAt: Instant;
  readonly completedAt: Instant | null;
}

const SELECT = `select id, goal_id as "goalId", purpose, provider, model, prompt_version as "promptVersion",
    input_summary as "inputSummary", status, error_code as "errorCode", error_message as "errorMessage",
    input_tokens as "inputTokens", output_tokens as "outputTokens", latency_ms as "latencyMs",
    estimated_cost_usd as "estimatedCostUsd", request_payload as "requestPayload", response_payload as "responsePayload",
    started_at as "startedAt", completed_at as "completedAt" from ai_runs`;

export const createAiRunView = (db: Queryable, userId: string) => {
  const runs = async (rest: string, bindings: readonly Binding[]): Promise<AiRunOverview[]> =>
    (await query<AiRunOverview>(db, `${SELECT} where user_id = ? ${rest}`, [userId, ...bindings])).rows;

  return {
    find: async (id: string): Promise<AiRunOverview | undefined> => (await runs('and id = ?', [id]))[0],

    /** Newest first: ids are UUIDs of version 7. `after` is the id of the last run of the page before. */
    page: ({ after, limit }: { readonly after?: string | undefined; readonly limit: number }) =>
      runs('and (?::uuid is null or id < ?::uuid) order by id desc limit ?', [after ?? null, after ?? null, limit]),
  };
};

/** Of all users: the budget is the installation's. */
export const createAiSpendingView = (db: Queryable) => ({
  /** Estimated cost of the runs since then, US dollars, a decimal string. */
  since: async (start: Instant): Promise<string> =>
    (
      await query<{ spent: string }>(
        db,
        `select coalesce(sum(estimated_cost_usd), 0)::text as spent from ai_runs where started_at >= ?::timestamptz`,
        [start],
      )
    ).rows[0]?.spent ?? '0',
});

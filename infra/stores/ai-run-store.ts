/** Runs of language models as they happen (`ai_runs`, spec 5.7). What is kept of a question went through `infra/llm/redact.ts`. */
import type { Instant, JsonObject } from '#core/domain/event.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';
import type { LlmPurpose } from '../llm/port.ts';

export interface NewAiRun {
  readonly id: string;
  readonly goalId: string | null;
  readonly purpose: LlmPurpose;
  readonly provider: string;
  readonly model: string;
  readonly promptVersion: string;
  /** What it is asked, in a line. */
  readonly inputSummary: string;
  readonly requestPayload: JsonObject;
  readonly startedAt: Instant;
}

/** How a run ended. */
export interface AiRunEnd {
  readonly status: 'success' | 'failed';
  readonly model: string;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number | null;
  /** US dollars, decimal string with 4 places; `null`: not known. */
  readonly estimatedCostUsd: string | null;
  readonly requestPayload: JsonObject;
  readonly responsePayload: JsonObject | null;
  readonly completedAt: Instant;
}

export const createAiRunStore = (db: Queryable, userId: string) => ({
  /** Queued: it has not ended. */
  insert: async (run: NewAiRun, requestId: string): Promise<void> => {
    await db('ai_runs').insert({
      id: run.id,
      user_id: userId,
      request_id: requestId,
      goal_id: run.goalId,
      purpose: run.purpose,
      provider: run.provider,
      model: run.model,
      prompt_version: run.promptVersion,
      input_summary: run.inputSummary,
      request_payload: JSON.stringify(run.requestPayload),
      started_at: run.startedAt,
    });
  },

  finish: async (id: string, end: AiRunEnd): Promise<void> => {
    await query(
      db,
      `update ai_runs set status = ?::ai_run_status, model = ?, error_code = ?, error_message = ?, input_tokens = ?, output_tokens = ?,
         latency_ms = ?, estimated_cost_usd = ?::numeric, request_payload = ?::jsonb, response_payload = ?::jsonb,
         completed_at = ?::timestamptz
       where id = ? and user_id = ? and status = 'queued'`,
      [
        ...[end.status, end.model, end.errorCode, end.errorMessage, end.inputTokens, end.outputTokens, end.latencyMs],
        end.estimatedCostUsd,
        JSON.stringify(end.requestPayload),
        end.responsePayload === null ? null : JSON.stringify(end.responsePayload),
        end.completedAt,
        id,
        userId,
      ],
    );
  },
});

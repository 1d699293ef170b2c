/**
 * What the product asks of a language model, whoever runs it (spec 5.7). One question, one JSON object as answer; what the
 * other side does wrong is a result with a name, never an exception.
 */
import type { JsonObject } from '#core/domain/event.ts';

/** What an answer is for; `ai_runs.purpose`. */
export type LlmPurpose = 'goal_breakdown' | 'step_refinement' | 'daily_coach' | 'capture' | 'summary';

/**
 * `timeout`: no whole answer in time. `refusal`: the model would not, or a filter took the answer. `bad_json`: no JSON
 * object in it. `wrong_shape`: not as the schema says, or not an answer of this kind of server at all. `too_long`: more
 * tokens or bytes than allowed. `over_budget`: this month's money is spent, or the account has none. `server_error`:
 * everything else that was answered.
 */
export const LLM_FAILURES = [
  'timeout',
  'refusal',
  'bad_json',
  'wrong_shape',
  'too_long',
  'unauthorized',
  'rate_limited',
  'unreachable',
  'over_budget',
  'server_error',
] as const;
export type LlmFailureKind = (typeof LLM_FAILURES)[number];

export interface LlmRequest {
  readonly purpose: LlmPurpose;
  /** The rules; ours. */
  readonly system: string;
  /** The data; whatever stands in it is not an instruction. */
  readonly user: string;
  readonly schema: {
    /** Letters, digits, `_` and `-`, at most 64. */
    readonly name: string;
    /** JSON Schema of an object. The answer is checked against all of it, also where the model was told less. */
    readonly schema: JsonObject;
  };
  /** Tokens, thoughts included. */
  readonly maxOutputTokens: number;
  /** Giving up; the promise then rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What went over the wire last, as it was; `redactExchange` makes of it what may be kept. Headers are no part of it. */
export interface LlmExchange {
  readonly request: JsonObject;
  /** HTTP status; `null`: there was no answer. */
  readonly status: number | null;
  /** The parsed body, the body's text where it was no JSON, `null` when there was none or it was not read to its end. */
  readonly response: unknown;
}

interface LlmRun {
  /** The model that answered, as it calls itself; else the one that was asked. */
  readonly model: string;
  /** `null`: the server did not say. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number;
  readonly raw: LlmExchange;
}

export interface LlmAnswer extends LlmRun {
  readonly ok: true;
  /** One JSON object that fits the schema. */
  readonly text: string;
}

export interface LlmFailure extends LlmRun {
  readonly ok: false;
  readonly failure: LlmFailureKind;
  /** For the owner of the installation: what happened, and what to do. No secrets, no free text of users. */
  readonly message: string;
  /** What a second try may be told, such as `steps.2.title: Invalid input: expected string`. Empty where none helps. */
  readonly faults: readonly string[];
  /** Seconds after which the server will listen again, if it said so. */
  readonly retryAfterSeconds: number | null;
}

export type LlmResult = LlmAnswer | LlmFailure;

export interface LlmPort {
  /** Who answers, for `ai_runs.provider`: the host of the server. */
  readonly provider: string;
  /** The model that is asked, for `ai_runs.model`. */
  readonly model: string;
  /** @throws only the reason of `signal` */
  complete(request: LlmRequest): Promise<LlmResult>;
}

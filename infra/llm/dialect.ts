/**
 * What "OpenAI-compatible" servers differ in. Each refuses what it does not know with 400 or 422: LM Studio knows no
 * `json_object`, older ones no `json_schema`, Mistral no `stream_options`, newer models of OpenAI no `max_tokens`.
 */
import type { JsonObject } from '#core/domain/event.ts';
import { leanSchema } from './lean-schema.ts';
import type { LlmExchange, LlmRequest } from './port.ts';

export interface Dialect {
  /** How the answer's shape is asked for; `plain`: in words alone. */
  readonly format: 'json_schema' | 'json_object' | 'plain';
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Whether a stream is asked to end with the number of tokens. */
  readonly streamUsage: boolean;
}

export const FIRST_DIALECT: Dialect = { format: 'json_schema', limit: 'max_tokens', streamUsage: true };

/** Statuses that may mean: this form of a request is not known here. */
export const REFUSES_FORM: ReadonlySet<number> = new Set([400, 422]);

/**
 * What to try after `complaint`, the text of a refusal; `null` when nothing is left. No dialect comes twice, so a request is
 * sent at most five times.
 */
export const nextDialect = (dialect: Dialect, complaint: string): Dialect | null => {
  if (dialect.limit === 'max_tokens' && complaint.includes('max_completion_tokens')) {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (dialect.streamUsage && /stream_options|include_usage/.test(complaint)) {
    return { ...dialect, streamUsage: false };
  }
  switch (dialect.format) {
    case 'json_schema':
      return { ...dialect, format: 'json_object' };
    case 'json_object':
      return { ...dialect, format: 'plain' };
    case 'plain':
      return null;
  }
};

const inWords = (schema: JsonObject): string =>
  '\n\nAnswer with one JSON object and nothing else, no explanation and no code fence. ' +
  `It fits this JSON schema:\n${JSON.stringify(schema)}`;

/** The body of `POST /chat/completions`. */
export const requestBody = (
  { system, user, schema, maxOutputTokens }: LlmRequest,
  dialect: Dialect,
  options: { readonly model: string; readonly stream: boolean },
): JsonObject => {
  const { format, limit, streamUsage } = dialect;
  const lean = { name: schema.name, strict: true, schema: leanSchema(schema.schema) };
  return {
    model: options.model,
    messages: [
      { role: 'system', content: format === 'json_schema' ? system : system + inWords(schema.schema) },
      { role: 'user', content: user },
    ],
    [limit]: maxOutputTokens,
    stream: options.stream,
    ...(options.stream && streamUsage && { stream_options: { include_usage: true } }),
    ...(format === 'json_schema' && { response_format: { type: 'json_schema', json_schema: lean } }),
    ...(format === 'json_object' && { response_format: { type: 'json_object' } }),
  };
};

/** A question that was not sent, or not yet: what `ai_runs` keeps of it is taken from this as from a real one. */
export const plannedExchange = (request: LlmRequest, model: string): LlmExchange => ({
  request: requestBody(request, FIRST_DIALECT, { model, stream: false }),
  status: null,
  response: null,
});

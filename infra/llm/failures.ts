/** Names what went wrong at the other side, and says what to do about it. */
import type { OutboundError } from '../http/outbound-error.ts';
import type { LlmFailureKind } from './port.ts';
import { redactText } from './redact.ts';

/** Whom a message is about. */
export interface Asked {
  /** With its port, where it has one. */
  readonly host: string;
  readonly model: string;
  readonly timeoutMs: number;
  readonly maxOutputTokens: number;
  readonly hasKey: boolean;
  /** Blotted out where a server repeats them. */
  readonly secrets: readonly string[];
}

export interface Fault {
  readonly failure: LlmFailureKind;
  readonly message: string;
  readonly faults?: readonly string[];
  readonly retryAfterSeconds?: number | null;
}

/** Characters of a server's own words in a message. */
const WORDS_MAX = 200;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What a body says in words: `{ error: { message } }` and its relatives. */
const wordsOf = (body: unknown): string => {
  if (typeof body === 'string') return body;
  if (!isRecord(body)) return '';
  return wordsOf(body['error'] ?? body['message'] ?? body['detail'] ?? '');
};

/** ` (…)` with the server's own words, or nothing. */
const quoted = (body: unknown, { secrets }: Asked): string => {
  const words = redactText(wordsOf(body).replace(/\s+/g, ' ').trim(), secrets, WORDS_MAX);
  return words === '' || words.startsWith('<') ? '' : ` (${words})`;
};

/** Providers say with 429 both "too fast" and "no money left"; only the code tells. */
const isOutOfCredit = (body: unknown): boolean => {
  const error = isRecord(body) ? body['error'] : null;
  return isRecord(error) && [error['code'], error['type']].includes('insufficient_quota');
};

const keyFault = ({ host, hasKey }: Asked): Fault => ({
  failure: 'unauthorized',
  message: hasKey ? `${host} does not accept the key. Check LLM_API_KEY.` : `${host} asks for a key. Set LLM_API_KEY.`,
});

const creditFault = ({ host }: Asked): Fault => ({
  failure: 'over_budget',
  message: `The account at ${host} has no credit left. Add some with the provider.`,
});

const rateFault = ({ host }: Asked, seconds: number | null): Fault => ({
  failure: 'rate_limited',
  message:
    `${host} is asked more often than it allows. ` +
    (seconds === null ? 'Try again in some minutes.' : `Try again in ${seconds} s.`),
  retryAfterSeconds: seconds,
});

/** What an answer with a status outside 200 to 299 means. */
export const faultOfStatus = (status: number, body: unknown, asked: Asked, retryAfterSeconds: number | null): Fault => {
  const { host, model } = asked;
  if (status === 401 || status === 403) return keyFault(asked);
  if (status === 402 || (status === 429 && isOutOfCredit(body))) return creditFault(asked);
  if (status === 429) return rateFault(asked, retryAfterSeconds);
  const because = quoted(body, asked);
  if (status >= 300 && status < 400) {
    const message = `${host} answers with a redirect, which is not followed. Put where it leads in LLM_BASE_URL.`;
    return { failure: 'server_error', message };
  }
  if (status === 404) {
    const message = `${host} knows no such address, or no model ${model}${because}. Check LLM_BASE_URL and LLM_MODEL.`;
    return { failure: 'server_error', message };
  }
  const message =
    status >= 500
      ? `${host} failed with HTTP ${status}${because}. Try again later; its own log says more.`
      : `${host} did not take the request, HTTP ${status}${because}. Check LLM_MODEL.`;
  return { failure: 'server_error', message, retryAfterSeconds };
};

export const timeoutFault = ({ host, model, timeoutMs }: Asked): Fault => ({
  failure: 'timeout',
  message: `${model} at ${host} did not finish within ${timeoutMs / 1000} s. Raise LLM_TIMEOUT_MS, or choose a smaller LLM_MODEL.`,
});

export const tooLongFault = ({ model, maxOutputTokens }: Asked): Fault => ({
  failure: 'too_long',
  message: `${model} did not come to an end within ${maxOutputTokens} tokens. Choose an LLM_MODEL that says less.`,
  faults: ['The answer was too long. Say the same in fewer words.'],
});

export const refusalFault = ({ model }: Asked): Fault => ({
  failure: 'refusal',
  message: `${model} refused to answer. If that happens often, choose another LLM_MODEL.`,
});

export const badJsonFault = ({ model }: Asked): Fault => ({
  failure: 'bad_json',
  message: `${model} did not answer with JSON. Choose an LLM_MODEL that can write structured output.`,
  faults: ['The answer was not one JSON object.'],
});

/** `faults`: where the answer differs from the schema. */
export const wrongShapeFault = ({ model }: Asked, faults: readonly string[]): Fault => ({
  failure: 'wrong_shape',
  message: `${model} answered in another form than it was asked for. Choose an LLM_MODEL that can write structured output.`,
  faults,
});

/** It answered, and in another language. */
export const foreignServerFault = ({ host }: Asked): Fault => ({
  failure: 'wrong_shape',
  message: `${host} answered, but not as an OpenAI-compatible server does. Check LLM_BASE_URL; it often ends in /v1.`,
});

/** An error that came in the middle of an answer. */
export const brokenAnswerFault = (error: unknown, asked: Asked): Fault => ({
  failure: 'server_error',
  message: `${asked.host} failed while it answered${quoted(error, asked)}. Try again later; its own log says more.`,
});

export const faultOfOutbound = (error: OutboundError, asked: Asked): Fault => {
  switch (error.fault) {
    case 'timeout':
      return timeoutFault(asked);
    case 'too_large':
      return tooLongFault(asked);
    case 'unreachable':
    case 'refused':
      return {
        failure: 'unreachable',
        message: `No answer: ${error.message}. Check that the server runs and that LLM_BASE_URL is right.`,
      };
  }
};

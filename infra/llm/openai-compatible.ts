/**
 * A model behind OpenAI's chat completions over HTTP: hosted services, Ollama, LM Studio, llama.cpp, vLLM (spec 5.7). Plain
 * HTTP: see the ADR on why no client library. Nothing is tried twice here except a form of the request that the server does
 * not know; a second try with the faults is the caller's.
 */
import { z } from 'zod';
import { createGuardedFetch, type GuardedResponse } from '../http/guarded-fetch.ts';
import { OutboundError } from '../http/outbound-error.ts';
import type { OwnReach } from '../http/pinned-addresses.ts';
import { FIRST_DIALECT, nextDialect, REFUSES_FORM, requestBody } from './dialect.ts';
import * as faultOf from './failures.ts';
import { findJson } from './json-text.ts';
import type { LlmExchange, LlmPort, LlmRequest, LlmResult } from './port.ts';
import { parsedBody, readReply, type Reply } from './read-reply.ts';

export interface OpenAiCompatibleOptions {
  /** `LLM_BASE_URL`, such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  /** `LLM_MODEL` */
  readonly model: string;
  /** `LLM_API_KEY`; `null`: the server wants none. */
  readonly apiKey: string | null;
  /** `LLM_TIMEOUT_MS`: over everything, from the call to the last byte. */
  readonly timeoutMs: number;
  /** Streamed, if left out: proxies keep a connection that speaks, and a server stops writing when we hang up. */
  readonly stream?: boolean;
  /** Most bytes of an answer. A streamed token weighs some 300. */
  readonly maxBytes?: number;
  /** The operator's own setting names the server, so its own machine and network may be reached, and without TLS. */
  readonly own?: readonly OwnReach[];
}

const BYTES_MAX = 4 * 1024 * 1024;
const OWN: readonly OwnReach[] = ['loopback', 'private'];
const FAULTS_MAX = 20;

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/** What in an answer differs from the schema, in words for the model. @throws when the schema is none */
const faultsBySchema = (schema: LlmRequest['schema'], value: unknown): readonly string[] => {
  // A registry of its own: the global one is what the API's document is made of.
  const shape = z.fromJSONSchema(schema.schema as JsonSchema, { registry: z.registry() });
  const parsed = shape.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues
    .slice(0, FAULTS_MAX)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
};

/** The seconds of `Retry-After`; a date is read against the server's own clock. */
const retryAfterOf = (response: GuardedResponse): number | null => {
  const value = response.header('retry-after');
  if (value === null) return null;
  if (/^\d{1,7}$/.test(value.trim())) return Number(value);
  const seconds = Math.ceil((Date.parse(value) - Date.parse(response.header('date') ?? '')) / 1000);
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
};

/** The JSON text of a good answer, or what is wrong with it. */
const judge = (reply: Reply, request: LlmRequest, asked: faultOf.Asked): string | faultOf.Fault => {
  if (reply.error !== null) return faultOf.brokenAnswerFault(reply.error, asked);
  if (reply.refusal !== null && reply.refusal !== '') return faultOf.refusalFault(asked);
  if (reply.finishReason === 'content_filter') return faultOf.refusalFault(asked);
  if (reply.finishReason === 'length') return faultOf.tooLongFault(asked);
  const found = findJson(reply.text);
  if (found === null) return faultOf.badJsonFault(asked);
  const faults = faultsBySchema(request.schema, found.value);
  return faults.length === 0 ? found.text : faultOf.wrongShapeFault(asked, faults);
};

interface Outcome {
  /** The JSON text, or what went wrong. */
  readonly judged: string | faultOf.Fault;
  readonly reply: Reply | null;
}

const resultOf = ({ judged, reply }: Outcome, model: string, raw: LlmExchange, latencyMs: number): LlmResult => {
  const run = {
    model: reply?.model ?? model,
    inputTokens: reply?.inputTokens ?? null,
    outputTokens: reply?.outputTokens ?? null,
    latencyMs: Math.round(latencyMs),
    raw,
  };
  return typeof judged === 'string'
    ? { ok: true, text: judged, ...run }
    : { ok: false, faults: [], retryAfterSeconds: null, ...judged, ...run };
};

/** One per process: it remembers which form of a request the server takes. */
export const createOpenAiCompatible = (options: OpenAiCompatibleOptions): LlmPort => {
  const { model, apiKey, timeoutMs, stream = true, maxBytes = BYTES_MAX, own = OWN } = options;
  const url = new URL(options.baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
  const fetch = createGuardedFetch({ own, timeoutMs, maxBytes });
  const headers = {
    'content-type': 'application/json',
    accept: stream ? 'text/event-stream, application/json' : 'application/json',
    ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }),
  };
  let known = FIRST_DIALECT;

  /** `onExchange` hears how far it came, since it may be left at any time. */
  const converse = async (
    request: LlmRequest,
    asked: faultOf.Asked,
    signal: AbortSignal,
    onExchange: (exchange: LlmExchange) => void,
  ): Promise<Outcome> => {
    for (let dialect = known; ;) {
      const body = requestBody(request, dialect, { model, stream });
      onExchange({ request: body, status: null, response: null });
      const response = await fetch({ url, method: 'POST', headers, body: JSON.stringify(body), signal });
      const { status } = response;
      onExchange({ request: body, status, response: null });
      if (status >= 200 && status < 300) {
        // Only now it is known that the server speaks this dialect: another 400 was about something else.
        known = dialect;
        const { reply, body: answered } = await readReply(response);
        onExchange({ request: body, status, response: answered });
        return { judged: reply === null ? faultOf.foreignServerFault(asked) : judge(reply, request, asked), reply };
      }
      const complaint = await response.text();
      const answered = parsedBody(complaint);
      onExchange({ request: body, status, response: answered });
      const next = REFUSES_FORM.has(status) ? nextDialect(dialect, complaint) : null;
      if (next === null) {
        return { judged: faultOf.faultOfStatus(status, answered, asked, retryAfterOf(response)), reply: null };
      }
      dialect = next;
    }
  };

  return {
    provider: url.host,
    model,
    complete: async (request) => {
      const began = performance.now();
      const deadline = AbortSignal.timeout(timeoutMs);
      const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
      const asked: faultOf.Asked = {
        ...{ host: url.host, model, timeoutMs, maxOutputTokens: request.maxOutputTokens, hasKey: apiKey !== null },
        secrets: apiKey === null ? [] : [apiKey],
      };
      let raw: LlmExchange = { request: {}, status: null, response: null };
      const settle = (outcome: Outcome): LlmResult => resultOf(outcome, model, raw, performance.now() - began);
      try {
        return settle(await converse(request, asked, signal, (exchange) => (raw = exchange)));
      } catch (error) {
        if (deadline.aborted) return settle({ judged: faultOf.timeoutFault(asked), reply: null });
        if (!(error instanceof OutboundError)) throw error;
        return settle({ judged: faultOf.faultOfOutbound(error, asked), reply: null });
      }
    },
  };
};

/** What a server that speaks OpenAI's chat completions says, as one object, whether it came whole or as a stream. */
import { z } from 'zod';
import type { GuardedResponse } from '../http/guarded-fetch.ts';
import { eventData } from './sse.ts';

export interface Reply {
  readonly text: string;
  readonly refusal: string | null;
  /** `stop`, `length`, `content_filter`, … */
  readonly finishReason: string | null;
  readonly model: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** An error inside an answer that began well, as the server words it. */
  readonly error: unknown;
}

export interface ReadReply {
  /** `null`: it does not speak this language. */
  readonly reply: Reply | null;
  /** For `LlmExchange.response`; a stream is put together. */
  readonly body: unknown;
}

const INT_MAX = 2_147_483_647;

const count = z.number().int().min(0).max(INT_MAX).nullable().catch(null);
const Usage = z.object({ prompt_tokens: count, completion_tokens: count }).nullable().catch(null);
const name = z.string().max(200).nullable().catch(null);
/** A string; some servers send it in parts. */
const Content = z
  .union([
    z.string(),
    z.array(z.object({ text: z.string().catch('') })).transform((parts) => parts.map((p) => p.text).join('')),
  ])
  .nullish()
  .transform((content) => content ?? '');
const Said = z.object({ content: Content, refusal: z.string().nullish() });
const Completion = z.object({
  model: name,
  choices: z.array(z.object({ message: Said, finish_reason: name })).min(1),
  usage: Usage,
});
const Chunk = z.object({
  model: name,
  choices: z.array(z.object({ delta: Said.nullish(), finish_reason: name })).catch([]),
  usage: Usage,
  error: z.unknown().optional(),
});
const Failed = z.object({ error: z.union([z.string(), z.looseObject({})]) });

/** The value of a JSON text, or the text itself. */
export const parsedBody = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const NOTHING: Reply = {
  ...{ text: '', refusal: null, finishReason: null, model: null },
  ...{ inputTokens: null, outputTokens: null, error: null },
};

const fromWhole = (body: unknown): Reply | null => {
  const parsed = Completion.safeParse(body);
  if (!parsed.success) {
    const failed = Failed.safeParse(body);
    return failed.success ? { ...NOTHING, error: failed.data.error } : null;
  }
  const { model, choices, usage } = parsed.data;
  const [first] = choices;
  return {
    text: first?.message.content ?? '',
    refusal: first?.message.refusal ?? null,
    finishReason: first?.finish_reason ?? null,
    model,
    inputTokens: usage?.prompt_tokens ?? null,
    outputTokens: usage?.completion_tokens ?? null,
    error: null,
  };
};

const extended = (reply: Reply, chunk: z.output<typeof Chunk>): Reply => {
  const [choice] = chunk.choices;
  const refusal = choice?.delta?.refusal ?? null;
  return {
    text: reply.text + (choice?.delta?.content ?? ''),
    refusal: refusal === null ? reply.refusal : (reply.refusal ?? '') + refusal,
    finishReason: choice?.finish_reason ?? reply.finishReason,
    model: chunk.model ?? reply.model,
    inputTokens: chunk.usage?.prompt_tokens ?? reply.inputTokens,
    outputTokens: chunk.usage?.completion_tokens ?? reply.outputTokens,
    error: reply.error ?? chunk.error ?? null,
  };
};

/** The whole body a stream would have been. */
const wholeOf = ({ text, refusal, finishReason, model, inputTokens, outputTokens, error }: Reply): unknown => ({
  model,
  choices: [{ message: { role: 'assistant', content: text, refusal }, finish_reason: finishReason }],
  usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens },
  ...(error !== null && { error }),
});

const fromStream = async (chunks: AsyncIterable<Uint8Array>): Promise<ReadReply> => {
  let reply = NOTHING;
  let pieces = 0;
  for await (const data of eventData(chunks)) {
    if (data.trim() === '[DONE]') break;
    const parsed = Chunk.safeParse(parsedBody(data));
    if (!parsed.success) return { reply: null, body: data };
    reply = extended(reply, parsed.data);
    pieces += 1;
  }
  return pieces === 0 ? { reply: null, body: '' } : { reply, body: wholeOf(reply) };
};

/** Reads an answer with a good status; its type tells how it comes, whatever was asked for. @throws {OutboundError} */
export const readReply = async (response: GuardedResponse): Promise<ReadReply> => {
  if (response.header('content-type')?.startsWith('text/event-stream') === true) return fromStream(response.chunks);
  const body = parsedBody(await response.text());
  return { reply: fromWhole(body), body };
};

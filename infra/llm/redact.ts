/**
 * What may be kept of a question and its answer (`ai_runs`). Only known fields are taken, so headers and keys cannot slip
 * in; in their strings, secrets, e-mail addresses and long numbers are blotted out, and each text is cut.
 */
import type { JsonObject } from '#core/domain/event.ts';
import type { LlmExchange } from './port.ts';

/** Code points of one text. */
const TEXT_MAX = 500;
const NAME_MAX = 200;
const ITEMS_MAX = 100;
const DEPTH_MAX = 8;

const BEARER = /\bBearer\s+[^\s"']+/giu;
/** Keys as services print them, also half hidden: `sk-proj-ab**********yz`, `gsk_…`, `AIza…`, and our own `pg_…`. */
const KEY = /\b(?:sk|gsk|xai|pg|hf)[-_][\w*-]{6,}|\bAIza[\w-]{20,}/gu;
const JWT = /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/gu;
/** Lengths are bounded, as in real addresses, so that a long row of letters is read in one go. */
const EMAIL = /[^\s@<>()[\]",;:]{1,64}@[^\s@<>()[\]",;:]{1,253}/gu;
/** Seven digits and more, in groups too: telephone numbers, cards, ids. */
const DIGITS = /\d(?:[ ().\/-]{0,2}\d){6,}/gu;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `jsonb` holds neither NUL nor half a surrogate pair. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '');

const cut = (text: string, max: number): string => {
  // No text is read as a whole only to be thrown away.
  const points = [...text.slice(0, max * 2 + 2)];
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`;
};

/** One text without secrets, e-mail addresses and long numbers, at most `max` code points. `secrets` go verbatim. */
export const redactText = (text: string, secrets: readonly string[] = [], max = TEXT_MAX): string =>
  cut(
    secrets
      .filter((secret) => secret !== '')
      .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), storable(text))
      .replace(BEARER, 'Bearer [secret]')
      .replace(JWT, '[secret]')
      .replace(KEY, '[secret]')
      .replace(EMAIL, '[e-mail]')
      .replace(DIGITS, (run) => (ISO_DATE.test(run) ? run : '[number]')),
    max,
  );

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string that holds JSON, as the user message and the answer do, keeps its structure: each text in it is cut by itself. */
const opened = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const redactValue = (value: unknown, secrets: readonly string[], depth = 0): unknown => {
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value === 'number') return Math.abs(value) >= 1e6 ? '[number]' : value;
  if (depth === DEPTH_MAX) return '…';
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => redactValue(item, secrets, depth + 1));
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, ITEMS_MAX)
      .map(([key, item]) => [redactText(key, secrets), redactValue(item, secrets, depth + 1)]),
  );
};

const contentOf = (content: unknown, secrets: readonly string[]): unknown =>
  redactValue(typeof content === 'string' ? opened(content) : content, secrets);

/** The fields of `from` that are there, as `to` names them. */
const picked = (from: JsonObject, to: Readonly<Record<string, (value: unknown) => unknown>>): JsonObject =>
  Object.fromEntries(
    Object.entries(to).flatMap(([key, read]) => (from[key] === undefined ? [] : [[key, read(from[key])]])),
  );

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, ITEMS_MAX) : []);

/** What of a run goes to `request_payload` and `response_payload`. `secrets` are blotted out wherever they stand. */
export const redactExchange = (
  { request, status, response }: LlmExchange,
  secrets: readonly string[] = [],
): { readonly request: JsonObject; readonly response: JsonObject | null } => {
  const plain = (value: unknown): unknown => redactValue(value, secrets);
  const message = (value: unknown): unknown =>
    picked(isObject(value) ? value : {}, {
      role: plain,
      content: (content) => contentOf(content, secrets),
      refusal: plain,
    });
  const choice = (value: unknown): unknown => picked(isObject(value) ? value : {}, { message, finish_reason: plain });
  const format = (value: unknown): unknown => (isObject(value) ? plain(value['type']) : null);
  /** A count of tokens is no private number, and a model's name may end in eight digits. */
  const count = (value: unknown): unknown => (typeof value === 'number' ? value : null);
  const name = (value: unknown): unknown => (typeof value === 'string' ? cut(storable(value), NAME_MAX) : null);

  const kept = picked(request, {
    model: name,
    stream: plain,
    max_tokens: count,
    max_completion_tokens: count,
    response_format: format,
    messages: (messages) => listOf(messages).map(message),
  });
  if (status === null) return { request: kept, response: null };
  if (!isObject(response)) return { request: kept, response: { status, body: contentOf(response, secrets) } };
  const usage = (value: unknown): unknown =>
    picked(isObject(value) ? value : {}, { prompt_tokens: count, completion_tokens: count });
  const answered = picked(response, {
    model: name,
    choices: (choices) => listOf(choices).map(choice),
    usage,
    error: plain,
    message: plain,
    detail: plain,
  });
  return { request: kept, response: { status, ...answered } };
};

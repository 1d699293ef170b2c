/** Reads what a server said. What is not clearly ours (a hotel's sign-in page, half an answer) says nothing of the items. */
import type { Problem } from '#core/contract/common.ts';
import type { MomentResult } from '#core/contract/moments.ts';
import type { Answer, ItemResult, SendRequest, Taken } from './answer.ts';
import type { QueueItem, StoredMoment } from './queue-item.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const GARBLED: Answer = { kind: 'unreachable', blame: 'connection' };
const SHORTEST_WAIT_MS = 1_000;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isProblem = (value: unknown): value is JsonObject & Partial<Problem> =>
  isObject(value) && typeof value['code'] === 'string';

/** `undefined`: it is cut, or no JSON. */
const jsonOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
};

/** Milliseconds that `Retry-After` asks for, in seconds or as a date; `null`: it does not say. */
export const retryAfterMs = (header: string | null, now: number): number | null => {
  if (header === null || header.trim() === '') return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(SHORTEST_WAIT_MS, ms) : null;
};

const STATUSES: Readonly<Record<string, Taken['status']>> = {
  created: 'accepted',
  duplicate: 'duplicate',
  updated: 'updated',
  deleted: 'deleted',
} satisfies Partial<Record<MomentResult['status'], Taken['status']>>;

const isStored = (value: unknown): value is StoredMoment =>
  isObject(value) && Number.isSafeInteger(value['client_revision']);

/** `null`: not a result for this item. */
const momentResult = (item: QueueItem | undefined, result: unknown): ItemResult | null => {
  if (item?.kind !== 'moment' || !isObject(result)) return null;
  const { client_event_id: client, status, error, current } = result as Partial<MomentResult>;
  const problem = isProblem(error) ? error : {};
  // A moment that could not be read at all may come back without its name.
  if (status === 'rejected') {
    return client === null || client === item.body.client_event_id ? { status, problem } : null;
  }
  if (client !== item.body.client_event_id) return null;
  if (status === 'conflict') return { status, problem, current: isStored(current) ? current : null };
  // An edit that comes late, while another device wrote on: the server drops it, and the user would not know.
  if (status === 'duplicate' && item.body.client_revision > 1 && isStored(result)) {
    const current = { client_revision: result.client_revision };
    if (current.client_revision > item.body.client_revision) return { status: 'conflict', problem, current };
  }
  const taken = Object.hasOwn(STATUSES, String(status)) ? STATUSES[String(status)] : undefined;
  return taken ? { status: taken, view: result } : null;
};

const readMoments = (items: readonly QueueItem[], body: unknown): Answer => {
  const given = isObject(body) && Array.isArray(body['results']) ? (body['results'] as unknown[]) : [];
  const results = given.flatMap((result, index) => momentResult(items[index], result) ?? []);
  return results.length === items.length && given.length === items.length ? { kind: 'results', results } : GARBLED;
};

const one = (status: Taken['status'], view: unknown): Answer => ({ kind: 'results', results: [{ status, view }] });

const readSuccess = ({ kind, items }: SendRequest, status: number, body: unknown): Answer => {
  if (kind === 'completion_undo') return status === 204 ? one('deleted', null) : GARBLED;
  if (!isObject(body)) return GARBLED;
  if (kind === 'moment') return status === 200 ? readMoments(items, body) : GARBLED;
  if (status === 201) return one('accepted', body);
  return status === 200 ? one('duplicate', body) : GARBLED;
};

/** A refusal that stays one; other codes say that it did not get through, or not in time. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 425;

/** What a response means for the request. `now`: epoch milliseconds by the device. */
export const readAnswer = async (request: SendRequest, response: Response, now: number): Promise<Answer> => {
  const { status, headers } = response;
  const afterMs = retryAfterMs(headers.get('retry-after'), now);
  if (status === 429 || (status === 503 && afterMs !== null)) return { kind: 'later', afterMs };
  if (status === 500) return { kind: 'unreachable', blame: 'server' };
  const body = status === 204 ? null : await jsonOf(response);
  if (response.ok) return readSuccess(request, status, body);
  if (!isRefusal(status) || !isProblem(body)) return GARBLED;
  if (status === 401) return { kind: 'signedOut' };
  // Somebody else undid it, or it never came to be.
  if (status === 404 && request.kind === 'completion_undo') return one('deleted', null);
  return { kind: 'refused', problem: body };
};

/** Sends over HTTP (api.md). A request may be sent twice: the server knows each thing by the id that the device gave it. */
import type { z } from 'zod';
import type { CallOf, EndpointShape } from '#core/contract/endpoint.ts';
import { createCompletion, deleteCompletion } from '#core/contract/habits.ts';
import { syncMoments, type MomentInput } from '#core/contract/moments.ts';
import { createLogs } from '#core/contract/trackers.ts';
import { createAttempt } from '#core/contract/training.ts';
import type { Answer, Send } from './answer.ts';
import { withCorrection } from './clock-offset.ts';
import type { MomentBody, QueueItem } from './queue-item.ts';
import { readAnswer } from './read-answer.ts';

interface HttpRequest {
  readonly method: string;
  /** `/v1/…` */
  readonly path: string;
  /** JSON; `undefined`: none. */
  readonly body: unknown;
}

type Target = Pick<EndpointShape, 'method' | 'path'>;

/** As api.md says; the contract does not have it yet. */
const createNote: Target = { method: 'post', path: '/v1/inbox' };

const requestTo = (
  { method, path }: Target,
  params: Readonly<Record<string, string>>,
  body?: unknown,
): HttpRequest => ({
  method: method.toUpperCase(),
  path: path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
  body,
});

/** Bodies as the contract takes them: what it does not know would not compile. */
type BodyOf<E extends EndpointShape> = CallOf<E> extends { readonly body?: infer B } ? B : never;
const momentOf = (body: MomentBody): z.input<typeof MomentInput> => ({ ...body, tags: [...(body.tags ?? [])] });

/** The request for items of one kind; `null`: a kind that this page does not know, from a queue that a newer one wrote. */
export const requestFor = (items: readonly QueueItem[]): HttpRequest | null => {
  const contents = items.map((item) => withCorrection(item, item.correctionMs));
  const [content] = contents;
  switch (content?.kind) {
    case 'moment': {
      const events = contents.flatMap((one) => (one.kind === 'moment' ? [momentOf(one.body)] : []));
      return requestTo(syncMoments, {}, { events });
    }
    case 'completion': {
      const { habit_id: id, ...rest } = content.body;
      const body: BodyOf<typeof createCompletion> = rest;
      return requestTo(createCompletion, { id }, body);
    }
    case 'completion_undo': {
      const { habit_id: id, client_completion_id: client } = content.body;
      return requestTo(deleteCompletion, { id, completionId: `client:${client}` });
    }
    case 'attempt': {
      const { step_id: id, ...rest } = content.body;
      const body: BodyOf<typeof createAttempt> = rest;
      return requestTo(createAttempt, { id }, body);
    }
    case 'tracker_log': {
      const { tracker_id: id, ...rest } = content.body;
      const body: BodyOf<typeof createLogs> = rest;
      return requestTo(createLogs, { id }, body);
    }
    case 'note':
      return requestTo(createNote, {}, content.body);
    default:
      return null;
  }
};

export interface HttpSenderDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Epoch milliseconds by the device. */
  readonly now: () => number;
  /** After so long a request counts as not answered, and the lock is free again. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
const UNREACHABLE: Answer = { kind: 'unreachable', blame: 'connection' };

/** The server's clock less the device's, to the second; left out when the server does not say. */
const offsetOf = (response: Response, now: number): { readonly clockOffsetMs?: number } => {
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? {} : { clockOffsetMs: at - now };
};

/** Without an idempotency key: a moment whose clock was corrected is another request, and the device's ids do the same. */
export const createHttpSender =
  ({ fetch, now, timeoutMs = TIMEOUT_MS }: HttpSenderDeps): Send =>
  async (request) => {
    const http = requestFor(request.items);
    if (!http) return { kind: 'refused', problem: { code: 'unknown_kind', detail: 'This version cannot send it.' } };
    try {
      const response = await fetch(http.path, {
        method: http.method,
        headers: {
          accept: 'application/json',
          ...(http.body !== undefined && { 'content-type': 'application/json' }),
        },
        credentials: 'same-origin',
        cache: 'no-store',
        // A network that wants a sign-in of its own sends elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        ...(http.body !== undefined && { body: JSON.stringify(http.body) }),
      });
      const answer = await readAnswer(request, response, now());
      // Only an answer of ours tells the time.
      return answer.kind === 'unreachable' ? answer : { ...answer, ...offsetOf(response, now()) };
    } catch {
      return UNREACHABLE;
    }
  };

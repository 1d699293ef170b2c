/**
 * A server for tests, at the end of `fetch`: it keeps what it takes by the ids of the device, as spec 5.1 says, and it
 * or the network fails as the test plans.
 */
import type { AttemptBody, CompletionBody, MomentBody, NoteBody, TrackerLogBody } from './queue-item.ts';

/** `lost`, `cut` and `failedLate` come after the server has taken the request. */
export const FAULTS = [
  'none',
  'lost',
  'cut',
  'failedLate',
  'dropped',
  'failed',
  'garbage',
  'busy',
  'down',
  'signedOut',
  'huge',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Words in a note or a value by which the server refuses it, or falls over it. */
export const BAD = 'bad';
export const POISON = 'poison';

interface StoredRow {
  readonly client_event_id: string;
  readonly client_revision: number;
  readonly content: string;
  readonly notes: string;
  readonly occurred_at: string;
  readonly deleted: boolean;
}

export interface TestServer {
  readonly fetch: typeof globalThis.fetch;
  /** Faults of the next requests, in order; after them all goes well. */
  plan(faults: readonly Fault[]): void;
  /** What happens while the next request is on its way. */
  meanwhile(work: () => Promise<void>): void;
  /** Another device writes its own version of a moment. */
  editElsewhere(client: string, notes: string): boolean;
  readonly moments: ReadonlyMap<string, StoredRow>;
  /** What was logged of each kind, by the device's id. */
  readonly singles: ReadonlyMap<string, unknown>;
  /** Completions by habit and day. */
  readonly days: ReadonlyMap<string, ReadonlySet<string>>;
  /** All that was taken, in the order in which it first was: notes of moments, ids of the rest, `undo:` of undos. */
  readonly heard: ReadonlySet<string>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const FIVE_MINUTES = 5 * 60_000;

const problem = (status: number, code: string): Reply => ({ status, body: { title: code, status, code } });

/** `now`: epoch milliseconds by the server's clock, which is right. */
export const createTestServer = (now: () => number): TestServer => {
  const moments = new Map<string, StoredRow>();
  const singles = new Map<string, unknown>();
  const days = new Map<string, Set<string>>();
  const heard = new Set<string>();
  let faults: Fault[] = [];
  let aside: (() => Promise<void>) | null = null;

  const isFuture = (instant: string): boolean => Date.parse(instant) > now() + FIVE_MINUTES;

  const takeMoment = (body: MomentBody): object => {
    const { client_event_id: client, client_revision: revision, deleted = false } = body;
    const notes = body.notes ?? '';
    const occurred_at = new Date(body.occurred_at).toISOString();
    const { client_revision: _, ...rest } = body;
    const content = JSON.stringify({ ...rest, deleted });
    const result = { client_event_id: client, id: client, client_revision: revision };
    const current = moments.get(client);
    const refuse = (code: string) => ({ ...result, id: null, status: 'rejected', error: { code, title: code } });
    if (notes.startsWith(BAD)) return refuse('validation_failed');
    if (isFuture(body.occurred_at)) return refuse('future_date');
    if (current?.content === content || (current && revision < current.client_revision)) {
      return { ...result, client_revision: current.client_revision, status: 'duplicate' };
    }
    if (current?.client_revision === revision) return { ...result, status: 'conflict', current };
    moments.set(client, { client_event_id: client, client_revision: revision, content, notes, occurred_at, deleted });
    heard.add(notes);
    return { ...result, status: current ? (deleted ? 'deleted' : 'updated') : 'created' };
  };

  const takeSingle = (client: string, text: string, instant: string, body: unknown): Reply => {
    if (text.startsWith(BAD)) return problem(400, 'validation_failed');
    if (singles.has(client)) return { status: 200, body: { client } };
    if (isFuture(instant)) return problem(422, 'future_date');
    singles.set(client, body);
    heard.add(client);
    return { status: 201, body: { client } };
  };

  const complete = (
    habit: string,
    { completion_date: date, completion_time, client_completion_id }: CompletionBody,
  ) => {
    const day = `${habit}:${date}`;
    const rows = days.get(day) ?? new Set();
    if (completion_time === BAD) return problem(400, 'validation_failed');
    days.set(day, rows);
    heard.add(client_completion_id);
    if (rows.size > 0) return { status: 200, body: { day } };
    rows.add(client_completion_id);
    return { status: 201, body: { day } };
  };
  const undo = (client: string): Reply => {
    heard.add(`undo:${client}`);
    const found = [...days.values()].some((rows) => rows.delete(client));
    return found ? { status: 204, body: undefined } : problem(404, 'not_found');
  };

  const take = (method: string, path: string, body: unknown): Reply => {
    const [, , area = '', id = '', , last = ''] = path.split('/');
    if (area === 'events') {
      const { events } = body as { readonly events: readonly MomentBody[] };
      return { status: 200, body: { results: events.map(takeMoment) } };
    }
    if (area === 'habits') {
      if (method === 'DELETE') return undo(decodeURIComponent(last).replace(/^client:/, ''));
      return complete(id, body as CompletionBody);
    }
    if (area === 'trackers') {
      const log = body as TrackerLogBody;
      return takeSingle(log.client_log_id, log.value_text ?? '', log.logged_at, body);
    }
    if (area === 'inbox') {
      const { client_msg_id: client, message, received_at } = body as NoteBody;
      return takeSingle(client, message, received_at, body);
    }
    const { client_attempt_id: client, note = '', occurred_at } = body as AttemptBody;
    return takeSingle(client, note, occurred_at, body);
  };

  const respond = ({ status, body }: Reply, headers: Record<string, string> = {}, cut = false): Response => {
    const text = body === undefined ? null : JSON.stringify(body);
    const shown = cut && text !== null ? text.slice(0, -1) : text;
    return new Response(shown, { status, headers: { date: new Date(now()).toUTCString(), ...headers } });
  };

  /** What the server says before it looks at the request; `null`: nothing. */
  const refuseFirst = (fault: Fault | undefined, text: string): Response | null => {
    switch (fault) {
      case 'dropped':
        throw new TypeError('Failed to fetch');
      case 'failed':
        return respond(problem(500, 'internal'));
      case 'garbage':
        return new Response('<html>', { status: 200 });
      case 'busy':
        return respond(problem(429, 'rate_limited'), { 'retry-after': '7' });
      case 'down':
        return respond(problem(503, 'unavailable'));
      case 'signedOut':
        return respond(problem(401, 'unauthenticated'));
      case 'huge':
        // Only what is large is too large.
        return text.length > 400 ? respond(problem(413, 'payload_too_large')) : null;
      case 'none':
      case 'lost':
      case 'cut':
      case 'failedLate':
      case undefined:
        return null;
    }
  };

  return {
    fetch: async (input, init) => {
      const work = aside;
      aside = null;
      await work?.();
      const fault = faults.shift();
      const text = typeof init?.body === 'string' ? init.body : '';
      const refusal = refuseFirst(fault, text);
      if (refusal) return refusal;
      if (text.includes(`"${POISON}`)) return respond(problem(500, 'internal'));
      const reply = take(init?.method ?? 'GET', String(input), text === '' ? undefined : JSON.parse(text));
      if (fault === 'lost') throw new TypeError('Failed to fetch');
      if (fault === 'failedLate') return respond(problem(500, 'internal'));
      return respond(reply, {}, fault === 'cut');
    },
    plan: (planned) => {
      faults = [...planned];
    },
    meanwhile: (work) => {
      aside = work;
    },
    editElsewhere: (client, notes) => {
      const row = moments.get(client);
      if (!row) return false;
      moments.set(client, { ...row, client_revision: row.client_revision + 1, content: notes, notes });
      return true;
    },
    moments,
    singles,
    days,
    heard,
  };
};

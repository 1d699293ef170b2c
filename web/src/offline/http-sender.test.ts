import { expect, test, vi } from 'vitest';
import type { Answer } from './answer.ts';
import { createHttpSender, requestFor } from './http-sender.ts';
import type { QueueItem } from './queue-item.ts';
import { retryAfterMs } from './read-answer.ts';
import { AT, attempt, completion, itemOf, moment, note, NOW, trackerLog, undo } from './test-items.ts';

const DAY = 86_400_000;
const kindOf = (items: readonly QueueItem[]) => items[0]?.kind ?? 'note';
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const problem = (status: number, code: string, headers?: Record<string, string>) =>
  json(status, { type: 'x', title: 'No', status, code, detail: 'Not so.' }, headers);

const asked = async (items: readonly QueueItem[], answered: Response | Error): Promise<Answer> => {
  const fetch = vi.fn<typeof globalThis.fetch>(() =>
    answered instanceof Error ? Promise.reject(answered) : Promise.resolve(answered),
  );
  return createHttpSender({ fetch, now: () => NOW })({ kind: kindOf(items), items });
};
const one = (content: Parameters<typeof itemOf>[0]) => [itemOf(content, 1)];
const two = [itemOf(moment('a'), 1), itemOf(moment('b', { tags: ['gate'] }), 2)];
const resultOf = (client: string | null, status: string, more: object = {}) => ({
  client_event_id: client,
  id: null,
  client_revision: 1,
  status,
  ...more,
});
const LOST: Answer = { kind: 'unreachable', blame: 'connection' };

test('each kind goes where the contract says, by the ids of the device', () => {
  const sent = [completion('c'), undo('c'), attempt('t'), trackerLog('l'), note('n')].map((content) => {
    const request = requestFor(one(content));
    return [request?.method, request?.path, request?.body];
  });
  expect(sent).toEqual([
    ['POST', '/v1/habits/habit-1/completions', { completion_date: '2026-03-02', client_completion_id: 'c' }],
    ['DELETE', '/v1/habits/habit-1/completions/client%3Ac', undefined],
    ['POST', '/v1/goal-steps/step-1/attempt', { outcome: 'pass', occurred_at: AT, client_attempt_id: 't' }],
    ['POST', '/v1/trackers/tracker-1/logs', { logged_at: AT, value_number: '92.4', client_log_id: 'l' }],
    ['POST', '/v1/inbox', { message: 'vet tomorrow', received_at: AT, client_msg_id: 'n' }],
  ]);
  const batch = requestFor(two);
  expect([batch?.method, batch?.path]).toEqual(['POST', '/v1/events/batch']);
  expect(batch?.body).toEqual({
    events: [
      { client_event_id: 'a', client_revision: 1, occurred_at: AT, valence: 'positive', tags: [] },
      { client_event_id: 'b', client_revision: 1, occurred_at: AT, valence: 'positive', tags: ['gate'] },
    ],
  });
});

test('what is sent is corrected as it was settled, and the queue keeps what the device said', () => {
  const item = itemOf(moment('a'), 1, { correctionMs: -DAY });
  expect(requestFor([item])?.body).toMatchObject({ events: [{ occurred_at: '2026-03-01T08:00:00.000Z' }] });
  expect(item.body).toMatchObject({ occurred_at: AT });
});

test('the request is ours alone, and is given up in time', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(json(201, { id: 'x' })));
  await createHttpSender({ fetch, now: () => NOW })({ kind: 'note', items: one(note('n')) });
  const [path, init] = fetch.mock.calls[0] ?? [];
  expect(path).toBe('/v1/inbox');
  expect(init).toMatchObject({ credentials: 'same-origin', redirect: 'error', cache: 'no-store' });
  expect(init?.signal).toBeInstanceOf(AbortSignal);
});

test('the results of moments come in the order they were sent', async () => {
  const current = { client_revision: 3, notes: 'theirs' };
  const body = {
    results: [resultOf('a', 'created'), resultOf('b', 'conflict', { current, error: { code: 'conflict' } })],
  };
  expect(await asked(two, json(200, body))).toEqual({
    kind: 'results',
    results: [
      { status: 'accepted', view: body.results[0] },
      { status: 'conflict', problem: { code: 'conflict' }, current },
    ],
  });
  const unread = await asked(
    two.slice(0, 1),
    json(200, { results: [resultOf('a', 'conflict', { current: 'theirs' })] }),
  );
  expect(unread).toMatchObject({ results: [{ status: 'conflict', current: null }] });
  const statuses = ['duplicate', 'updated', 'deleted'].map(async (status) => {
    const answer = await asked(two.slice(0, 1), json(200, { results: [resultOf('a', status)] }));
    return answer.kind === 'results' ? answer.results[0]?.status : answer.kind;
  });
  expect(await Promise.all(statuses)).toEqual(['duplicate', 'updated', 'deleted']);
  const error = { code: 'validation_failed', detail: 'No.' };
  expect(await asked(two.slice(0, 1), json(200, { results: [resultOf(null, 'rejected', { error })] }))).toEqual({
    kind: 'results',
    results: [{ status: 'rejected', problem: error }],
  });
});

test('an edit that another device has written over already is a conflict, a late copy of what was logged is none', async () => {
  const late = async (own: number, stored: number) => {
    const items = one(moment('a', { client_revision: own }));
    const result = resultOf('a', 'duplicate', { client_revision: stored });
    const answer = await asked(items, json(200, { results: [result] }));
    return answer.kind === 'results' ? answer.results[0]?.status : answer.kind;
  };
  expect(await Promise.all([late(2, 3), late(2, 2), late(1, 3), late(1, 1)])).toEqual([
    'conflict',
    'duplicate',
    'duplicate',
    'duplicate',
  ]);
});

test('an answer that does not fit the request says nothing', async () => {
  const odd = [
    { results: [resultOf('a', 'created')] },
    { results: [resultOf('b', 'created'), resultOf('a', 'created')] },
    { results: [resultOf('a', 'created'), resultOf('b', 'created'), resultOf('c', 'created')] },
    { results: [resultOf('a', 'created'), resultOf('b', 'toString')] },
    { results: [resultOf('a', 'created'), null] },
    { results: 'all' },
    {},
    [],
    null,
    'fine',
  ];
  for (const body of odd) expect(await asked(two, json(200, body)), JSON.stringify(body)).toEqual(LOST);
});

test('one item is taken, or was there; an undo of what is gone is done', async () => {
  const status = async (content: Parameters<typeof itemOf>[0], response: Response) => {
    const answer = await asked(one(content), response);
    return answer.kind === 'results' ? answer.results.map((result) => result.status) : answer.kind;
  };
  const view = { id: 'x' };
  for (const content of [completion('c'), attempt('t'), trackerLog('l'), note('n')]) {
    expect(await status(content, json(201, view))).toEqual(['accepted']);
    expect(await status(content, json(200, view))).toEqual(['duplicate']);
    expect(await status(content, problem(404, 'not_found'))).toBe('refused');
  }
  expect(await status(undo('c'), new Response(null, { status: 204 }))).toEqual(['deleted']);
  expect(await status(undo('c'), problem(404, 'not_found'))).toEqual(['deleted']);
  expect(await status(undo('c'), json(200, view))).toBe('unreachable');
});

test('what is not clearly ours says nothing: a cut answer, a sign-in page of the network, a proxy', async () => {
  const cut = new Response(
    new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode('{"id":'));
        stream.error(new TypeError('terminated'));
      },
    }),
    { status: 201 },
  );
  const page = (status: number) => new Response('<html>Welcome to our hotel</html>', { status });
  const answers = [cut, page(200), page(201), page(401), page(403), page(404), page(511), json(404, {}), json(201, [])];
  const kinds = await Promise.all(answers.map((response) => asked(one(note('n')), response)));
  expect(kinds).toEqual(answers.map(() => LOST));
  expect(await asked(one(note('n')), new TypeError('Failed to fetch'))).toEqual(LOST);
  expect(await asked(one(note('n')), new DOMException('late', 'TimeoutError'))).toEqual(LOST);
  // A moment that was taken is 200, and nothing else.
  expect(await asked(two, json(201, { results: [] }))).toEqual(LOST);
});

test('codes of HTTP become what they mean for the queue', async () => {
  const kinds = async (response: Response) => {
    const answer = await asked(one(note('n')), response);
    return answer.kind === 'unreachable' ? answer.blame : answer.kind;
  };
  expect(await kinds(problem(401, 'unauthenticated'))).toBe('signedOut');
  for (const status of [400, 403, 409, 413, 422]) expect(await kinds(problem(status, 'x'))).toBe('refused');
  for (const status of [408, 425, 501, 502, 503, 504]) expect(await kinds(problem(status, 'x'))).toBe('connection');
  expect(await kinds(problem(500, 'internal'))).toBe('server');
  expect(await asked(one(note('n')), problem(503, 'unavailable', { 'retry-after': '5' }))).toEqual({
    kind: 'later',
    afterMs: 5_000,
  });
  expect(await asked(one(note('n')), page429('17'))).toEqual({ kind: 'later', afterMs: 17_000 });
  expect(await asked(one(note('n')), page429(null))).toEqual({ kind: 'later', afterMs: null });
  expect(await asked(one(note('n')), problem(422, 'future_date'))).toMatchObject({
    problem: { code: 'future_date', detail: 'Not so.' },
  });
});

const page429 = (after: string | null) =>
  new Response('slow down', { status: 429, headers: after === null ? {} : { 'retry-after': after } });

test('a time to wait is read in seconds or as a date, and is never nothing', () => {
  expect(retryAfterMs(' 30 ', NOW)).toBe(30_000);
  expect(retryAfterMs('0', NOW)).toBe(1_000);
  expect(retryAfterMs('Mon, 02 Mar 2026 08:01:00 GMT', NOW)).toBe(60_000);
  expect(retryAfterMs('Mon, 02 Mar 2026 07:00:00 GMT', NOW)).toBe(1_000);
  expect([null, '', 'soon'].map((header) => retryAfterMs(header, NOW))).toEqual([null, null, null]);
});

test('an answer of ours tells how wrong the clock is, another one does not', async () => {
  const date = 'Tue, 03 Mar 2026 08:00:00 GMT';
  const told = await asked(one(note('n')), json(201, { id: 'x' }, { date }));
  expect(told.clockOffsetMs).toBe(DAY);
  expect((await asked(one(note('n')), problem(422, 'x', { date }))).clockOffsetMs).toBe(DAY);
  expect(await asked(one(note('n')), new Response('<html>', { status: 200, headers: { date } }))).toEqual(LOST);
  expect(await asked(one(note('n')), json(201, {}, { date: 'today' }))).not.toHaveProperty('clockOffsetMs');
});

test('an item that a newer page wrote is refused here, where the user sees it', async () => {
  const unknown = { ...itemOf(note('n'), 1), kind: 'walk' } as unknown as QueueItem;
  expect(await asked([unknown], json(200, {}))).toMatchObject({ kind: 'refused', problem: { code: 'unknown_kind' } });
});

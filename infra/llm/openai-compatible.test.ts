/** Every way a model can fail, through the real client over real HTTP, streamed and not (spec 5.7, issue 5). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readPlan } from '#core/domain/dog/plan/read-plan.ts';
import { fail as failWith, fails, KEY, MODEL, QUESTION, says, succeed } from '../../test/peers/ask-for-plan.ts';
import { closedPort } from '../../test/peers/closed-port.ts';
import { failureModes } from '../../test/peers/failure-modes.ts';
import { startOpenAiServer, type OpenAiServer, type PeerAnswer } from '../../test/peers/openai-server.ts';
import { completionBody, completionWrites } from '../../test/peers/openai-wire.ts';
import {
  badJsonPlan,
  badLevelsPlan,
  forbiddenMethodPlan,
  goodPlan,
  wrongShapePlan,
} from '../../test/peers/plan-answers.ts';
import { createOpenAiCompatible, type OpenAiCompatibleOptions } from './openai-compatible.ts';
import type { LlmFailure, LlmPort } from './port.ts';

/** Long enough for a machine that is busy, for all tests but those that wait for it. */
const PATIENT_MS = 30_000;

let server: OpenAiServer;
beforeAll(async () => {
  server = await startOpenAiServer();
});
afterEach(() => server.reset());
afterAll(() => server.close());

describe.each([
  ['streamed', true],
  ['whole', false],
])('%s', (_name, stream) => {
  const client = (over: Partial<OpenAiCompatibleOptions> = {}): LlmPort =>
    createOpenAiCompatible({
      ...{ baseUrl: server.baseUrl, model: MODEL, apiKey: null, timeoutMs: PATIENT_MS, stream },
      ...over,
    });

  /** Whatever went wrong, the message says what to do and no secret. */
  const fail = async (port: LlmPort): Promise<LlmFailure> => {
    const result = await failWith(port);
    expect(result.message).toMatch(/(LLM_[A-Z_]+|Try again|Add some).*\.$/);
    expect(result.message).not.toContain(KEY);
    expect([MODEL, `${MODEL}-2026-11-01`]).toContain(result.model);
    return result;
  };

  test('a good plan comes whole, with model, tokens and what went over the wire', async () => {
    server.requireKey(KEY);
    server.answer(says(goodPlan));
    const answer = await succeed(client({ apiKey: KEY }));
    expect(JSON.parse(answer.text)).toEqual(JSON.parse(goodPlan));
    expect(answer).toMatchObject({ model: `${MODEL}-2026-11-01`, inputTokens: 321, outputTokens: 123 });
    expect(answer.latencyMs).toBeGreaterThanOrEqual(0);
    const messages = [
      { role: 'system', content: QUESTION.system },
      { role: 'user', content: QUESTION.user },
    ];
    expect(server.requests).toMatchObject([
      {
        ...{ method: 'POST', path: '/v1/chat/completions', headers: { authorization: `Bearer ${KEY}` } },
        body: { model: MODEL, stream, max_tokens: 2000, messages },
      },
    ]);
    expect(answer.raw).toMatchObject({ request: server.requests[0]?.body, status: 200 });
    expect(JSON.stringify(answer.raw)).not.toContain(KEY);
  });

  test('the schema is asked for strictly, in words every server knows', async () => {
    server.answer(says(goodPlan));
    await succeed(client());
    const { response_format: format } = server.requests[0]?.body as {
      response_format: { json_schema: { strict: boolean; name: string; schema: object } };
    };
    expect(format).toMatchObject({ type: 'json_schema', json_schema: { strict: true, name: 'plan' } });
    const schema = JSON.stringify(format.json_schema.schema);
    expect(schema).not.toMatch(/minLength|maxLength/);
    expect(schema).toContain('3 to 120 characters');
    expect(schema).toContain('"maxItems":10');
  });

  test('letters of several bytes arrive whole', async () => {
    const plan = goodPlan.replace('Three steps indoors', 'Drei Schritte für Ærlig 🐕‍🦺 übers Haus');
    server.answer(says(plan));
    expect(JSON.parse((await succeed(client())).text)).toEqual(JSON.parse(plan));
  });

  test('a server that does not count', async () => {
    server.answer(says(goodPlan, { usage: null }));
    expect(await succeed(client())).toMatchObject({ inputTokens: null, outputTokens: null });
  });

  test.each([
    ['a fence', `\`\`\`json\n${goodPlan}\n\`\`\``],
    ['a fence between sentences', `Here is {your} plan:\n\n\`\`\`\n${goodPlan}\n\`\`\`\nGood luck {to} you`],
    ['thoughts', `<think>{"steps": []} or rather…</think>\n${goodPlan}`],
    ['sentences', `Of course. ${goodPlan} Is there anything else?`],
  ])('JSON inside %s is found', async (_where, text) => {
    server.answer(says(text));
    expect(JSON.parse((await succeed(client())).text)).toEqual(JSON.parse(goodPlan));
  });

  test.each(failureModes)('$name', async ({ answer, failure, name: _, ...limits }) => {
    server.answer(answer);
    expect((await fail(client({ apiKey: KEY, ...limits }))).failure).toBe(failure);
    expect(server.requests).toHaveLength(1);
  });

  test('what was answered and counted before it failed is told', async () => {
    server.answer(says(wrongShapePlan), says('', { refusal: 'no' }), says(badJsonPlan, { finishReason: 'length' }));
    const port = client();
    const tokens = { inputTokens: 321, outputTokens: 123, model: `${MODEL}-2026-11-01` };
    for (const failure of ['wrong_shape', 'refusal', 'too_long']) {
      expect(await fail(port)).toMatchObject({ failure, ...tokens, raw: { status: 200 } });
    }
  });

  test.each([
    ['seconds', 429, { 'retry-after': '17' }, 17],
    ['a date', 429, { 'retry-after': 'Sat, 28 Nov 2026 12:01:30 GMT', date: 'Sat, 28 Nov 2026 12:00:00 GMT' }, 90],
    [
      'a date that is over',
      429,
      { 'retry-after': 'Sat, 28 Nov 2026 11:00:00 GMT', date: 'Sat, 28 Nov 2026 12:00:00 GMT' },
      0,
    ],
    ['nonsense', 429, { 'retry-after': 'soon' }, null],
    ['nothing', 429, {}, null],
    ['seconds of a server that loads', 503, { 'retry-after': '5' }, 5],
  ])('Retry-After with %s', async (_what, status, headers, seconds) => {
    server.answer(fails(status, 'no', headers));
    expect((await fail(client())).retryAfterSeconds).toBe(seconds);
  });

  test('what differs from the schema is said for the second try, also what the server was not told', async () => {
    server.answer(says(wrongShapePlan), says(goodPlan.replace('Three steps indoors', 'x'.repeat(121))));
    const port = client();
    const faults = (await fail(port)).faults.join('\n');
    expect(faults).toMatch(/steps\.0\.title/);
    expect(faults).toMatch(/steps\.1\.estimated_minutes/);
    expect((await fail(port)).faults).toEqual([expect.stringMatching(/steps\.1\.title/)]);
  });

  test('the server words what went wrong, and a page is not quoted', async () => {
    server.answer(fails(500, { message: 'out of memory' }), { kind: 'plain', status: 502, body: '<html>no</html>' });
    const port = client();
    expect((await fail(port)).message).toContain('out of memory');
    expect((await fail(port)).message).not.toContain('<html>');
  });

  test('a key is asked for, or not accepted', async () => {
    server.requireKey(KEY);
    expect((await fail(client())).message).toContain('Set LLM_API_KEY');
    const wrong = await fail(client({ apiKey: 'sk-wrong-0123456789' }));
    expect(wrong).toMatchObject({ failure: 'unauthorized', raw: { status: 401 } });
    expect(wrong.message).toContain('Check LLM_API_KEY');
  });

  test.each(['silence', 'stall', 'endless'] as const)('after %s the server is hung up on', async (kind) => {
    server.answer({ kind });
    const left = server.hungUp();
    const { raw } = await fail(client(kind === 'endless' ? { maxBytes: 100_000 } : { timeoutMs: 200 }));
    expect(raw).toMatchObject({ status: kind === 'silence' ? null : 200, response: null });
    await left;
  });

  test('a closed port', async () => {
    const failure = await fail(client({ baseUrl: `http://127.0.0.1:${await closedPort()}/v1` }));
    expect(failure).toMatchObject({ failure: 'unreachable', raw: { status: null, response: null } });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  test('a name that leads nowhere', async () => {
    expect(await fail(client({ baseUrl: 'https://model.invalid/v1' }))).toMatchObject({ failure: 'unreachable' });
  });

  test('without TLS no public address is asked', async () => {
    const failure = await fail(client({ baseUrl: 'http://192.88.98.1/v1' }));
    expect(failure).toMatchObject({ failure: 'unreachable' });
    expect(failure.message).toContain('https://');
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await startOpenAiServer();
    elsewhere.answer(says(goodPlan));
    const location = `${elsewhere.baseUrl}/chat/completions`;
    server.answer({ kind: 'plain', status: 307, body: '', headers: { location } });
    const failure = await fail(client());
    expect(failure).toMatchObject({ failure: 'server_error', raw: { status: 307 } });
    expect(failure.message).toContain('redirect');
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test('who gives up gets the reason, and the server is hung up on', async () => {
    server.answer({ kind: 'silence' });
    const controller = new AbortController();
    const [asked, left] = [server.asked(), server.hungUp()];
    const waiting = client().complete({ ...QUESTION, signal: controller.signal });
    await asked;
    const reason = new Error('the worker stops');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await left;
  });

  test('a base address may end in a slash', async () => {
    server.answer(says(goodPlan));
    await succeed(client({ baseUrl: `${server.baseUrl}/` }));
    expect(server.requests[0]?.path).toBe('/v1/chat/completions');
  });

  test('an answer is read as what it says it is, not as what was asked for', async () => {
    const body = { model: MODEL };
    const whole: PeerAnswer = { kind: 'plain', status: 200, body: completionBody({ text: goodPlan }, body) };
    const events = Buffer.concat(completionWrites({ text: goodPlan }, body)).toString();
    const headers = { 'content-type': 'text/event-stream' };
    server.answer(whole, { kind: 'plain', status: 200, body: events, headers });
    const port = client();
    expect(JSON.parse((await succeed(port)).text)).toEqual(JSON.parse(goodPlan));
    expect(JSON.parse((await succeed(port)).text)).toEqual(JSON.parse(goodPlan));
  });

  test('a stream may lack its last event and its last line ends', async () => {
    const data = { choices: [{ index: 0, delta: { content: goodPlan }, finish_reason: null }] };
    const headers = { 'content-type': 'text/event-stream' };
    server.answer({ kind: 'plain', status: 200, body: `data:${JSON.stringify(data)}`, headers });
    expect(await succeed(client())).toMatchObject({ model: MODEL, text: goodPlan });
  });

  test('what is good in form and bad in substance is for the plan check', async () => {
    server.answer(says(forbiddenMethodPlan), says(badLevelsPlan), says(goodPlan));
    const port = client();
    const read = async () => readPlan(JSON.parse((await succeed(port)).text));
    expect(await read()).toMatchObject({ ok: false, refusal: 'methods' });
    expect(await read()).toMatchObject({ ok: false, refusal: 'three_ds' });
    expect(await read()).toMatchObject({ ok: true });
  });
});

/** Plans by a language model (spec 5.7): a real server over HTTP that answers well, badly, and not at all. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { useTestApp, type Client } from './support/app.ts';
import { post } from './support/everyday.ts';
import { draftGoal, stepsOf } from './support/training.ts';
import { KEY, MODEL, says } from './peers/ask-for-plan.ts';
import { badJsonPlan, badLevelsPlan, forbiddenMethodPlan, goodPlan } from './peers/plan-answers.ts';
import { startOpenAiServer } from './peers/openai-server.ts';

const peer = await startOpenAiServer();
afterAll(() => peer.close());

const app = useTestApp({
  workers: false,
  env: {
    ...{ LLM_BASE_URL: peer.baseUrl, LLM_MODEL: MODEL, LLM_API_KEY: KEY, LLM_TIMEOUT_MS: '10000' },
    ...{ LLM_PRICE_INPUT: '10', LLM_PRICE_OUTPUT: '100', LLM_MONTHLY_BUDGET_USD: '1' },
  },
});

beforeEach(() => {
  peer.reset();
  peer.requireKey(KEY);
});

const HOST = new URL(peer.baseUrl).host;

interface Generated {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly run: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly notice: string | null;
}
const plan = async (client: Client, title = 'Walk nicely') => {
  const goalId = await draftGoal(client, { title });
  const made = (await post(client, `/v1/goals/${goalId}/generate-steps`, { template_key: 'recall' })) as unknown;
  return { goalId, ...(made as Generated) };
};
const sent = (index: number) => {
  const { messages } = peer.requests[index]?.body as { messages: { role: string; content: string }[] };
  return JSON.parse(messages[1]?.content ?? '') as Record<string, unknown>;
};

test('a good plan is the model’s, and its run says what it cost', async () => {
  const client = await app.register();
  peer.answer(says(goodPlan));
  const { items, run, notice, goalId } = await plan(client);
  expect(notice).toBeNull();
  expect(items.map(({ title }) => title)[0]).toBe('Stand still with a slack leash, indoors');
  for (const step of items) expect(step).toMatchObject({ ai_generated: true, ai_run_id: run.id });
  expect(run).toMatchObject({
    ...{ provider: HOST, model: `${MODEL}-2026-11-01`, prompt_version: 'goal-breakdown.v1', status: 'success' },
    ...{ input_tokens: 321, output_tokens: 123, estimated_cost_usd: '0.0156', error_code: null, error_message: null },
    ...{ goal_id: goalId, input_summary: 'A plan for “Walk nicely”' },
  });
  expect(sent(0)).toMatchObject({ goal: { title: 'Walk nicely' }, faults_of_last_answer: [] });
  expect(JSON.stringify(run)).not.toContain(KEY);
  expect((await client.send('GET', `/v1/ai-runs/${run.id}`)).body).toEqual(run);
});

test('the same key twice makes one plan', async () => {
  const client = await app.register();
  const goalId = await draftGoal(client);
  peer.answer(says(goodPlan));
  const headers = { 'idempotency-key': 'plan-once-and-only' };
  const ask = () => client.send('POST', `/v1/goals/${goalId}/generate-steps`, { headers });
  const [first, second] = [await ask(), await ask()];
  expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(second.body).toEqual(first.body);
  expect(peer.requests).toHaveLength(1);
  expect(await stepsOf(client, goalId)).toHaveLength(8);
});

test('a bad plan is asked for once more with what was wrong, and then it is good', async () => {
  const client = await app.register();
  peer.answer(says(badLevelsPlan), says(goodPlan));
  const { run, notice } = await plan(client);
  expect([run['status'], notice]).toEqual(['success', null]);
  expect(peer.requests).toHaveLength(2);
  expect(sent(1)['faults_of_last_answer']).toEqual([expect.stringContaining('Step 2')]);
  expect(run).toMatchObject({ input_tokens: 642, output_tokens: 246, estimated_cost_usd: '0.0311' });
});

test('a forbidden method twice: the plan is that of the rules, and the run failed', async () => {
  const client = await app.register();
  peer.answer(says(forbiddenMethodPlan));
  const { items, run, notice, goalId } = await plan(client);
  expect(peer.requests).toHaveLength(2);
  expect(notice).toBe(
    'The model’s plan named methods that are not reward-based. This plan comes from the rules that need no model.',
  );
  expect(items.map(({ title }) => title)[0]).toBe('Cue at 1 m, indoors');
  for (const step of items) expect(step).toMatchObject({ ai_generated: false, ai_run_id: run.id });
  expect(run).toMatchObject({ status: 'failed', error_code: 'methods', provider: HOST });
  expect(String(run['error_message'])).toContain('leash pop');
  expect(await stepsOf(client, goalId)).toHaveLength(items.length);
  expect(await post(client, `/v1/ai-runs/${run.id}/undo`, {}, 200)).toEqual({ removed: items.length });
});

test('what is no JSON twice is told as such', async () => {
  const client = await app.register();
  peer.answer(says(badJsonPlan));
  const { run, notice, items } = await plan(client);
  expect([run['status'], run['error_code'], items.length > 3]).toEqual(['failed', 'bad_json', true]);
  expect(notice).toContain('LLM_MODEL');
  expect(peer.requests).toHaveLength(2);
});

test('a server that does not take the key is asked once, and nothing is billed', async () => {
  const client = await app.register();
  peer.requireKey('sk-another-0123456789');
  peer.answer(says(goodPlan));
  const { run } = await plan(client);
  expect(run).toMatchObject({ status: 'failed', error_code: 'unauthorized', estimated_cost_usd: '0.0000' });
  expect(peer.requests).toHaveLength(1);
  expect(JSON.stringify(run)).not.toContain(KEY);
});

test('over the budget nothing is asked', async () => {
  const [client, other] = [await app.register(), await app.register()];
  peer.answer(says(goodPlan, { usage: { prompt_tokens: 10, completion_tokens: 9_000 } }));
  expect((await plan(other)).run['estimated_cost_usd']).toBe('0.9001');
  const before = peer.requests.length;
  const { run, notice, items } = await plan(client);
  expect(peer.requests).toHaveLength(before);
  expect(run).toMatchObject({ status: 'failed', error_code: 'over_budget', estimated_cost_usd: '0.0000' });
  expect(notice).toContain('This month');
  expect(items.length).toBeGreaterThan(3);
  await app.db('ai_runs').update({ estimated_cost_usd: 0 });
  peer.answer(says(goodPlan));
  expect((await plan(client)).run['status']).toBe('success');
});

test('while it is asked the user may do other things, and a goal that is over by then gets no steps', async () => {
  const client = await app.register();
  const goalId = await draftGoal(client);
  const step = await post(client, `/v1/goals/${goalId}/steps`, { title: 'One' });
  await client.send('PATCH', `/v1/goals/${goalId}/activate`);
  peer.answer({ kind: 'stall' });
  const asked = peer.asked();
  // With a key too, under which everything else is one transaction.
  const headers = { 'idempotency-key': 'plan-of-the-day' };
  const planning = client.send('POST', `/v1/goals/${goalId}/generate-steps`, { headers });
  await asked;
  const [run] = (await client.send('GET', '/v1/ai-runs')).body.items ?? [];
  expect(run).toMatchObject({ status: 'queued', completed_at: null });
  const path = `/v1/goal-steps/${String(step['id'])}`;
  expect((await client.send('PATCH', path, { body: { status: 'done' } })).status).toBe(200);
  // The model's server goes away.
  await peer.close();
  const late = await planning;
  expect([late.status, late.body['code']]).toEqual([409, 'invalid_transition']);
  expect((await client.send('GET', `/v1/ai-runs/${String(run?.['id'])}`)).body).toMatchObject({
    ...{ status: 'failed', error_code: 'unreachable' },
  });
  expect(await stepsOf(client, goalId)).toHaveLength(1);
});

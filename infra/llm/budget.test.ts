import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY, MODEL, QUESTION, says } from '../../test/peers/ask-for-plan.ts';
import { startOpenAiServer, type OpenAiServer } from '../../test/peers/openai-server.ts';
import { goodPlan } from '../../test/peers/plan-answers.ts';
import { budgetMonthStart, checkBudget } from './budget.ts';
import { withinBudget } from './budgeted-port.ts';
import { costOf, guessTokens } from './cost.ts';
import { createOpenAiCompatible } from './openai-compatible.ts';

test.each([
  [
    { spent: '0', next: '0.0100', limit: null },
    { allowed: true, left: null },
  ],
  [
    { spent: '4.9900', next: '0.0100', limit: '5' },
    { allowed: true, left: '0.01' },
  ],
  [
    { spent: '4.9901', next: '0.0100', limit: '5' },
    { allowed: false, left: '0.0099' },
  ],
  [
    { spent: '7', next: '0.0100', limit: '5' },
    { allowed: false, left: '0' },
  ],
  [
    { spent: '7', next: null, limit: '5' },
    { allowed: false, left: '0' },
  ],
  [
    { spent: '0', next: null, limit: '0' },
    { allowed: true, left: '0' },
  ],
  [
    { spent: '0', next: '0.0001', limit: '0' },
    { allowed: false, left: '0' },
  ],
  [
    { spent: '0.1', next: '0.2', limit: '0.3' },
    { allowed: true, left: '0.2' },
  ],
])('%o is %o', (state, verdict) => expect(checkBudget(state)).toEqual(verdict));

test('whatever is allowed, the limit holds: spending what each question can cost never oversteps it', () => {
  const cents = fc.integer({ min: 0, max: 100_000 });
  const usd = (value: number) => (value / 10_000).toFixed(4);
  fc.assert(
    fc.property(cents, fc.array(cents, { maxLength: 20 }), (limit, costs) => {
      let spent = 0;
      for (const cost of costs) {
        const { allowed } = checkBudget({ spent: usd(spent), next: usd(cost), limit: usd(limit) });
        expect(allowed).toBe(spent + cost <= limit);
        if (allowed) spent += cost;
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['2026-11-28T10:00:00.000Z', '2026-11-01T00:00:00.000Z'],
  ['2026-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
  ['2027-01-31T23:59:59.999Z', '2027-01-01T00:00:00.000Z'],
])('the month of %s starts at %s', (now, start) => expect(budgetMonthStart(now)).toBe(start));

let server: OpenAiServer;
beforeAll(async () => {
  server = await startOpenAiServer();
  server.answer(says(goodPlan));
});
afterAll(() => server.close());

test('over the budget the question stays here, and the result says what to do', async () => {
  const port = createOpenAiCompatible({ baseUrl: server.baseUrl, model: MODEL, apiKey: KEY, timeoutMs: 30_000 });
  const prices = { inputPerMillion: '1', outputPerMillion: '10' };
  const texts = QUESTION.system + QUESTION.user + JSON.stringify(QUESTION.schema);
  const most = costOf({ input: guessTokens(texts), output: QUESTION.maxOutputTokens }, prices) ?? '';
  const ask = (spent: string, limit: string | null) =>
    withinBudget(port, { limit, prices, spent: () => Promise.resolve(spent) }).complete(QUESTION);

  const over = await ask('0.0001', most);
  expect(over).toMatchObject({ ok: false, failure: 'over_budget', raw: { status: null }, inputTokens: null });
  expect(over.raw.request['messages']).toHaveLength(2);
  expect(!over.ok && over.message).toContain('LLM_MONTHLY_BUDGET_USD');
  expect(server.requests).toEqual([]);

  expect((await ask('0', most)).ok).toBe(true);
  expect((await ask('1000000', null)).ok).toBe(true);
  expect(server.requests).toHaveLength(2);
  expect([port.provider, port.model]).toEqual([new URL(server.baseUrl).host, MODEL]);
});

/** The ways a model fails, each as the server does it and as the client names it (issue 5). For whoever stands behind the port. */
import type { LlmFailureKind } from '#infra/llm/port.ts';
import { fails, says } from './ask-for-plan.ts';
import type { PeerAnswer } from './openai-server.ts';
import { badJsonPlan, goodPlan, wrongShapePlan } from './plan-answers.ts';

export interface FailureMode {
  readonly name: string;
  readonly answer: PeerAnswer;
  readonly failure: LlmFailureKind;
  /** The client's time limit, in ms, where the mode waits for it. */
  readonly timeoutMs?: number;
  /** The client's limit of bytes, where the mode runs into it. */
  readonly maxBytes?: number;
}

/** A connection that is refused is `closed-port.ts`; a budget that is spent is asked of no server. */
export const failureModes: readonly FailureMode[] = [
  { name: 'bad JSON', answer: says(badJsonPlan), failure: 'bad_json' },
  { name: 'no JSON', answer: says('I would rather talk about cats.'), failure: 'bad_json' },
  { name: 'nothing', answer: says(''), failure: 'bad_json' },
  { name: 'a bare list', answer: says('[1, 2]'), failure: 'bad_json' },
  { name: 'a wrong schema', answer: says(wrongShapePlan), failure: 'wrong_shape' },
  { name: 'a page', answer: { kind: 'plain', status: 200, body: '<html>Welcome</html>' }, failure: 'wrong_shape' },
  { name: 'other JSON', answer: { kind: 'plain', status: 200, body: { hello: 1 } }, failure: 'wrong_shape' },
  { name: 'a refusal', answer: says('', { refusal: 'I cannot help with that.' }), failure: 'refusal' },
  { name: 'a filter', answer: says(goodPlan, { finishReason: 'content_filter' }), failure: 'refusal' },
  { name: 'too many tokens', answer: says(badJsonPlan, { finishReason: 'length' }), failure: 'too_long' },
  { name: 'an answer without end', answer: { kind: 'endless' }, failure: 'too_long', maxBytes: 100_000 },
  { name: '401', answer: fails(401, { message: 'Incorrect API key provided' }), failure: 'unauthorized' },
  { name: '403', answer: fails(403), failure: 'unauthorized' },
  { name: '402', answer: fails(402), failure: 'over_budget' },
  { name: '429', answer: fails(429, 'no', { 'retry-after': '17' }), failure: 'rate_limited' },
  { name: 'no credit', answer: fails(429, { code: 'insufficient_quota' }), failure: 'over_budget' },
  { name: '404', answer: fails(404, { message: 'model not found' }), failure: 'server_error' },
  { name: '500', answer: fails(500, { message: 'out of memory' }), failure: 'server_error' },
  {
    name: 'a page with 502',
    answer: { kind: 'plain', status: 502, body: '<html>Bad gateway</html>' },
    failure: 'server_error',
  },
  { name: 'an error in the answer', answer: { kind: 'error_in_stream' }, failure: 'server_error' },
  { name: 'a cut connection', answer: { kind: 'cut' }, failure: 'unreachable' },
  { name: 'silence', answer: { kind: 'silence' }, failure: 'timeout', timeoutMs: 200 },
  { name: 'an answer that stops', answer: { kind: 'stall' }, failure: 'timeout', timeoutMs: 200 },
];

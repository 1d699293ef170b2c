/** A question as the product asks it, and its answer as a test wants it. */
import { planJsonSchema } from '#core/domain/dog/plan/plan-schema.ts';
import type { LlmAnswer, LlmFailure, LlmPort, LlmRequest } from '#infra/llm/port.ts';
import type { PeerAnswer } from './openai-server.ts';
import type { Completion } from './openai-wire.ts';

export const MODEL = 'tiny';
export const KEY = 'sk-test-0123456789abcdef';

export const QUESTION: LlmRequest = {
  purpose: 'goal_breakdown',
  system: 'Split the goal.',
  user: '{"goal":{"title":"Walk nicely"}}',
  schema: { name: 'plan', schema: planJsonSchema },
  maxOutputTokens: 2000,
};

/** The model says this. */
export const says = (text: string, more: Partial<Completion> = {}): PeerAnswer => ({
  ...{ kind: 'completion', text },
  ...more,
});

/** The server answers with a status that is no success. */
export const fails = (
  status: number,
  error: unknown = 'no',
  headers: Readonly<Record<string, string>> = {},
): PeerAnswer => ({ ...{ kind: 'plain', status, headers }, body: { error } });

/** @throws when it failed */
export const succeed = async (port: LlmPort, over: Partial<LlmRequest> = {}): Promise<LlmAnswer> => {
  const result = await port.complete({ ...QUESTION, ...over });
  if (!result.ok) throw new Error(`${result.failure}: ${result.message}`);
  return result;
};

/** @throws when it succeeded */
export const fail = async (port: LlmPort, over: Partial<LlmRequest> = {}): Promise<LlmFailure> => {
  const result = await port.complete({ ...QUESTION, ...over });
  if (result.ok) throw new Error(`it answered ${result.text}`);
  return result;
};

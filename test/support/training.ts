/** Training goals through the API. */
import type { Client } from './app.ts';
import { goalOf, made, post } from './everyday.ts';

export type Step = Readonly<Record<string, unknown>> & { readonly id: string; readonly status: string };

export const draftGoal = (client: Client, more: object = {}): Promise<string> =>
  made(client, '/v1/goals', { kind: 'training', title: 'Walk nicely', ...more });

/** Ids of new top-level steps, in order. */
export const addSteps = async (client: Client, goalId: string, count: number, more: object = {}): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    ids.push(await made(client, `/v1/goals/${goalId}/steps`, { title: `Step ${n}`, ...more }));
  }
  return ids;
};

export const activate = (client: Client, goalId: string) => client.send('PATCH', `/v1/goals/${goalId}/activate`);

/** An active goal with so many steps, the first in progress. */
export const activeGoal = async (client: Client, count: number, more: object = {}) => {
  const id = await draftGoal(client);
  const steps = await addSteps(client, id, count, more);
  await activate(client, id);
  return { id, steps };
};

export const stepsOf = async (client: Client, goalId: string): Promise<readonly Step[]> =>
  (await goalOf(client, goalId))['steps'] as readonly Step[];

export const stepOf = async (client: Client, goalId: string, id: string): Promise<Step> => {
  const step = (await stepsOf(client, goalId)).find((one) => one.id === id);
  if (!step) throw new Error('there is no such step');
  return step;
};

const outcomes: Readonly<Record<string, string>> = { p: 'pass', n: 'needs_work', o: 'neutral' };

/** One attempt, `p`, `n` or `o` as in the vectors; answers the step after it. */
export const attempt = async (client: Client, stepId: string, letter: string, more: object = {}) => {
  const body = await post(client, `/v1/goal-steps/${stepId}/attempt`, { outcome: outcomes[letter], ...more });
  return body as typeof body & { readonly attempt: { readonly id: string }; readonly step: Step };
};

export const moveStep = (client: Client, id: string, status: string) =>
  client.send('PATCH', `/v1/goal-steps/${id}`, { body: { status } });

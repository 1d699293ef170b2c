/** Everyday progress through the API, with the product's clock in the test's hands. */
import { expect, vi } from 'vitest';
import { REBUILDABLE, rebuildAll } from '#app/maintenance/rebuild.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { useTestApp, type Client, type SignedInClient } from './app.ts';
import type { Hook } from './webhook.ts';

/** Whose pushes count. */
export const ACCOUNT = { login: 'octocat', id: 583231 };

export interface Person {
  readonly owner: SignedInClient;
  /** Speaks with a token that may do everything. */
  readonly client: Client;
}

type Body = Awaited<ReturnType<Client['send']>>['body'];

export const post = async (client: Client, path: string, body: object, status = 201): Promise<Body> => {
  const answer = await client.send('POST', path, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body;
};

/** The id of what is made. */
export const made = async (client: Client, path: string, body: object): Promise<string> =>
  String((await post(client, path, body))['id']);

export const goalOf = async (client: Client, id: string): Promise<Body> =>
  (await client.send('GET', `/v1/goals/${id}`)).body;

export const progressOf = async (client: Client, id: string) =>
  (await goalOf(client, id))['progress'] as Record<string, unknown> & { period: Record<string, unknown> | null };

export const periodsOf = async (client: Client, id: string) =>
  (await client.send('GET', `/v1/goals/${id}/evaluations`)).body.items ?? [];

/** One application for all tests of the calling file, at an instant of their choice. */
export const useEverydayApp = () => {
  let now = '2026-03-02T12:00:00.000Z';
  const app = useTestApp({ overrides: { clock: { now: () => now } } });

  /** Until the workers have nothing left of this user. */
  const settled = (userId: string): Promise<void> =>
    vi.waitFor(
      async () => {
        const waiting = app.db('event_processing').where({ user_id: userId, status: 'pending' });
        expect(await waiting.select('event_raw_id')).toEqual([]);
      },
      { timeout: 20_000, interval: 50 },
    );

  return {
    app,
    now: (): string => now,
    /** From now on it is `instant`. */
    at: (instant: string): void => {
      now = instant;
    },
    settled,

    /** Somebody new, with a pet. */
    person: async (): Promise<Person> => {
      const owner = await app.register();
      const token = await owner.send('POST', '/v1/tokens', { body: { name: 'all', scopes: ['manage'] } });
      const client = app.client({ authorization: `Bearer ${String(token.body['token'])}` });
      await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } });
      return { owner, client };
    },

    /** A GitHub connection of theirs. */
    connect: async (client: Client): Promise<Hook> => {
      const account = { login: ACCOUNT.login, id: String(ACCOUNT.id) };
      const connection = await post(client, '/v1/integrations', { provider: 'github', account });
      return {
        url: `${app.url}${new URL(String(connection['webhook_url'])).pathname}`,
        secret: String(connection['secret']),
      };
    },

    /** Events of a user by type, once the workers have nothing left. */
    paid: async ({ owner }: Person, type: string) => {
      await settled(owner.userId);
      const events = app.db('events').where({ user_id: owner.userId, type }).orderBy('occurred_at');
      return events.select<{ dedupe_key: string; local_date: string; occurred_at: string }[]>(
        'dedupe_key',
        'local_date',
        'occurred_at',
      );
    },

    /** Everything computed is what it would be from nothing. */
    sameFromNothing: async (): Promise<void> =>
      expect((await rebuildAll(createUnitOfWork(app.db), REBUILDABLE, () => now)).differences).toEqual([]),
  };
};

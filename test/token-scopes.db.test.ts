/** Every endpoint against every scope (api.md, Token scopes). */
import { expect, test } from 'vitest';
import { endpoints } from '#core/contract/index.ts';
import type { EndpointShape, Scope } from '#core/contract/endpoint.ts';
import { useTestApp, type Client } from './support/app.ts';

const app = useTestApp({ workers: false });
const SCOPES: readonly Scope[] = ['read', 'log', 'ingest', 'inbox', 'manage'];
const NOBODY = '01890000-0000-7000-8000-000000000000';

/** What `log` may beside reading: moments, completions, skips, logs, progress, training (api.md). */
const LOGGING =
  /^\/v1\/(events\/batch|habits\/:id\/(completions|skips)|trackers\/:id\/logs|logs\/:id\/void|goals\/:id\/(progress|reset)|goal-steps\/:id\/(attempt|events)|attempts\/:id\/void)(\/|$)/;

/** What api.md's table says, in its own words. */
const may = (scope: Scope, endpoint: EndpointShape): boolean => {
  const isPrivate = /^\/v1\/(tokens|auth)(\/|$)/.test(endpoint.path) || endpoint.id === 'deleteMe';
  if (isPrivate) return false;
  if (scope === 'ingest') return endpoint.path === '/v1/ingest';
  if (scope === 'inbox') return endpoint.id === 'captureInbox';
  if (scope === 'manage') return true;
  if (scope === 'log' && (LOGGING.test(endpoint.path) || endpoint.id === 'updateStep')) return true;
  return endpoint.method === 'get';
};

const ask = (client: Client, endpoint: EndpointShape) =>
  client.send(endpoint.method.toUpperCase(), endpoint.path.replace(/:\w+/g, NOBODY), {
    ...(endpoint.method !== 'get' && { body: {} }),
  });

const guarded = endpoints.filter((endpoint) => endpoint.access !== 'public');

test('there is something to guard', () => expect(guarded.length).toBeGreaterThan(25));

test.each(SCOPES)('scope %s', async (scope) => {
  const owner = await app.register();
  const made = await owner.send('POST', '/v1/tokens', { body: { name: scope, scopes: [scope] } });
  const client = app.client({ authorization: `Bearer ${String(made.body['token'])}` });
  for (const endpoint of guarded) {
    const { status } = await ask(client, endpoint);
    expect([endpoint.id, status === 403]).toEqual([endpoint.id, !may(scope, endpoint)]);
    expect(status).not.toBe(401);
    expect(status).toBeLessThan(500);
  }
});

test.each([
  ['no token', {}],
  ['a token of nobody', { authorization: 'Bearer pg_nobody' }],
  ['another kind', { authorization: 'Basic YTpi' }],
])('%s: 401 everywhere', async (_, headers) => {
  for (const endpoint of guarded)
    expect([endpoint.id, (await ask(app.client(headers), endpoint)).status]).toEqual([endpoint.id, 401]);
});

test('a revoked token and one that is over are refused', async () => {
  const owner = await app.register();
  const make = async () => {
    const { body } = await owner.send('POST', '/v1/tokens', { body: { name: 't', scopes: ['read'] } });
    return { id: String(body['id']), client: app.client({ authorization: `Bearer ${String(body['token'])}` }) };
  };
  const [revoked, over] = [await make(), await make()];
  expect((await revoked.client.send('GET', '/v1/me')).status).toBe(200);
  await owner.send('DELETE', `/v1/tokens/${revoked.id}`);
  await app.db('api_tokens').where({ id: over.id }).update({ expires_at: '2020-01-01T00:00:00Z' });
  expect((await revoked.client.send('GET', '/v1/me')).status).toBe(401);
  expect((await over.client.send('GET', '/v1/me')).status).toBe(401);
});

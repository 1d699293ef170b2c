/** GitHub as `emulate` plays it: a hook made through its API, real work done through it, every delivery sent thrice. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { useTestApp } from './support/app.ts';

const app = useTestApp();
const TOKEN = 'token-of-octocat';
/** The emulator numbers its users; its first of ours is the third. */
const ID = 3;
let github: Emulator;
let relay: Server;
let target = '';
const sent: { headers: IncomingHttpHeaders; body: Buffer }[] = [];

const KEPT = ['content-type', 'x-github-event', 'x-github-delivery', 'x-hub-signature-256'];
const forward = ({ headers, body }: (typeof sent)[number]): Promise<Response> =>
  fetch(target, {
    method: 'POST',
    headers: KEPT.map((name): [string, string] => [name, String(headers[name])]),
    body: new Uint8Array(body),
  });

beforeAll(async () => {
  github = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [TOKEN]: { login: 'octocat', scopes: ['repo', 'admin:repo_hook'] } },
      github: {
        users: [{ login: 'octocat', name: 'Octo', email: `${ID}+octocat@users.noreply.github.com` }],
        repos: [{ owner: 'octocat', name: 'api', auto_init: true }],
      },
    },
  });
  // Remembers each delivery on its way, so that it can be sent again byte for byte.
  relay = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const delivery = { headers: request.headers, body: Buffer.concat(chunks) };
      sent.push(delivery);
      forward(delivery)
        .then((answer) => response.writeHead(answer.status).end())
        .catch(() => response.writeHead(502).end());
    });
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await github.close();
  relay.close();
});

const api = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
  const response = await fetch(`${github.url}/repos/octocat/api${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Record<string, unknown>;
};
const commit = (path: string, branch: string) =>
  api('PUT', `/contents/${path}`, { message: `Add ${path}`, content: Buffer.from(path).toString('base64'), branch });

test('a day of work gives the XP computed by hand, and everything sent again changes nothing', async () => {
  const client = await app.register();
  const pet = (await client.send('POST', '/v1/pets', { body: { name: 'Biscuit', species: 'dog' } })).body['id'];
  const made = await client.send('POST', '/v1/integrations', {
    body: { provider: 'github', account: { id: String(ID), login: 'octocat' } },
  });
  target = `${app.url}${new URL(String(made.body['webhook_url'])).pathname}`;
  const url = `http://127.0.0.1:${(relay.address() as AddressInfo).port}/`;
  const config = { url, content_type: 'json', secret: made.body['secret'] };
  await api('POST', '/hooks', { name: 'web', active: true, events: ['*'], config });

  const main = (await api('GET', '/git/ref/heads/main'))['object'] as { sha: string };
  await commit('a.txt', 'main');
  await api('POST', '/git/refs', { ref: 'refs/heads/feature', sha: main.sha });
  await commit('b.txt', 'feature');
  await commit('c.txt', 'feature');
  const pull = await api('POST', '/pulls', { title: 'Add b and c', head: 'feature', base: 'main' });
  await api('PUT', `/pulls/${String(pull['number'])}/merge`, { merge_method: 'squash' });
  const issue = await api('POST', '/issues', { title: 'Bug' });
  await api('PATCH', `/issues/${String(issue['number'])}`, { state: 'closed' });
  await api('POST', '/releases', { tag_name: 'v1.0.0', name: 'One' });

  // 3 commits 30, opened 10, merged 30, closed 5, release 40: 115 points, of which 60 count in full and 55 half.
  const expected = 60 + Math.floor(55 / 2);
  const state = async () => {
    const { body } = await client.send('GET', `/v1/pets/${String(pet)}`);
    return { version: body['version'], xp: (body['state_json'] as { xp: number }).xp };
  };
  const settled = () =>
    vi.waitFor(
      async () => {
        const [row] = await app
          .db('event_processing')
          .where({ user_id: client.userId, status: 'pending' })
          .count<{ count: number }[]>('* as count');
        expect(Number(row?.count)).toBe(0);
      },
      { timeout: 20_000, interval: 50 },
    );
  await vi.waitFor(async () => expect((await state()).xp).toBe(expected), { timeout: 20_000, interval: 50 });
  await settled();
  const before = await state();
  const raw = async () =>
    Number((await app.db('event_raw').where({ source: 'github' }).count<{ count: number }[]>('* as count'))[0]?.count);
  const rows = await raw();
  expect(rows).toBe(sent.length);

  const deliveries = [...sent];
  for (const turn of [3, 5]) {
    const order = deliveries
      .map((_, i) => deliveries[(i * turn + 1) % deliveries.length])
      .filter((d) => d !== undefined);
    for (const delivery of [...order, ...deliveries]) {
      const answer = await forward(delivery);
      expect([answer.status, await answer.json()]).toEqual([202, { received: true, duplicate: true }]);
    }
  }
  await settled();
  expect(await state()).toEqual(before);
  expect(await raw()).toBe(rows);
});

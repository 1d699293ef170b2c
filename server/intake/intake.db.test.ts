/**
 * Every way a delivery can come, right and wrong. Longer than most files: the cases are many, and all go through the same
 * signed connection.
 */
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { sign } from '@octokit/webhooks-methods';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { query } from '#infra/db/query.ts';
import { newId } from '#infra/ids.ts';
import { createIntegrationStore, secretPlace } from '#infra/stores/integration-store.ts';
import { useTestDb } from '../../test/support/db.ts';
import {
  createIntegrationRow,
  createUser,
  testKeyring,
  type CreatedIntegration,
} from '../../test/support/factories.ts';
import { githubExamples } from '../../test/support/github-examples.ts';
import { githubHeaders, send, startIntake, type Answer, type RunningIntake } from '../../test/support/intake.ts';
import { BODY_MAX } from './read-body.ts';

const testDb = useTestDb();
const keyring = testKeyring();
let intake: RunningIntake;
let userId: string;
let hook: CreatedIntegration;
let path: string;

beforeAll(async () => {
  intake = await startIntake(testDb, keyring);
  userId = await createUser(testDb.db);
  hook = await createIntegrationRow(testDb.db, userId, keyring);
  path = `/webhooks/github/${hook.pathToken}`;
});
afterAll(() => intake.close());

const RECEIVED = '{"received":true,"duplicate":false}';
const DUPLICATE = '{"received":true,"duplicate":true}';
const BODY = '{"zen":"Keep it logically awesome."}';

const post = async (body: string, over: Record<string, string> = {}, to = path): Promise<Answer> =>
  send(intake.port, to, { body, headers: await githubHeaders(hook.secret, body, over) });

const rowCount = async (): Promise<number> => (await query(testDb.db, 'select 1 from event_raw')).rowCount;

/** The row of a delivery, its payload as text. */
const rowOf = async (externalEventId: string) =>
  (
    await query<{ payload: string; body: Buffer | null; headers: object; event_name: string; status: string }>(
      testDb.db,
      `select r.payload::text as payload, r.body, r.headers, r.event_name, p.status
       from event_raw r join event_processing p on p.event_raw_id = r.id where r.external_event_id = ?`,
      [externalEventId],
    )
  ).rows[0];

/** Sends something that must be refused, and shows that it left no row. */
const refused = async (sending: () => Promise<Answer>, status: number, code: string): Promise<Answer> => {
  const before = await rowCount();
  const answer = await sending();
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(JSON.parse(answer.text)).toMatchObject({ status, code, request_id: answer.headers['x-request-id'] });
  expect(await rowCount()).toBe(before);
  return answer;
};

describe('a signed delivery', () => {
  test('is stored once, with its work, and answered as GitHub expects', async () => {
    const id = newId();
    const rings = intake.rings();
    const first = await post(BODY, { 'x-github-delivery': id });
    expect([first.status, first.text, first.headers['content-type']]).toEqual([202, RECEIVED, 'application/json']);
    expect(await rowOf(id)).toMatchObject({ body: null, event_name: 'push', status: 'pending' });
    expect(intake.rings()).toBe(rings + 1);

    const again = await post('{"other":1}', { 'x-github-delivery': id });
    expect([again.status, again.text]).toEqual([202, DUPLICATE]);
    expect(JSON.parse((await rowOf(id))?.payload ?? '')).toEqual(JSON.parse(BODY));
    expect(intake.rings()).toBe(rings + 1);
  });

  test('keeps the headers of the list and no other', async () => {
    const id = newId();
    await post(BODY, { 'x-github-delivery': id, cookie: 'sid=secret', authorization: 'Bearer x' });
    expect(Object.keys((await rowOf(id))?.headers ?? {}).sort()).toEqual([
      'user-agent',
      'x-github-delivery',
      'x-github-event',
      'x-github-hook-id',
    ]);
  });

  test('sent ten times at once is one row', async () => {
    const before = await rowCount();
    const over = { 'x-github-delivery': newId() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(BODY, over)));
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(10).fill(202));
    expect(answers.filter((answer) => answer.text === RECEIVED)).toHaveLength(1);
    expect(await rowCount()).toBe(before + 1);
  });

  test('may have a charset, and come in parts', async () => {
    const body = '{"title":"Größe 🐶"}';
    const headers = await githubHeaders(hook.secret, body, { 'content-type': 'application/json; charset=utf-8' });
    const bytes = Buffer.from(body);
    // Cut within a character.
    const answer = await send(intake.port, path, { headers, body: [bytes.subarray(0, 13), bytes.subarray(13)] });
    expect(answer.status).toBe(202);
    expect((await rowOf(String(headers['x-github-delivery'])))?.payload).toContain('Größe 🐶');
  });

  test('is stored while its connection is paused', async () => {
    const paused = await createIntegrationRow(testDb.db, userId, keyring, { status: 'paused' });
    const headers = await githubHeaders(paused.secret, BODY);
    expect((await send(intake.port, `/webhooks/github/${paused.pathToken}`, { body: BODY, headers })).status).toBe(202);
  });

  test('of every kind GitHub’s documentation shows, three times in any order, is one row each', async () => {
    const before = await rowCount();
    const deliveries = githubExamples.map(({ name, payload }) => ({
      name,
      body: JSON.stringify(payload),
      id: newId(),
    }));
    const order = [...deliveries, ...deliveries, ...deliveries]
      .map((one, i) => ({ one, key: createHmac('sha256', 'seed').update(`${i}`).digest('hex') }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const texts: string[] = [];
    for (let i = 0; i < order.length; i += 50) {
      const answers = order
        .slice(i, i + 50)
        .map(({ one }) => post(one.body, { 'x-github-delivery': one.id, 'x-github-event': one.name }));
      for (const answer of await Promise.all(answers)) {
        expect(answer.status).toBe(202);
        texts.push(answer.text);
      }
    }
    expect(texts.filter((text) => text === RECEIVED)).toHaveLength(deliveries.length);
    expect(await rowCount()).toBe(before + deliveries.length);
  });
});

describe('a signature', () => {
  const withSignature = (signature: string | undefined, body = BODY) => {
    const { 'x-hub-signature-256': _, ...rest } = headersOf(signature);
    return send(intake.port, path, {
      body,
      headers: signature === undefined ? rest : { ...rest, 'x-hub-signature-256': signature },
    });
  };
  const headersOf = (signature = '') => ({
    'content-type': 'application/json',
    'x-github-delivery': newId(),
    'x-github-event': 'push',
    'x-hub-signature-256': signature,
  });
  const bad = (sending: () => Promise<Answer>) => refused(sending, 401, 'signature_invalid');

  test('that is wrong', () => bad(async () => withSignature(await sign('another secret', BODY))));
  test('that is missing', () => bad(() => withSignature(undefined)));
  test('that is empty', () => bad(() => withSignature('')));
  test('that is truncated', () => bad(async () => withSignature((await sign(hook.secret, BODY)).slice(0, -2))));
  test('that has more behind it', () => bad(async () => withSignature(`${await sign(hook.secret, BODY)}00`)));
  test('in capitals', () => bad(async () => withSignature((await sign(hook.secret, BODY)).toUpperCase())));
  test('without its prefix', () => bad(async () => withSignature((await sign(hook.secret, BODY)).slice(7))));
  test('in base64', () => {
    const digest = createHmac('sha256', hook.secret).update(BODY).digest('base64');
    return bad(() => withSignature(`sha256=${digest}`));
  });
  test('by SHA-1 alone', () => {
    const digest = createHmac('sha1', hook.secret).update(BODY).digest('hex');
    return bad(() => withSignature(`sha1=${digest}`));
  });
  test('of an empty body', () => {
    const digest = createHmac('sha256', hook.secret).update('').digest('hex');
    return bad(() => withSignature(`sha256=${digest}`, ''));
  });
  test('of a body that lost its end', () =>
    bad(async () => withSignature(await sign(hook.secret, BODY), BODY.slice(0, -1))));
  test('of a body that was written anew', async () => {
    const signature = await sign(hook.secret, BODY);
    for (const written of [JSON.stringify(JSON.parse(BODY), null, 2), `${BODY}\n`, `\ufeff${BODY}`]) {
      await bad(() => withSignature(signature, written));
    }
  });
  test.each(['latin1', 'utf16le'] as const)('of a body that was encoded as %s', async (encoding) => {
    const text = '{"title":"Größe"}';
    const bytes = Buffer.from(text, encoding);
    const headers = headersOf(await sign(hook.secret, text));
    await bad(() => send(intake.port, path, { headers, body: bytes }));
  });
  test('of bytes that are no UTF-8, though right', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const headers = headersOf(`sha256=${createHmac('sha256', hook.secret).update(bytes).digest('hex')}`);
    return bad(() => send(intake.port, path, { headers, body: bytes }));
  });
  test('by another connection of the same user', async () => {
    const foreign = await createIntegrationRow(testDb.db, userId, keyring);
    await bad(async () => withSignature(await sign(foreign.secret, BODY)));
  });
  test('is not read off a cookie, the address or the body', async () => {
    const signature = await sign(hook.secret, BODY);
    const headers = { ...headersOf(), cookie: `x-hub-signature-256=${signature}` };
    await bad(() => send(intake.port, `${path}?x-hub-signature-256=${signature}`, { headers, body: BODY }));
  });
});

describe('an address', () => {
  const unknown = (to: string) => refused(() => post(BODY, {}, to), 404, 'not_found');

  test('nobody has', async () => {
    const answer = await unknown(`/webhooks/github/${'x'.repeat(43)}`);
    const wrong = await send(intake.port, path, { body: BODY, headers: { 'content-type': 'application/json' } });
    const shape = ({ text }: Answer) => Object.keys(JSON.parse(text) as object);
    expect(shape(answer)).toEqual(shape(wrong));
  });
  test('with another provider', () => unknown(`/webhooks/gitlab/${hook.pathToken}`));
  test('with a provider that is not offered', () => unknown(`/webhooks/system/${hook.pathToken}`));
  test.each(['__proto__', 'constructor', 'GitHub', '..', '%00', ''])('with the provider “%s”', async (provider) => {
    await unknown(`/webhooks/${provider}/${hook.pathToken}`);
  });
  test.each(['', 'x', 'x'.repeat(100), '../../etc/passwd', `'--`])('with the token “%s”', async (token) => {
    await unknown(`/webhooks/github/${token}`);
  });
  test('with more behind it', () => unknown(`${path}/more`));
  test('that was disconnected', async () => {
    const gone = await createIntegrationRow(testDb.db, userId, keyring);
    const to = `/webhooks/github/${gone.pathToken}`;
    const headers = async () => githubHeaders(gone.secret, BODY);
    expect((await send(intake.port, to, { body: BODY, headers: await headers() })).status).toBe(202);
    await createIntegrationStore(testDb.db, userId).revoke(gone.id);
    intake.forget(gone.pathToken);
    await refused(async () => send(intake.port, to, { body: BODY, headers: await headers() }), 404, 'not_found');
  });
  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('by %s', async (method) => {
    const answer = await refused(() => send(intake.port, path, { method }), 405, 'method_not_allowed');
    expect(answer.headers.allow).toBe('POST');
  });
  test('that is none of intake’s is left alone', async () => {
    expect((await send(intake.port, '/webhook', {})).status).toBe(418);
  });
});

describe('a body', () => {
  test('of limit + 1 bytes, said before', () =>
    refused(
      async () =>
        send(intake.port, path, { body: Buffer.alloc(BODY_MAX + 1, 32), headers: await githubHeaders('x', 'x') }),
      413,
      'payload_too_large',
    ));
  test('of limit + 1 bytes, in parts', () => {
    const parts = [Buffer.alloc(BODY_MAX, 32), Buffer.from(' ')];
    return refused(
      async () => send(intake.port, path, { body: parts, headers: await githubHeaders('x', 'x') }),
      413,
      'payload_too_large',
    );
  });
  test('of exactly the limit is stored', async () => {
    const body = `{"a":"${'x'.repeat(BODY_MAX - 8)}"}`;
    expect(Buffer.byteLength(body)).toBe(BODY_MAX);
    expect((await post(body)).status).toBe(202);
  });
  test('that is compressed', async () => {
    const answer = await refused(
      async () =>
        send(intake.port, path, {
          body: gzipSync(BODY),
          headers: await githubHeaders(hook.secret, BODY, { 'content-encoding': 'gzip' }),
        }),
      415,
      'unsupported_media_type',
    );
    expect(answer.text).toContain('not compressed');
  });
  test.each(['application/x-www-form-urlencoded', 'text/plain', ''])('of the type “%s”', async (type) => {
    const body = `payload=${encodeURIComponent(BODY)}`;
    const answer = await refused(() => post(body, { 'content-type': type }), 415, 'unsupported_media_type');
    expect((JSON.parse(answer.text) as { detail: string }).detail).toContain('set Content type to application/json');
  });
  test.each(['{', '[1,]', 'payload=1', '{"a":NaN}', "{'a':1}", '\ufeff{}'])('that is no JSON: %s', async (body) => {
    await refused(() => post(body), 400, 'validation_failed');
  });
  test.each([['x-github-delivery'], ['x-github-event']])('without %s', async (name) => {
    await refused(() => post(BODY, { [name]: '' }), 400, 'validation_failed');
  });
  test('with a delivery id of 256 characters', () =>
    refused(() => post(BODY, { 'x-github-delivery': 'x'.repeat(256) }), 400, 'validation_failed'));
});

describe('JSON that jsonb cannot hold keeps its bytes', () => {
  const DEEP = '['.repeat(400_000) + ']'.repeat(400_000);
  test.each([
    ['NUL', '{"a":"x\\u0000y"}', '{"a": "x\ufffdy"}'],
    ['NUL in a key', '{"\\u0000":1}', '{"\ufffd": 1}'],
    ['a lone surrogate', '{"a":"\\ud800"}', '{"a": "\ufffd"}'],
    ['a repeated key', '{"a":1,"b":2,"a":3}', '{"a": 3, "b": 2}'],
    ['a number without end', '[1e400000]', '[null]'],
  ])('%s', async (_, body, payload) => {
    const id = newId();
    expect((await post(body, { 'x-github-delivery': id })).status).toBe(202);
    const row = await rowOf(id);
    expect(row?.payload).toBe(payload);
    expect(row?.body?.toString('utf8')).toBe(body);
  });
  test('400,000 levels', async () => {
    const id = newId();
    expect((await post(DEEP, { 'x-github-delivery': id })).status).toBe(202);
    expect((await rowOf(id))?.body?.toString('utf8')).toBe(DEEP);
  });
  test('more levels than anybody should parse are refused', () =>
    refused(() => post('['.repeat(600_000) + ']'.repeat(600_000)), 400, 'validation_failed'));
  test('keys of the language are keys', async () => {
    const id = newId();
    const body = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect((await post(body, { 'x-github-delivery': id })).status).toBe(202);
    const row = await rowOf(id);
    expect(row?.body).toBeNull();
    expect(JSON.stringify(JSON.parse(row?.payload ?? ''))).toBe(body);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('while a secret is being replaced', () => {
  const rotated = async (previousUntil: string) => {
    const one = await createIntegrationRow(testDb.db, userId, keyring);
    const place = (column: Parameters<typeof secretPlace>[0]) => secretPlace(column, one.id, userId);
    await testDb
      .db('integrations')
      .where({ id: one.id })
      .update({
        webhook_secret_encrypted: await keyring.seal('the new one', place('webhook_secret_encrypted')),
        webhook_secret_previous_encrypted: await keyring.seal(one.secret, place('webhook_secret_previous_encrypted')),
        webhook_secret_previous_expires_at: previousUntil,
      });
    const to = `/webhooks/github/${one.pathToken}`;
    return async (secret: string) =>
      (await send(intake.port, to, { body: BODY, headers: await githubHeaders(secret, BODY) })).status;
  };

  test('both work', async () => {
    const old = await createIntegrationRow(testDb.db, userId, keyring);
    const status = await rotated(new Date(Date.now() + 60_000).toISOString());
    expect(await status('the new one')).toBe(202);
    expect(await status(old.secret)).toBe(401);
  });

  test('the old one ends when it was said to', async () => {
    for (const [until, expected] of [
      [Date.now() + 60_000, 202],
      [Date.now() - 1, 401],
    ] as const) {
      const one = await createIntegrationRow(testDb.db, userId, keyring);
      const place = (column: Parameters<typeof secretPlace>[0]) => secretPlace(column, one.id, userId);
      await testDb
        .db('integrations')
        .where({ id: one.id })
        .update({
          webhook_secret_encrypted: await keyring.seal('the new one', place('webhook_secret_encrypted')),
          webhook_secret_previous_encrypted: await keyring.seal(one.secret, place('webhook_secret_previous_encrypted')),
          webhook_secret_previous_expires_at: new Date(until).toISOString(),
        });
      const headers = await githubHeaders(one.secret, BODY);
      expect((await send(intake.port, `/webhooks/github/${one.pathToken}`, { body: BODY, headers })).status).toBe(
        expected,
      );
    }
  });

  test('a secret that another process replaced is found without a restart', async () => {
    const one = await createIntegrationRow(testDb.db, userId, keyring);
    const to = `/webhooks/github/${one.pathToken}`;
    const status = async (secret: string) =>
      (await send(intake.port, to, { body: BODY, headers: await githubHeaders(secret, BODY) })).status;
    expect(await status(one.secret)).toBe(202);
    const sealed = await keyring.seal('the new one', secretPlace('webhook_secret_encrypted', one.id, userId));
    await testDb.db('integrations').where({ id: one.id }).update({ webhook_secret_encrypted: sealed });
    await vi.waitFor(async () => expect(await status('the new one')).toBe(202), { timeout: 5_000, interval: 200 });
  });
});

describe('when storage is down', () => {
  test('a delivery is given back, to come again', async () => {
    const down = await startIntake(testDb, keyring, { storageUrl: 'postgres://pawgress:x@127.0.0.1:9/none' });
    try {
      const answer = await refused(
        async () => send(down.port, path, { body: BODY, headers: await githubHeaders(hook.secret, BODY) }),
        503,
        'unavailable',
      );
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(down.rings()).toBe(0);
      expect(await down.metrics()).toMatch(/outcome="unavailable",service="test"} 1/);
    } finally {
      await down.close();
    }
  });
});

describe('on the wire', () => {
  /** Writes bytes on a connection of its own and reads until `count` answers have come or it is closed. */
  const raw = (bytes: string, count: number): Promise<string> =>
    new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(intake.port, '127.0.0.1', () => socket.write(bytes));
      const done = () => {
        socket.destroy();
        resolve(text);
      };
      socket.on('data', (data) => {
        text += data.toString('utf8');
        if (text.split('"received":true').length > count) done();
      });
      socket.once('end', done);
      socket.once('error', reject);
    });
  const requestText = async (over: Record<string, string> = {}, length = BODY.length) => {
    const headers = Object.entries({ host: 'x', ...(await githubHeaders(hook.secret, BODY)), ...over });
    const lines = headers.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('');
    return `POST ${path} HTTP/1.1\r\n${lines}content-length: ${length}\r\n\r\n`;
  };

  test('several on one connection, sent without waiting, are answered in order', async () => {
    const before = await rowCount();
    const requests = await Promise.all(
      [1, 2, 3].map(async (n) => (await requestText({ 'x-request-id': `request-${n}` })) + BODY),
    );
    const text = await raw(requests.join(''), 3);
    expect(text.match(/request-\d/g)).toEqual(['request-1', 'request-2', 'request-3']);
    expect(await rowCount()).toBe(before + 3);
  });

  test('a sender who asks first is told to go on', async () => {
    const text = await raw((await requestText({ expect: '100-continue' })) + BODY, 1);
    expect(text).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 202/);
  });

  test('a connection goes on after a refusal', async () => {
    const wrong = (await requestText({ 'x-hub-signature-256': 'sha256=00' })) + BODY;
    const text = await raw(wrong + (await requestText()) + BODY, 1);
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 202']);
  });

  test('a sender who goes away in the middle leaves no row and harms nobody', async () => {
    const before = await rowCount();
    const head = await requestText({}, BODY.length + 10);
    await new Promise<void>((resolve) => {
      const socket = connect(intake.port, '127.0.0.1', () =>
        socket.write(head + BODY, () => {
          socket.destroy();
          resolve();
        }),
      );
    });
    expect((await post(BODY)).status).toBe(202);
    expect(await rowCount()).toBe(before + 1);
  });
});

import { describe, expect, test, vi } from 'vitest';
import { PASSWORD, useTestApp } from '../../../test/support/app.ts';

const app = useTestApp({ workers: false });

describe('registering', () => {
  test('signs in, with a cookie that scripts cannot read', async () => {
    const client = app.client();
    const answer = await client.send('POST', '/v1/auth/register', {
      body: { email: 'a@b.de', password: PASSWORD, display_name: 'Ada', timezone: 'Europe/Berlin' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body['user']).toMatchObject({
      email: 'a@b.de',
      display_name: 'Ada',
      timezone: 'Europe/Berlin',
      week_start: 1,
      day_start_hour: 0,
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^sid=[\w-]{43}; .*HttpOnly; SameSite=Lax/i);
    expect((await client.send('GET', '/v1/me')).body['user']).toMatchObject({ email: 'a@b.de' });
    const { rows } = await app.db.raw<{ rows: { hashed_password: string }[] }>(
      `select hashed_password from users where email = 'a@b.de'`,
    );
    expect(rows[0]?.hashed_password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test.each([
    [{ email: 'no address', password: PASSWORD }, 400, 'validation_failed', 'email'],
    [{ email: 'x@y.de', password: 'short' }, 400, 'validation_failed', 'password'],
    [{ email: 'x@y.de', password: PASSWORD, timezone: 'Mars/Base' }, 422, 'timezone_invalid', 'timezone'],
    [{ email: 'x@y.de', password: PASSWORD, admin: true }, 400, 'validation_failed', 'admin'],
    [{ email: 'A@B.de', password: PASSWORD }, 409, 'email_taken', 'email'],
    [{}, 400, 'validation_failed', 'email'],
  ])('refuses %j', async (body, status, code, field) => {
    const answer = await app.client().send('POST', '/v1/auth/register', { body });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, field, type: `https://pawgress.dev/problems/${code}` });
    expect(answer.status).toBe(status);
    expect(answer.body['request_id']).toBe(answer.headers.get('x-request-id'));
  });
});

describe('signing in and out', () => {
  test('says the same of an unknown address and a wrong password', async () => {
    const { email } = await app.register();
    const [wrong, unknown] = await Promise.all(
      [email, 'nobody@example.org'].map((who) =>
        app.client().send('POST', '/v1/auth/login', { body: { email: who, password: 'not this one' } }),
      ),
    );
    expect(wrong?.status).toBe(401);
    const { request_id: _a, ...said } = wrong?.body ?? {};
    const { request_id: _b, ...same } = unknown?.body ?? {};
    expect(same).toEqual(said);
  });

  test('sessions are listed and revoked, one by one', async () => {
    const first = await app.register();
    const second = app.client({ 'user-agent': 'second' });
    await second.send('POST', '/v1/auth/login', { body: { email: first.email, password: PASSWORD } });
    const sessions = (await first.send('GET', '/v1/auth/sessions')).body.items ?? [];
    expect(sessions.map((s) => s['current'])).toEqual([false, true]);
    const [other] = sessions;
    expect((await first.send('DELETE', `/v1/auth/sessions/${String(other?.['id'])}`)).status).toBe(204);
    expect((await second.send('GET', '/v1/me')).status).toBe(401);
    expect((await first.send('GET', '/v1/me')).status).toBe(200);
    expect((await first.send('POST', '/v1/auth/logout')).status).toBe(204);
    expect(first.cookie()).toBeNull();
  });

  test('a sign-in that is over is over', async () => {
    const client = await app.register();
    await app.db('auth_sessions').where({ user_id: client.userId }).update({ idle_expires_at: '2020-01-01T00:00:00Z' });
    expect((await client.send('GET', '/v1/me')).body).toMatchObject({ code: 'unauthenticated' });
  });

  test('another site cannot act with the cookie', async () => {
    const client = await app.register();
    const act = (headers: Record<string, string>) =>
      client.send('PATCH', '/v1/me', { body: { week_start: 7 }, headers });
    expect((await act({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await act({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await act({ 'sec-fetch-site': '', origin: 'https://evil.example' })).status).toBe(403);
    expect((await act({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('passwords', () => {
  test('changing one asks for the present one and signs out the others', async () => {
    const client = await app.register();
    const other = app.client();
    await other.send('POST', '/v1/auth/login', { body: { email: client.email, password: PASSWORD } });
    const change = (current: string) =>
      client.send('POST', '/v1/auth/password', { body: { current_password: current, new_password: 'a new long one' } });
    expect((await change('wrong')).body).toMatchObject({ code: 'forbidden', field: 'current_password' });
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await client.send('GET', '/v1/me')).status).toBe(200);
    expect((await other.send('GET', '/v1/me')).status).toBe(401);
    expect(
      (await other.send('POST', '/v1/auth/login', { body: { email: client.email, password: 'a new long one' } }))
        .status,
    ).toBe(200);
  });

  test('a forgotten one is reset by a link that works once', async () => {
    const { email } = await app.register();
    const client = app.client();
    const [known, unknown] = [
      await client.send('POST', '/v1/auth/forgot', { body: { email } }),
      await client.send('POST', '/v1/auth/forgot', { body: { email: 'nobody@example.org' } }),
    ];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    const mail = await vi.waitUntil(() => app.mails.find(({ to }) => to === email));
    const token = /reset#(\S+)/.exec(mail.text)?.[1] ?? '';
    const reset = (t: string) =>
      client.send('POST', '/v1/auth/reset', { body: { token: t, new_password: 'fresh and long' } });
    expect((await reset(`${token}x`)).status).toBe(403);
    expect((await reset(token)).status).toBe(204);
    expect((await reset(token)).status).toBe(403);
    expect((await client.send('POST', '/v1/auth/login', { body: { email, password: 'fresh and long' } })).status).toBe(
      200,
    );
  });
});

describe('idempotency', () => {
  test('the same key does it once, and never shows a secret twice', async () => {
    const client = await app.register();
    const send = (name: string) =>
      client.send('POST', '/v1/tokens', {
        body: { name, scopes: ['read'] },
        headers: { 'idempotency-key': 'key-0001' },
      });
    const first = await send('ci');
    expect(first.body['token']).toMatch(/^pg_/);
    const second = await send('ci');
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual({ ...first.body, token: null, secret_already_shown: true });
    expect((await send('other')).body).toMatchObject({ status: 422, code: 'idempotency_conflict' });
    expect((await client.send('GET', '/v1/tokens')).body.items).toHaveLength(1);
  });

  test('a stored 400 is replayed, and the key is judged before the body', async () => {
    const client = await app.register();
    const send = (body: unknown) =>
      client.send('POST', '/v1/tokens', { body, headers: { 'idempotency-key': 'key-0002' } });
    expect((await send({ name: '' })).status).toBe(400);
    const again = await send({ name: '' });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([400, 'true']);
    expect((await send({ nonsense: 1 })).body).toMatchObject({ code: 'idempotency_conflict' });
  });
});

test('an account is erased with everything it owns, for its password', async () => {
  const client = await app.register();
  expect((await client.send('DELETE', '/v1/me', { body: { password: 'wrong' } })).status).toBe(403);
  expect((await client.send('DELETE', '/v1/me', { body: { password: PASSWORD } })).status).toBe(204);
  expect(await app.db('users').where({ id: client.userId })).toEqual([]);
  expect((await client.send('GET', '/v1/me')).status).toBe(401);
});

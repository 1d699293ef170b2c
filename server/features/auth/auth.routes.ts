import type { Request, Router } from 'express';
import {
  changePassword,
  forgotPassword,
  listSessions,
  login,
  logout,
  register,
  resetPassword,
  revokeSession,
} from '#core/contract/account.ts';
import { getSignInOptions } from '#core/contract/operations.ts';
import { DomainError } from '#core/domain/errors.ts';
import { SESSION_MAX_MS } from '../../http/authenticate.ts';
import { clearSessionCookie, setSessionCookie } from '../../http/cookies.ts';
import { createRateLimit } from '../../http/rate-limit.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { userView } from '../me/user-view.ts';
import { createSignIn, type Device } from './sign-in.ts';

const USER_AGENT_MAX = 500;
const deviceOf = (request: Request): Device => ({
  userAgent: request.get('user-agent')?.slice(0, USER_AGENT_MAX) ?? null,
  ip: request.ip ?? null,
  requestId: request.requestId,
});

/** Wrong passwords in a quarter of an hour: for one account from one address, and from one address over all accounts. */
const throttles = (isOn: boolean) => {
  const options = {
    perSeconds: 15 * 60,
    blockSeconds: 15 * 60,
    detail: 'Too many tries. Wait a quarter of an hour, or reset your password.',
  };
  return {
    perAccount: createRateLimit({ points: 10, ...options }, isOn),
    perAddress: createRateLimit({ points: 100, ...options }, isOn),
    perMail: createRateLimit(
      { points: 5, ...options, perSeconds: 60 * 60, detail: 'A link was sent. Look into your mail.' },
      isOn,
    ),
  };
};

export const mountAuth = (router: Router, kit: RouteKit): void => {
  const { deps } = kit;
  const { config, uow } = deps;
  const accounts = createSignIn(deps);
  const throttle = throttles(config.rateLimit);
  const setCookie = (response: Parameters<typeof setSessionCookie>[0], token: string) =>
    setSessionCookie(response, config.publicUrl, token, SESSION_MAX_MS);

  route(
    router,
    kit,
    getSignInOptions,
  )(async () => ({
    registration_open: await accounts.isOpen(),
    first_visit: await accounts.isFirstVisit(),
    password_reset: deps.mailer !== null,
  }));

  route(
    router,
    kit,
    register,
  )(async ({ body, now, request, response }) => {
    const { user, token } = await accounts.register(body, deviceOf(request), now);
    setCookie(response, token);
    return { user: userView(user) };
  });

  route(
    router,
    kit,
    login,
  )(async ({ body, now, request, response }) => {
    const address = request.ip ?? '';
    const account = `${body.email.toLowerCase()} ${address}`;
    await throttle.perAddress.take(address);
    await throttle.perAccount.take(account);
    const { user, token } = await accounts.signIn(body.email, body.password, deviceOf(request), now);
    await throttle.perAccount.forgive(account);
    setCookie(response, token);
    return { user: userView(user) };
  });

  route(
    router,
    kit,
    logout,
  )(async ({ caller, user, now, response }) => {
    await uow.forUser(user.id, ({ sessions }) => sessions.revoke(caller.credentialId, now));
    clearSessionCookie(response, config.publicUrl);
    return undefined;
  });

  route(
    router,
    kit,
    listSessions,
  )(async ({ caller, user, now }) => {
    const sessions = await uow.readUser(user.id, (stores) => stores.sessions.list(now));
    return {
      items: sessions.map((session) => ({
        id: session.id,
        user_agent: session.userAgent,
        ip: session.ip,
        created_at: session.createdAt,
        last_used_at: session.lastUsedAt,
        expires_at: session.expiresAt,
        current: session.id === caller.credentialId,
      })),
    };
  });

  route(
    router,
    kit,
    revokeSession,
  )(async ({ params, user, now, requestId }) => {
    const revoked = await uow.forUser(user.id, async ({ sessions, audit }) => {
      const done = await sessions.revoke(params.id, now);
      if (done) await audit.append({ requestId, type: 'session.revoked', entity: { type: 'session', id: params.id } });
      return done;
    });
    if (!revoked) throw new DomainError('not_found', { detail: 'There is no such sign-in.' });
    return undefined;
  });

  route(
    router,
    kit,
    changePassword,
  )(async ({ body, caller, user, now, request }) => {
    const attempts = `password ${user.id}`;
    await throttle.perAccount.take(attempts);
    await accounts.assertPassword(user.id, body.current_password, 'current_password');
    await throttle.perAccount.forgive(attempts);
    await accounts.setPassword(user.id, body.new_password, caller.credentialId, deviceOf(request), now);
    return undefined;
  });

  route(
    router,
    kit,
    forgotPassword,
  )(async ({ body, log, request }) => {
    if (deps.mailer === null) await accounts.sendReset(body.email);
    await throttle.perMail.take(body.email.toLowerCase());
    await throttle.perAddress.take(request.ip ?? '');
    // Not awaited: how long it takes would tell whether the address is known.
    accounts.sendReset(body.email).catch((error: unknown) => log.error({ err: error }, 'a reset link was not sent'));
    return { sent: true as const };
  });

  route(
    router,
    kit,
    resetPassword,
  )(async ({ body, now, request }) => {
    const userId = await accounts.userOfReset(body.token);
    await accounts.setPassword(userId, body.new_password, null, deviceOf(request), now);
    return undefined;
  });
};

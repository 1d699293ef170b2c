/** Who sends a request: a signed-in browser by its cookie, or a program by its token (architecture 9). */
import { hash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Access, Scope } from '#core/contract/endpoint.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { AccountRow } from '#infra/stores/account-store.ts';
import type { SignedInRow } from '#infra/stores/sign-in-store.ts';
import type { ServerDeps } from '../deps.ts';
import { sessionCookieName } from './cookies.ts';

export interface Caller {
  readonly user: AccountRow;
  readonly via: 'session' | 'token';
  /** Id of the session or token. */
  readonly credentialId: string;
}

export const TOKEN_PREFIX = 'pg_';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
export const SESSION_IDLE_MS = 14 * DAY_MS;
export const SESSION_MAX_MS = 90 * DAY_MS;
const TOUCH_SESSION_MS = 5 * MINUTE_MS;
const TOUCH_TOKEN_MS = MINUTE_MS;

/** 256 random bits, as text. */
export const newSecretToken = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

/** What is stored of a secret token. It is random and long, so one round of SHA-256 is enough. */
export const hashToken = (token: string): Buffer => hash('sha256', token, 'buffer');

const unauthenticated = (detail: string) => new DomainError('unauthenticated', { detail });

const bearerOf = (request: Request): string | null => {
  const [scheme, token, ...rest] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || rest.length > 0) return null;
  return token;
};

/** Cookies travel with requests that another site starts; a browser says which those are. */
const assertSameOrigin = (request: Request, publicUrl: string): void => {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin') return;
  const { origin } = request.headers;
  const own = [publicUrl, `${request.protocol}://${request.headers.host ?? ''}`];
  if (site === undefined && origin !== undefined && own.includes(origin)) return;
  throw new DomainError('forbidden', { detail: 'This request was started by another site, or does not say by which.' });
};

const mayCall = (access: Access, via: Caller['via'], scopes: readonly Scope[]): boolean =>
  via === 'session' || (access !== 'session' && access !== 'public' && scopes.some((scope) => access.includes(scope)));

export const createAuthenticator = ({ uow, clock, config, logger }: ServerDeps) => {
  const cookieName = sessionCookieName(config.publicUrl);

  /** A use is written at most every few minutes, and never keeps the request waiting. */
  const touch = (row: SignedInRow, via: Caller['via'], now: Instant): void => {
    const every = via === 'session' ? TOUCH_SESSION_MS : TOUCH_TOKEN_MS;
    if (row.lastUsedAt !== null && Date.parse(now) - Date.parse(row.lastUsedAt) < every) return;
    const idleEnd = new Date(Date.parse(now) + SESSION_IDLE_MS).toISOString();
    uow
      .readUser(row.id, ({ sessions, tokens }) =>
        via === 'session' ? sessions.touch(row.credentialId, now, idleEnd) : tokens.touch(row.credentialId, now),
      )
      .catch((error: unknown) => logger.warn({ err: error }, 'a use of a sign-in was not noted'));
  };

  /**
   * The caller of an endpoint with this access.
   * @throws {DomainError} `unauthenticated`, or `forbidden` when the credential may not call it
   */
  return async (request: Request, access: Exclude<Access, 'public'>): Promise<Caller> => {
    const now = clock.now();
    const bearer = bearerOf(request);
    const via = bearer === null ? 'session' : 'token';
    const secret = bearer ?? cookieOf(request, cookieName);
    if (secret === null || (via === 'token' && !secret.startsWith(TOKEN_PREFIX))) {
      throw unauthenticated('Sign in, or send an API token as Authorization: Bearer pg_….');
    }
    const row = await uow.readSystem(({ signIn }) =>
      via === 'session' ? signIn.bySession(hashToken(secret), now) : signIn.byToken(hashToken(secret), now),
    );
    if (!row)
      throw unauthenticated(via === 'session' ? 'This sign-in is over. Sign in again.' : 'This token is not valid.');
    if (via === 'session') assertSameOrigin(request, config.publicUrl);
    if (!mayCall(access, via, row.scopes)) {
      throw new DomainError('forbidden', {
        detail:
          access === 'session'
            ? 'This needs a signed-in browser; tokens cannot do it.'
            : `This token lacks the scope: ${access.join(' or ')}.`,
      });
    }
    touch(row, via, now);
    const { credentialId, scopes: _scopes, lastUsedAt: _used, ...user } = row;
    return { user, via, credentialId };
  };
};

const cookieOf = (request: Request, name: string): string | null => {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
};

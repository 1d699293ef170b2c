/** The same request with the same key is done once (spec 6.8). */
import { createHash, randomUUID } from 'node:crypto';
import canonicalizeModule from 'canonicalize';
import { DomainError, statusOfCode } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import { asDomainError, problemOf } from './problem.ts';

// Its types describe an ES module, its file is CommonJS: what is imported is the function itself.
const canonicalize = canonicalizeModule as typeof canonicalizeModule & typeof canonicalizeModule.default;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface KeyedRequest {
  readonly userId: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly requestId: string;
  /** Fields of the answer that are shown once. */
  readonly secretFields: readonly string[];
  /** The work takes its own transactions, for it waits for somebody outside. */
  readonly waits: boolean;
}

const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{6,253}[\x21-\x7e])$/;
/** Seconds until the same request may take over one that never ended: longer where a slow answer is waited for. */
const LOCK_S = 60;
const LOCK_WAITING_S = 30 * 60;
/** Answers that say nothing lasting: the same request may be sent again. */
const NOT_STORED = new Set([401, 403, 408, 409, 425, 429]);

/** @throws {DomainError} `validation_failed` for a key that is not 8 to 255 printable characters */
export const assertKey = (key: string): void => {
  if (KEY.test(key)) return;
  throw new DomainError('validation_failed', {
    field: 'Idempotency-Key',
    detail: 'Idempotency-Key needs 8 to 255 printable characters.',
  });
};

/** SHA-256 over method, path and canonical JSON (RFC 8785) of the body. */
export const requestHash = (method: string, path: string, body: unknown): string =>
  createHash('sha256')
    .update(`${method.toUpperCase()}\n${path}\n${body === undefined ? '' : (canonicalize(body) ?? '')}`)
    .digest('hex');

/** The answer as it is stored: what is shown once is null. */
const withoutSecrets = (body: unknown, secretFields: readonly string[]): unknown => {
  if (typeof body !== 'object' || body === null || secretFields.length === 0) return body;
  const hidden = Object.fromEntries(secretFields.map((field) => [field, null]));
  return { ...body, ...hidden, secret_already_shown: true };
};

const isTakenOver = (): DomainError =>
  new DomainError('idempotency_in_progress', {
    detail: 'This request was taken over by another one with the same key.',
    retryAfter: 1,
  });

/** Runs `work` once for a key. `replayed`: nothing ran, this is the stored answer. */
export const runOnce = async (
  uow: UnitOfWork,
  request: KeyedRequest,
  now: Instant,
  work: () => Promise<Answer>,
): Promise<Answer & { readonly replayed: boolean }> => {
  const { userId, key, secretFields } = request;
  const lockToken = randomUUID();
  const lockSeconds = request.waits ? LOCK_WAITING_S : LOCK_S;
  const hash = requestHash(request.method, request.path, request.body);
  const row = await uow.readUser(userId, ({ idempotency }) => idempotency.take(key, hash, lockToken, now, lockSeconds));
  if (!row.mine) {
    if (row.requestHash !== hash) {
      throw new DomainError('idempotency_conflict', {
        field: 'Idempotency-Key',
        detail: 'This key was used for another request. Use a new key for each request.',
      });
    }
    if (row.state === 'in_progress') {
      throw new DomainError('idempotency_in_progress', {
        detail: 'The same request is being worked on. Ask again in a second.',
        retryAfter: 1,
      });
    }
    return { status: row.responseStatus ?? 200, body: row.responseBody ?? undefined, replayed: true };
  }
  try {
    const keep = ({ status, body }: Answer): Promise<void> =>
      uow.forUser(userId, async ({ idempotency }) => {
        const stored = { status, body: withoutSecrets(body, secretFields) };
        if (!(await idempotency.complete(key, lockToken, stored))) throw isTakenOver();
      });
    const workAndKeep = async (): Promise<Answer> => {
      const done = await work();
      await keep(done);
      return done;
    };
    // The write and its stored answer commit together, and only while the key is still this run's.
    const answer = await (request.waits ? workAndKeep() : uow.forUser(userId, workAndKeep));
    return { ...answer, replayed: false };
  } catch (error) {
    const fault = asDomainError(error);
    const status = statusOfCode[fault.code];
    await uow.readUser(userId, async ({ idempotency }) => {
      if (status >= 500 || NOT_STORED.has(status)) await idempotency.release(key, lockToken);
      else await idempotency.complete(key, lockToken, { status, body: problemOf(fault, request.requestId).body });
    });
    throw error;
  }
};

import pg from 'pg';
import { DomainError, type ErrorCode } from '#core/domain/errors.ts';

/** Which constraint of the schema means which error of the product. The only place that knows both names. */
const codeOfConstraint: Readonly<Record<string, { code: ErrorCode; field?: string; detail: string }>> = {
  users_email_key: {
    code: 'email_taken',
    field: 'email',
    detail: 'There is an account with this e-mail address already.',
  },
  pets_one_primary: { code: 'pet_exists', detail: 'You have a pet already.' },
  integrations_account_key: {
    code: 'conflict',
    field: 'account',
    detail: 'Another of your connections speaks for this account already.',
  },
};

const TRANSIENT_CLASSES = ['08', '40', '53', '57', '58', 'XX'];
const LOCK_NOT_AVAILABLE = '55P03';

const isDatabaseError = (error: unknown): error is pg.DatabaseError => error instanceof pg.DatabaseError;

/** Turns a violated constraint into its `DomainError`; every other error is returned as it is. */
export const toDomainError = (error: unknown): unknown => {
  if (!isDatabaseError(error) || error.constraint === undefined) return error;
  const known = Object.hasOwn(codeOfConstraint, error.constraint) ? codeOfConstraint[error.constraint] : undefined;
  if (!known) return error;
  return new DomainError(known.code, {
    detail: known.detail,
    cause: error,
    ...(known.field && { field: known.field }),
  });
};

/** True when the world was wrong (connection lost, restart, deadlock, no space): the same work may succeed later. */
export const isTransient = (error: unknown): boolean => {
  if (isDatabaseError(error)) {
    return error.code === LOCK_NOT_AVAILABLE || TRANSIENT_CLASSES.some((cls) => error.code?.startsWith(cls));
  }
  return !(error instanceof DomainError) && error instanceof Error && isConnectionError(error);
};

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);

const isConnectionError = (error: Error & { code?: unknown }): boolean =>
  (typeof error.code === 'string' && CONNECTION_CODES.has(error.code)) ||
  error.name === 'KnexTimeoutError' ||
  /Connection terminated|connection is closed|Client has encountered a connection error|timeout exceeded when trying to connect/i.test(
    error.message,
  );

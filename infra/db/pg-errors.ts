import pg from 'pg';
import { DomainError } from '#core/domain/errors.ts';
import { errorOfConstraint } from './constraint-errors.ts';

const TRANSIENT_CLASSES = ['08', '40', '53', '57', '58', 'XX'];
const LOCK_NOT_AVAILABLE = '55P03';

const isDatabaseError = (error: unknown): error is pg.DatabaseError => error instanceof pg.DatabaseError;

/** Turns a violated constraint into its `DomainError`; every other error is returned as it is. */
export const toDomainError = (error: unknown): unknown => {
  if (!isDatabaseError(error) || error.constraint === undefined) return error;
  const known = errorOfConstraint(error.constraint);
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

/** RFC 9457 problems, the body of every error of the API and of intake (api.md). */
import { z } from 'zod';
import { DomainError, statusOfCode, type ErrorCode, type FieldFault } from '#core/domain/errors.ts';
import { isTransient, toDomainError } from '#infra/db/pg-errors.ts';

const titles: Readonly<Record<ErrorCode, string>> = {
  validation_failed: 'The request has faults',
  unauthenticated: 'Sign in first',
  signature_invalid: 'The signature does not match',
  forbidden: 'This is not allowed',
  not_found: 'There is no such thing',
  method_not_allowed: 'This address does not take that method',
  conflict: 'This does not fit the present state',
  invalid_transition: 'This state cannot follow the present one',
  idempotency_in_progress: 'The same request is being worked on',
  email_taken: 'This e-mail address is in use',
  pet_exists: 'You have a pet already',
  name_taken: 'That name is in use',
  source_taken: 'That source feeds another tracker',
  place_taken: 'That place in the chain is taken',
  payload_too_large: 'The request is too large',
  unsupported_media_type: 'This content type is not read here',
  amount_invalid: 'That amount cannot be read',
  amount_zero: 'The amount is zero',
  amount_out_of_range: 'The amount is out of range',
  deadline_before_start: 'The deadline lies before the start',
  deadline_passed: 'The deadline has passed',
  future_date: 'That date lies in the future',
  empty_title: 'The title is empty',
  timezone_invalid: 'That time zone is not known',
  category_unknown: 'There is no such category',
  tracker_unknown: 'There is no such tracker',
  group_unknown: 'There is no such chain',
  rrule_not_allowed: 'That repetition is not possible',
  rrule_window_too_wide: 'The days around it reach the next one',
  step_has_children: 'The step has steps of its own',
  no_steps: 'There are no steps',
  link_cycle: 'The link would go in a circle',
  link_not_allowed: 'These two cannot be linked so',
  idempotency_conflict: 'The idempotency key was used for another request',
  rate_limited: 'Too many requests',
  internal: 'Pawgress made a mistake',
  unavailable: 'Pawgress cannot do this now',
};

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export const PROBLEM_TYPE = 'application/problem+json';
const RETRY_SECONDS = 5;

/** Faults of zod, each with the path of its field as the API names it. */
export const fieldFaults = (issues: readonly z.core.$ZodIssue[]): FieldFault[] =>
  issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: [...path, key].join('.'),
        code: 'validation_failed' as const,
        message: 'This field is not known here',
      }));
    }
    return [{ field: path.join('.'), code: 'validation_failed' as const, message: issue.message }];
  });

/** @throws {DomainError} `validation_failed` naming every faulty field */
export const validationFailed = (errors: readonly FieldFault[]): DomainError => {
  const [first] = errors;
  return new DomainError('validation_failed', {
    ...(first && {
      detail: first.field === '' ? first.message : `${first.field}: ${first.message}`,
      field: first.field,
    }),
    errors,
  });
};

/** What is said of an error. Faults of ours say nothing of their inside. */
export const asDomainError = (error: unknown): DomainError => {
  const known = toDomainError(error);
  if (known instanceof DomainError) return known;
  if (known instanceof z.ZodError) return validationFailed(fieldFaults(known.issues));
  if (isTransient(known)) {
    return new DomainError('unavailable', {
      detail: 'The database does not answer. Nothing was lost: try again in a moment.',
      retryAfter: RETRY_SECONDS,
      cause: error,
    });
  }
  return new DomainError('internal', { detail: 'The fault is logged under this request id.', cause: error });
};

export const problemOf = (error: DomainError, requestId: string): ProblemAnswer => {
  const status = statusOfCode[error.code];
  return {
    status,
    headers: {
      'content-type': PROBLEM_TYPE,
      ...(error.retryAfter !== undefined && { 'retry-after': String(Math.ceil(error.retryAfter)) }),
    },
    body: {
      type: `https://pawgress.dev/problems/${error.code}`,
      title: titles[error.code],
      status,
      code: error.code,
      ...(error.detail !== undefined && { detail: error.detail }),
      ...(error.field !== undefined && error.field !== '' && { field: error.field }),
      request_id: requestId,
      ...(error.errors.length > 0 && { errors: error.errors }),
    },
  };
};

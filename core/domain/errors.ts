/**
 * The one error class of the product and the list of its stable codes (spec 0.5, api.md).
 *
 * A `DomainError` says: the input is wrong and stays wrong, so do not retry. Every other error says: the world is
 * wrong, so back off and try again.
 */

/** HTTP status of each code. The code is what clients rely on; the status follows from it. */
export const statusOfCode = {
  validation_failed: 400,
  unauthenticated: 401,
  signature_invalid: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  invalid_transition: 409,
  idempotency_in_progress: 409,
  email_taken: 409,
  pet_exists: 409,
  name_taken: 409,
  source_taken: 409,
  place_taken: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  amount_invalid: 422,
  amount_zero: 422,
  amount_out_of_range: 422,
  deadline_before_start: 422,
  deadline_passed: 422,
  future_date: 422,
  empty_title: 422,
  timezone_invalid: 422,
  category_unknown: 422,
  tracker_unknown: 422,
  group_unknown: 422,
  rrule_not_allowed: 422,
  rrule_window_too_wide: 422,
  step_has_children: 409,
  no_steps: 409,
  link_cycle: 409,
  link_not_allowed: 422,
  idempotency_conflict: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof statusOfCode;

/** One faulty field of an input, named as the API names it (`event_filter.types.0`). */
export interface FieldFault {
  readonly field: string;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface DomainErrorOptions {
  /** A sentence for a person: what was wrong and what to do. */
  readonly detail?: string;
  /** The input field that caused it, if there is one. */
  readonly field?: string;
  readonly errors?: readonly FieldFault[];
  /** Seconds after which a retry makes sense (`Retry-After`). */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** The input is wrong and will stay wrong. Becomes an RFC 9457 problem at the HTTP edge, a `failed` row in the worker. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly field: string | undefined;
  readonly errors: readonly FieldFault[];
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: DomainErrorOptions = {}) {
    super(options.detail ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.detail = options.detail;
    this.field = options.field;
    this.errors = options.errors ?? [];
    this.retryAfter = options.retryAfter;
  }
}

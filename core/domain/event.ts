/**
 * The normalised event: what every source becomes, and the pet's only input (spec 8).
 *
 * Types are open (a provider may bring its own), but only those listed in `core/domain/pet/rules.ts` earn XP.
 */

/** An ISO instant in UTC with milliseconds, `2026-03-02T09:00:00.000Z`. */
export type Instant = string;

/** A calendar date `YYYY-MM-DD`, already in the user's zone. */
export type LocalDate = string;

/** A JSON object that travels through the database unchanged. */
export type JsonObject = { readonly [key: string]: unknown };

/** What a provider makes of a raw delivery, before it has a row: no ids, no local date, no user. */
export interface EventDraft {
  readonly type: string;
  /** Units of the type: 1 commit, 4999 steps, 480 minutes. Not negative, at most 4 decimals. */
  readonly value: string;
  /** When it happened, as the source says; the pipeline clamps it to [received − 7 days, received]. */
  readonly occurredAt: Instant;
  /** The day it counts for, where the user chose it (a completion, an entry); else the day of `occurredAt`. */
  readonly localDate?: LocalDate;
  /** Unique per user for ever: the same fact through two hooks counts once. */
  readonly dedupeKey: string;
  /** What the feed's sentence needs (repository, number, title), nothing private. */
  readonly meta: JsonObject;
}

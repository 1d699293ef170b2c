/** A moment with the dog, good or hard: what a device sends and what is stored of it (spec 5.1, seed 000). */
import type { FieldFault } from '../errors.ts';
import type { Instant, JsonObject } from '../event.ts';
import { isComplete, readContext, type MomentContext } from './context.ts';
import { faultAt, refusal, type Read } from './faults.ts';
import { asStoredText, isJsonObject, lengthOf } from './stored-text.ts';
import { readOccurredAt } from './occurred-at.ts';
import { readTags } from './tags.ts';

export const VALENCES = ['positive', 'negative'] as const;
export type Valence = (typeof VALENCES)[number];

/** What one version of a moment says, as it is stored. */
export interface MomentContent {
  readonly occurredAt: Instant;
  readonly valence: Valence;
  /** 1 to 5. */
  readonly intensity: number;
  /** A set: their order says nothing. */
  readonly tags: readonly string[];
  readonly context: MomentContext;
  readonly notes: string | null;
}

/** An item of `POST /v1/events/batch`. */
export interface SentMoment {
  readonly clientEventId: string;
  /** Counted by the device; `null`: it knows only seed 000's fields. */
  readonly revision: number | null;
  /** The moment was undone. */
  readonly deleted: boolean;
  readonly content: MomentContent;
}

const INTENSITY = { min: 1, max: 5, usual: 3 } as const;
const CLIENT_ID = { min: 8, max: 100 } as const;
const NOTES_MAX = 2000;
/** Leaves room in an `int` column for versions without a revision, each of which raises it by one. */
const REVISION_MAX = 1_000_000_000;

const FIELDS: ReadonlySet<string> = new Set([
  'client_event_id',
  'client_revision',
  'occurred_at',
  'valence',
  'intensity',
  'tags',
  'context',
  'notes',
  'deleted',
]);

const fine = <T>(value: T): Read<T> => ({ value, faults: [] });
const faulty = <T>(value: T, field: string, message: string): Read<T> => ({ value, faults: [faultAt(field, message)] });

const isWhole = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

const readId = (sent: unknown): Read<string> => {
  const { min, max } = CLIENT_ID;
  const isFine = typeof sent === 'string' && sent.isWellFormed() && !/\p{Cc}/u.test(sent);
  const length = isFine ? lengthOf(sent) : 0;
  if (isFine && length >= min && length <= max) return fine(sent);
  return faulty('', 'client_event_id', `This must be an id of ${min} to ${max} characters that the device made.`);
};

const readRevision = (sent: unknown): Read<number | null> => {
  if (sent == null) return fine(null);
  if (isWhole(sent, 1, REVISION_MAX)) return fine(sent);
  return faulty(null, 'client_revision', `This must be a whole number from 1 to ${REVISION_MAX}.`);
};

const readValence = (sent: unknown): Read<Valence> => {
  const valence = VALENCES.find((word) => word === sent);
  return valence ? fine(valence) : faulty('positive', 'valence', 'This must be positive or negative.');
};

const readIntensity = (sent: unknown): Read<number> => {
  const { min, max, usual } = INTENSITY;
  if (sent == null) return fine(usual);
  return isWhole(sent, min, max)
    ? fine(sent)
    : faulty(usual, 'intensity', `This must be a whole number from ${min} to ${max}.`);
};

const readTagList = (sent: unknown): Read<readonly string[]> => {
  if (sent == null) return fine([]);
  if (!Array.isArray(sent)) return faulty([], 'tags', 'This must be a list of texts.');
  const items: readonly unknown[] = sent;
  const odd = items.findIndex((item) => typeof item !== 'string');
  return odd < 0 ? readTags(items as readonly string[]) : faulty([], `tags.${odd}`, 'A tag must be text.');
};

const readNotes = (sent: unknown): Read<string | null> => {
  if (sent == null) return fine(null);
  const notes = typeof sent === 'string' ? asStoredText(sent).trim() : null;
  if (notes === null || lengthOf(notes) > NOTES_MAX) {
    return faulty(null, 'notes', `This must be text of at most ${NOTES_MAX} characters.`);
  }
  return fine(notes === '' ? null : notes);
};

const readDeleted = (sent: unknown): Read<boolean> => {
  if (sent == null) return fine(false);
  return typeof sent === 'boolean' ? fine(sent) : faulty(false, 'deleted', 'This must be true or false.');
};

const unknownFields = (sent: JsonObject): readonly FieldFault[] =>
  Object.keys(sent)
    .filter((field) => !FIELDS.has(field))
    .map((field) => faultAt(field, 'This field is not known here.'));

/**
 * Reads one item of a batch, whatever it is, so that a bad one fails alone. Left out or `null`: intensity 3, no tags, no
 * context, no notes, not deleted.
 * @throws {DomainError} `validation_failed`, or `future_date` when `occurred_at` is more than 5 minutes after `now` and
 *   stands first; `errors` names every faulty field
 */
export const readMoment = (sent: unknown, now: Instant): SentMoment => {
  if (!isJsonObject(sent)) throw refusal([faultAt('', 'A moment must be an object.')]);
  const field = (name: string): unknown => (Object.hasOwn(sent, name) ? sent[name] : undefined);
  const id = readId(field('client_event_id'));
  const revision = readRevision(field('client_revision'));
  const occurredAt = readOccurredAt(field('occurred_at'), now);
  const valence = readValence(field('valence'));
  const intensity = readIntensity(field('intensity'));
  const tags = readTagList(field('tags'));
  const context = readContext(field('context') ?? {});
  const notes = readNotes(field('notes'));
  const deleted = readDeleted(field('deleted'));
  const all: readonly Read<unknown>[] = [id, revision, occurredAt, valence, intensity, tags, context, notes, deleted];
  const faults = [...all.flatMap((read) => read.faults), ...unknownFields(sent)];
  if (faults.length > 0) throw refusal(faults);
  return {
    clientEventId: id.value,
    revision: revision.value,
    deleted: deleted.value,
    content: {
      occurredAt: occurredAt.value,
      valence: valence.value,
      intensity: intensity.value,
      tags: tags.value,
      context: context.value,
      notes: notes.value,
    },
  };
};

const VALUE = { plain: 5, complete: 7 } as const;

/** Points of a moment (spec 4.4): 5, or 7 when its context is complete. Good and hard ones earn the same (spec 4.9). */
export const momentValue = (context: JsonObject): number => (isComplete(context) ? VALUE.complete : VALUE.plain);

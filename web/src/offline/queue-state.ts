/** How items enter the queue, and what a user may do with them there (spec 5.1). Pure: the store does what is said here. */
import { correctionOf, settledCorrection } from './clock-offset.ts';
import { BATCH_MAX } from './pick-next.ts';
import { entityKeyOf, type Entry, type MomentBody, type PlacelessItem, type QueueItem } from './queue-item.ts';

/** What entering changes. */
export interface Placement {
  /** `seq` of those that leave without being sent. */
  readonly removed: readonly number[];
  /** Takes the place of the item with this `seq`. */
  readonly replaced: QueueItem | null;
  /** Goes to the end. */
  readonly added: PlacelessItem | null;
}

const NOTHING: Placement = { removed: [], replaced: null, added: null };

const wasNeverSent = ({ state, attempts }: QueueItem): boolean => state === 'waiting' && attempts === 0;

/** A clock that is known to be wrong now was wrong when this was logged; one that seems right is asked again later. */
const newItem = (entry: Entry, offsetMs: number | null): PlacelessItem => {
  const correction = entry.isDeviceTime ? correctionOf(offsetMs) : 0;
  return {
    ...entry,
    entityKey: entityKeyOf(entry),
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
    reason: null,
    batchLimit: BATCH_MAX,
    correctionMs: correction === 0 ? null : correction,
  };
};

type Moment<T> = Extract<T, { readonly kind: 'moment' }>;

const withRevision = (entry: Moment<Entry>, client_revision: number): Moment<Entry> => {
  const body: MomentBody = { ...entry.body, client_revision };
  return { ...entry, body };
};

/**
 * The entry as a version after those that the server took already: a page may not have heard of that yet when it writes the
 * next one, and two versions with one revision would be a conflict of this device with itself. `taken`: by entity key.
 */
export const afterTaken = (entry: Entry, taken: ReadonlyMap<string, number>): Entry => {
  const last = taken.get(entityKeyOf(entry));
  if (entry.kind !== 'moment' || last === undefined) return entry;
  return withRevision(entry, Math.max(entry.body.client_revision, last + 1));
};

/** The server has no version of it: what it was sent it refused, or it was sent nothing. */
const isUnknownToServer = (last: Moment<QueueItem>): boolean =>
  last.body.client_revision === 1 &&
  (wasNeverSent(last) || (last.state === 'rejected' && last.reason?.code !== 'conflict'));

const placeMoment = (ahead: readonly QueueItem[], entry: Moment<Entry>, offsetMs: number | null): Placement => {
  const last = ahead.at(-1);
  const add = (revision: number): PlacelessItem => newItem(withRevision(entry, revision), offsetMs);
  if (last?.kind !== 'moment') return { ...NOTHING, added: add(entry.body.client_revision) };
  if (entry.body.deleted === true && ahead.length === 1 && isUnknownToServer(last)) {
    return { ...NOTHING, removed: [last.seq] };
  }
  const [known, wanted] = [last.body.client_revision, entry.body.client_revision];
  if (last.state === 'sending' || (last.state === 'waiting' && last.attempts > 0)) {
    // Two versions with one revision would be a conflict of this device with itself.
    const item = add(Math.max(wanted, known + 1));
    const spoilt = last.state === 'waiting' && last.batchLimit < BATCH_MAX;
    return spoilt ? { ...NOTHING, replaced: { ...item, seq: last.seq } } : { ...NOTHING, added: item };
  }
  const stored = last.reason?.current?.client_revision ?? 0;
  const item = add(Math.max(wanted, known, stored + 1));
  if (last.state === 'rejected') return { ...NOTHING, removed: [last.seq], added: item };
  return { ...NOTHING, replaced: { ...item, seq: last.seq } };
};

const placeCompletion = (ahead: readonly QueueItem[], entry: Entry, item: PlacelessItem): Placement => {
  if (entry.kind !== 'completion' && entry.kind !== 'completion_undo') return NOTHING;
  const client = entry.body.client_completion_id;
  const same = ahead.filter(
    (one) => (one.kind === 'completion' || one.kind === 'completion_undo') && one.body.client_completion_id === client,
  );
  if (same.some(({ kind }) => kind === entry.kind)) return NOTHING;
  const undone = entry.kind === 'completion_undo' ? same.find(({ kind }) => kind === 'completion') : undefined;
  if (!undone) return { ...NOTHING, added: item };
  if (wasNeverSent(undone)) return { ...NOTHING, removed: [undone.seq] };
  return { ...NOTHING, removed: undone.state === 'rejected' ? [undone.seq] : [], added: item };
};

/** Whether the place of an entry depends on what stands there of its entity. */
export const looksAhead = ({ kind }: Entry): boolean =>
  kind === 'moment' || kind === 'completion' || kind === 'completion_undo';

/**
 * Where an entry goes. `ahead` are the items of its entity, ascending; `offsetMs` as in `clock-offset.ts`.
 * - A newer version of a moment takes the place of one that was not sent yet, was refused, or that the server fails over;
 *   behind another one that may have arrived it waits, with a higher revision.
 * - Taking back what was never sent takes both away: there is nothing to tell the server.
 * - A completion or an undo that is in the queue already does not enter twice.
 */
export const placeEntry = (ahead: readonly QueueItem[], entry: Entry, offsetMs: number | null): Placement => {
  if (entry.kind === 'moment') return placeMoment(ahead, entry, offsetMs);
  const item = newItem(entry, offsetMs);
  return looksAhead(entry) ? placeCompletion(ahead, entry, item) : { ...NOTHING, added: item };
};

/** The item as it is handed to the network; its correction is settled now at the latest. */
export const startSending = (item: QueueItem, offsetMs: number | null): QueueItem => ({
  ...item,
  state: 'sending',
  attempts: item.attempts + 1,
  correctionMs: settledCorrection(item, offsetMs),
});

/** An item of which nobody knows whether it arrived: the browser was closed, or no answer came. */
export const waitAgain = (item: QueueItem): QueueItem => ({ ...item, state: 'waiting' });

/**
 * A refused item as it is tried again, at once. A conflict is tried as the newest version: the user has seen what the
 * server has, and wants this one. Items that are not refused stay as they are.
 */
export const retried = (item: QueueItem): QueueItem => {
  if (item.state !== 'rejected') return item;
  const back = { ...item, state: 'waiting' as const, nextAttemptAt: 0, reason: null };
  const stored = item.reason?.current;
  if (back.kind !== 'moment' || !stored) return back;
  const client_revision = Math.max(back.body.client_revision, stored.client_revision + 1);
  return { ...back, body: { ...back.body, client_revision } };
};

/** Only what the server does not have, or refused, can be thrown away here; everything else is undone by an undo. */
export const canDiscard = (item: QueueItem): boolean => item.state === 'rejected' || wasNeverSent(item);

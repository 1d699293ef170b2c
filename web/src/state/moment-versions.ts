/** A moment as the page shows it: of the versions it knows (the server's, the queue's, the one just written) the newest. Pure. */
import type { MomentView } from '#core/contract/moments.ts';
import type { Valence } from '#core/domain/dog/moment.ts';
import { withCorrection } from '../offline/clock-offset.ts';
import type { MomentBody, QueueItem } from '../offline/queue-item.ts';

/** `writing`: on its way into the queue; `unsaved`: the device could not keep it; `refused`: the server did not take it. */
export type MomentPlace = 'server' | 'waiting' | 'writing' | 'unsaved' | 'refused';

export interface Moment {
  readonly clientId: string;
  /** RFC 3339. */
  readonly occurredAt: string;
  /** The instant was read from this device's clock, and is as wrong as the clock is. */
  readonly isDeviceTime: boolean;
  /** The user's day, `YYYY-MM-DD`; `null`: the server did not say yet. */
  readonly localDate: string | null;
  readonly valence: Valence;
  /** 1 to 5. */
  readonly intensity: number;
  readonly tags: readonly string[];
  readonly context: Readonly<Record<string, unknown>>;
  readonly notes: string | null;
  readonly isTakenBack: boolean;
  readonly place: MomentPlace;
}

/** What the server has, under the device's own ids. */
export type Stored = Readonly<Record<string, MomentView>>;

const USUAL_INTENSITY = 3;

/** A moment that was not told more of than that it was. `atMs`: epoch milliseconds by the device. */
export const newMoment = (clientId: string, valence: Valence, atMs: number): Moment => ({
  clientId,
  occurredAt: new Date(atMs).toISOString(),
  isDeviceTime: true,
  localDate: null,
  valence,
  intensity: USUAL_INTENSITY,
  tags: [],
  context: {},
  notes: null,
  isTakenBack: false,
  place: 'writing',
});

/** What is sent of it. `revision`: the one the server has, as far as this device knows, plus 1. */
export const bodyOf = (moment: Moment, revision: number): MomentBody => ({
  client_event_id: moment.clientId,
  client_revision: revision,
  occurred_at: moment.occurredAt,
  valence: moment.valence,
  intensity: moment.intensity,
  tags: moment.tags,
  context: moment.context,
  notes: moment.notes,
  ...(moment.isTakenBack && { deleted: true }),
});

export const fromView = (view: MomentView): Moment => ({
  clientId: view.client_event_id,
  occurredAt: view.occurred_at,
  isDeviceTime: false,
  localDate: view.local_date === '' ? null : view.local_date,
  valence: view.valence,
  intensity: view.intensity,
  tags: view.tags,
  context: view.context,
  notes: view.notes,
  isTakenBack: view.deleted_at !== null,
  place: 'server',
});

/** `null`: it is no moment. */
export const fromItem = (item: QueueItem): Moment | null => {
  if (item.kind !== 'moment') return null;
  const { body } = item;
  return {
    clientId: body.client_event_id,
    occurredAt: body.occurred_at,
    isDeviceTime: item.isDeviceTime,
    localDate: null,
    valence: body.valence,
    intensity: body.intensity ?? USUAL_INTENSITY,
    tags: body.tags ?? [],
    context: body.context ?? {},
    notes: body.notes ?? null,
    isTakenBack: body.deleted === true,
    place: item.state === 'rejected' ? 'refused' : 'waiting',
  };
};

/** Marks a view that this device put together of what it sent; the server's own takes its place when the list is read. */
export const isPutTogether = ({ id }: Pick<MomentView, 'id'>): boolean => id === '';

/** What the server has now that it took an item, as far as this device can tell; `null`: it is no moment. */
export const viewOfTaken = (item: QueueItem): MomentView | null => {
  const moment = fromItem(item);
  const sent = withCorrection(item, item.correctionMs);
  if (!moment || sent.kind !== 'moment') return null;
  const { occurred_at } = sent.body;
  return {
    id: '',
    client_event_id: moment.clientId,
    client_revision: sent.body.client_revision,
    occurred_at,
    local_date: '',
    valence: moment.valence,
    intensity: moment.intensity,
    tags: [...moment.tags],
    context: moment.context,
    notes: moment.notes,
    deleted_at: moment.isTakenBack ? occurred_at : null,
    created_at: occurred_at,
    updated_at: occurred_at,
  };
};

/**
 * The newest version of each moment, latest moment first, with those taken back. `queued` newest first, as the queue gives
 * them; what is being written stands above both.
 */
export const newestVersions = (
  stored: Stored,
  queued: readonly QueueItem[],
  written: Readonly<Record<string, Moment>>,
): readonly Moment[] => {
  const newest: Record<string, Moment> = {};
  for (const view of Object.values(stored)) newest[view.client_event_id] = fromView(view);
  for (const item of queued.toReversed()) {
    const moment = fromItem(item);
    if (moment) newest[moment.clientId] = moment;
  }
  return Object.values({ ...newest, ...written }).toSorted(
    (a, b) => Date.parse(b.occurredAt) - Date.parse(a.occurredAt) || b.clientId.localeCompare(a.clientId),
  );
};

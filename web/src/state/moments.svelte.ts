/**
 * Moments with the dog. A tap shows at once and goes into the queue of this device (spec 5.1); what the server has is read
 * beside it. Every change is a new version of the same moment, and the newest one that is known is shown.
 */
import { untrack } from 'svelte';
import { v4 } from 'uuid';
import { listMoments, type MomentView } from '#core/contract/moments.ts';
import type { CallOf } from '#core/contract/endpoint.ts';
import type { Valence } from '#core/domain/dog/moment.ts';
import { call } from '../api/call.ts';
import type { QueueItem } from '../offline/queue-item.ts';
import { queue } from '../offline/queue.svelte.ts';
import type { Left } from '../offline/settle.ts';
import { lastKnown, type LastKnown } from './last-known.ts';
import { createLines } from './lines.ts';
import {
  bodyOf,
  isPutTogether,
  newestVersions,
  newMoment,
  viewOfTaken,
  type Moment,
  type Stored,
} from './moment-versions.ts';
import { session } from './session.svelte.ts';

/** What may be said of a moment. */
export type MomentChange = Partial<
  Pick<Moment, 'occurredAt' | 'isDeviceTime' | 'valence' | 'intensity' | 'tags' | 'context' | 'notes'>
>;
export type MomentQuery = Omit<NonNullable<CallOf<typeof listMoments>['query']>, 'limit' | 'cursor'>;

/** A page of the server's list, by the device's ids. */
export interface MomentPage {
  readonly ids: readonly string[];
  readonly next: string | null;
}

const PAGE = 50;
/** Of the queue, as many as a long weekend without a network brings. */
const QUEUED_MAX = 500;
/** Moments that are kept to be seen without a network; they go with the sign-in. */
const KEPT = 60;

interface Known extends LastKnown {
  readonly moments?: readonly MomentView[];
}

const byClientId = (views: readonly MomentView[]): Stored =>
  Object.fromEntries(views.map((view) => [view.client_event_id, view]));

const createMoments = () => {
  let stored = $state.raw<Stored>({});
  let queued = $state.raw<readonly QueueItem[]>([]);
  /** On its way to the queue, or not taken by it. */
  let written = $state.raw<Readonly<Record<string, Moment>>>({});
  let news = $state.raw<{ readonly kind: 'saved' | 'takenBack'; readonly clientId: string } | null>(null);
  /** Counts what happened elsewhere, so that lists are read again. */
  let movedElsewhere = $state(0);
  /** The revision that the server has of each, as far as this device knows. */
  let revisions: Readonly<Record<string, number>> = {};
  /** One after the other into the queue: a later version never overtakes an earlier one. */
  const lines = createLines();

  const all = $derived(newestVersions(stored, queued, written));
  const shown = $derived(all.filter(({ isTakenBack }) => !isTakenBack));
  const find = (clientId: string): Moment | undefined => all.find((moment) => moment.clientId === clientId);

  const isNewer = (view: MomentView): boolean =>
    view.client_revision >= (stored[view.client_event_id]?.client_revision ?? 0);
  const learn = (clientId: string, revision: number): void => {
    revisions = { ...revisions, [clientId]: Math.max(revision, revisions[clientId] ?? 0) };
  };
  const put = (views: readonly MomentView[]): void => {
    for (const view of views) learn(view.client_event_id, view.client_revision);
    stored = { ...stored, ...byClientId(views.filter(isNewer)) };
  };
  const dropWritten = (clientId: string): void => {
    const { [clientId]: _, ...others } = written;
    written = others;
  };

  let reads = 0;
  /** What left the queue without a word went through another tab. */
  const readQueue = async (): Promise<void> => {
    const read = (reads += 1);
    const items = await queue.newest('moment', QUEUED_MAX);
    // Something was entered or sent meanwhile, and is read again.
    if (read !== reads) return;
    const ids = new Set(items.map(({ id }) => id));
    const waits = new Set(items.map(({ entityKey }) => entityKey));
    const gone = queued.filter(({ id, entityKey }) => !ids.has(id) && !waits.has(entityKey));
    queued = items;
    if (gone.length === 0 || !queue.isOnline) return;
    put(gone.flatMap((item) => viewOfTaken(item) ?? []));
    movedElsewhere += 1;
  };
  const dropQueued = (isGone: (item: QueueItem) => boolean): void => {
    reads += 1;
    queued = queued.filter((item) => !isGone(item));
  };

  const hearLeft = (left: readonly Left[]): void => {
    const sent = new Set(left.map(({ item }) => item.id));
    dropQueued(({ id }) => sent.has(id));
    put(left.flatMap(({ item, outcome }) => (outcome.status === 'superseded' ? [] : (viewOfTaken(item) ?? []))));
    for (const { item, outcome } of left) {
      const now = (outcome.view as { readonly client_revision?: number | null } | null)?.client_revision;
      if (item.kind !== 'moment' || now == null || now <= item.body.client_revision) continue;
      // Another device has written a newer one.
      learn(item.body.client_event_id, now);
      movedElsewhere += 1;
    }
  };

  const enter = async (clientId: string): Promise<void> => {
    const moment = written[clientId];
    // A newer version waits in the line.
    if (!moment || !lines.isLast(clientId)) return;
    const body = bodyOf(moment, (revisions[clientId] ?? 0) + 1);
    try {
      const item = await queue.enqueue({ kind: 'moment', body }, { isDeviceTime: moment.isDeviceTime });
      // Only the newest of a moment is shown; taken back before it was sent, nothing of it is left.
      const replaces = ({ id, entityKey }: QueueItem) =>
        id === item?.id || (!item && entityKey === `moment:${clientId}`);
      dropQueued(replaces);
      if (item) queued = [item, ...queued];
      if (written[clientId] === moment) dropWritten(clientId);
    } catch {
      if (written[clientId] === moment) written = { ...written, [clientId]: { ...moment, place: 'unsaved' } };
    }
  };
  /** Shows it now; what the device does about it comes after. */
  const write = (moment: Moment): void => {
    written = { ...written, [moment.clientId]: { ...moment, place: 'writing' } };
    void lines.add(moment.clientId, () => enter(moment.clientId));
  };

  const keep = (views: readonly MomentView[]): void => {
    const known = lastKnown.read() as Known | null;
    if (known) lastKnown.write({ ...known, moments: views.slice(0, KEPT) } as LastKnown);
  };
  const read = async (query: MomentQuery, cursor: string | null): Promise<MomentPage> => {
    const asked = Object.entries(query).filter(([, value]) => value !== undefined);
    const putTogether = new Set(Object.values(stored).filter(isPutTogether));
    const page = await call(listMoments, {
      query: { ...Object.fromEntries(asked), limit: PAGE, ...(cursor !== null && { cursor }) },
    });
    if (asked.length === 0 && cursor === null) {
      stored = byClientId(Object.values(stored).filter((view) => !putTogether.has(view)));
      keep(page.items);
    }
    put(page.items);
    return { ids: page.items.map((view) => view.client_event_id), next: page.next_cursor };
  };

  const clear = (): void => {
    stored = {};
    queued = [];
    written = {};
    news = null;
    revisions = {};
    reads += 1;
  };
  queue.onLeft(hearLeft);
  const userId = $derived(session.user?.id);
  $effect.root(() => {
    $effect(() => {
      const user = userId;
      const known = lastKnown.read() as Known | null;
      untrack(() => {
        clear();
        if (user !== undefined && known?.user.id === user) put(known.moments ?? []);
      });
    });
    $effect(() => {
      // Read here, so that every change of the queue is heard, whichever tab made it.
      if (userId !== undefined && queue.counts) void untrack(readQueue).catch(() => undefined);
    });
  });

  return {
    /** Latest first, without those taken back. */
    get shown() {
      return shown;
    },
    /** How many moments the server has still to hear of, those taken back among them. */
    get waiting() {
      return all.filter(({ place }) => place === 'waiting' || place === 'writing').length;
    },
    /** What was done last, to be told and undone. */
    get news() {
      return news;
    },
    /** Counts up when another tab or device changed something. */
    get movedElsewhere() {
      return movedElsewhere;
    },
    find,
    tell: (what: typeof news): void => {
      news = what;
    },
    /** Logs a moment that is now. Returns its id at once. */
    log: (valence: Valence): string => {
      const moment = newMoment(v4(), valence, Date.now());
      write(moment);
      news = { kind: 'saved', clientId: moment.clientId };
      return moment.clientId;
    },
    /** Says more of a moment, or something else. */
    change: (clientId: string, change: MomentChange): void => {
      const moment = find(clientId);
      if (moment) write({ ...moment, ...change });
    },
    takeBack: (clientId: string): void => {
      const moment = find(clientId);
      if (!moment) return;
      const isHereAlone = moment.place === 'unsaved' && !stored[clientId];
      if (isHereAlone) dropWritten(clientId);
      else write({ ...moment, isTakenBack: true });
      news = { kind: 'takenBack', clientId };
    },
    /** Tries to keep what the device did not. */
    keepAgain: (): void => {
      for (const moment of Object.values(written)) if (moment.place === 'unsaved') write(moment);
    },
    /** Forgets a version of ours; `instead` is what the server has. */
    letGo: (item: QueueItem, instead: MomentView | null): void => {
      dropQueued(({ id }) => id === item.id);
      if (instead) put([instead]);
    },
    /** A page of the server's list. @throws {ApiError} */
    read,
  };
};

export const momentState = createMoments();

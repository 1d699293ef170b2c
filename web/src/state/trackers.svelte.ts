/** Trackers and their logs. A log is shown at once, and goes again with a sentence when the server refuses it. */
import {
  createLogs,
  createTracker,
  deleteTracker,
  getTracker,
  listLogs,
  listTrackers,
  updateTracker,
  voidLog,
  type LogInput,
  type LogView,
  type TrackerView,
} from '#core/contract/trackers.ts';
import type { CallOf } from '#core/contract/endpoint.ts';
import { allPages } from '../api/all-pages.ts';
import { ApiError, call } from '../api/call.ts';
import { newId } from '../api/new-id.ts';
import { session } from './session.svelte.ts';

export type NewTracker = CallOf<typeof createTracker>['body'];
export type TrackerChange = NonNullable<CallOf<typeof updateTracker>['body']>;
/** What a person types, and when it was so. */
export interface Typed {
  readonly value: string;
  /** `undefined`: now. */
  readonly at?: string;
}
/** What became of the last log of a tracker, in the server's words where it was refused. */
export interface LogNews {
  readonly kind: 'logged' | 'refused' | 'void';
  readonly value: string;
  /** The server's code and words, where it refused. */
  readonly code: string | null;
  readonly detail: string | null;
  readonly undo: (() => void) | null;
}

/** Marks a log that is on its way. */
const PENDING = 'pending:';
export const isPending = ({ id }: Pick<LogView, 'id'>): boolean => id.startsWith(PENDING);

const valueOf = ({ value_kind }: TrackerView, value: string): Partial<LogInput> =>
  value_kind === 'number' ? { value_number: value } : { value_text: value };
const newestFirst = (logs: readonly LogView[]) =>
  logs.toSorted((a, b) => b.logged_at.localeCompare(a.logged_at) || b.id.localeCompare(a.id));

const createTrackers = () => {
  let trackers = $state.raw<readonly TrackerView[]>([]);
  let archived = $state.raw<readonly TrackerView[]>([]);
  let status = $state<'loading' | 'here'>('loading');
  /** By tracker: newest first, from `logsFrom` on. */
  let logs = $state.raw<Readonly<Record<string, readonly LogView[]>>>({});
  let news = $state.raw<Readonly<Record<string, LogNews>>>({});

  const put = (view: TrackerView): void => {
    const outOf = (list: readonly TrackerView[]) => list.filter(({ id }) => id !== view.id);
    const into = (list: readonly TrackerView[]) =>
      list.some(({ id }) => id === view.id) ? list.map((one) => (one.id === view.id ? view : one)) : [view, ...list];
    trackers = view.archived_at === null ? into(trackers) : outOf(trackers);
    archived = view.archived_at === null ? outOf(archived) : into(archived);
  };
  const find = (id: string): TrackerView | undefined => [...trackers, ...archived].find((one) => one.id === id);
  const putLogs = (id: string, change: (list: readonly LogView[]) => readonly LogView[]): void => {
    const known = logs[id];
    if (known) logs = { ...logs, [id]: newestFirst(change(known)) };
  };
  const putLog = (log: LogView): void =>
    putLogs(log.tracker_id, (list) => [...list.filter(({ id }) => id !== log.id), log]);
  const tell = (id: string, what: LogNews | null): void => {
    const { [id]: _, ...others } = news;
    news = what === null ? others : { ...others, [id]: what };
  };
  const open = async (id: string): Promise<void> => put(await call(getTracker, { params: { id } }));

  const takeBack = async (log: LogView, reason: string): Promise<void> => {
    putLog(await call(voidLog, { params: { id: log.id }, body: reason === '' ? undefined : { reason } }));
    tell(log.tracker_id, {
      kind: 'void',
      value: log.value_number ?? log.value_text ?? '',
      code: null,
      detail: null,
      undo: null,
    });
    await open(log.tracker_id);
  };

  /** The log as it will be, until the server has it. */
  const draftOf = (tracker: TrackerView, { value, at }: Typed): LogView => {
    const client = newId();
    const now = new Date().toISOString();
    return {
      id: `${PENDING}${client}`,
      tracker_id: tracker.id,
      logged_at: at ?? now,
      value_number: tracker.value_kind === 'number' ? value : null,
      value_text: tracker.value_kind === 'text' ? value : null,
      value_json: null,
      client_log_id: client,
      voided_at: null,
      void_reason: null,
      created_at: now,
    };
  };
  const log = async (tracker: TrackerView, typed: Typed): Promise<boolean> => {
    const draft = draftOf(tracker, typed);
    const before = tracker.last_log;
    const isNewest = before === null || before.logged_at <= draft.logged_at;
    tell(tracker.id, null);
    putLog(draft);
    if (isNewest) put({ ...tracker, last_log: draft });
    const forget = () => putLogs(tracker.id, (list) => list.filter(({ id }) => id !== draft.id));
    try {
      const body = {
        ...valueOf(tracker, typed.value),
        client_log_id: draft.client_log_id ?? '',
        ...(typed.at !== undefined && { logged_at: typed.at }),
      };
      const kept = (await call(createLogs, { params: { id: tracker.id }, body })) as LogView;
      forget();
      putLog(kept);
      const shown = find(tracker.id);
      if (shown?.last_log?.id === draft.id) put({ ...shown, last_log: kept });
      const undo = () => void takeBack(kept, '').catch(() => undefined);
      tell(tracker.id, { kind: 'logged', value: typed.value, code: null, detail: null, undo });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      forget();
      const shown = find(tracker.id);
      if (shown?.last_log?.id === draft.id) put({ ...shown, last_log: before });
      tell(tracker.id, { kind: 'refused', value: typed.value, code: error.code, detail: error.message, undo: null });
      return false;
    }
  };

  /** Somebody else may sign in next. Done here, so that Home need not load this file. */
  const clear = (): void => {
    trackers = [];
    archived = [];
    logs = {};
    news = {};
    status = 'loading';
  };
  $effect.root(() => {
    $effect(() => {
      if (session.status !== 'signed-in') clear();
    });
  });

  return {
    /** Newest first, without those in the archive. */
    get trackers() {
      return trackers;
    },
    get archived() {
      return archived;
    },
    get status() {
      return status;
    },
    find,
    open,
    logsOf: (id: string): readonly LogView[] | undefined => logs[id],
    newsOf: (id: string): LogNews | null => news[id] ?? null,
    tell,
    load: async (): Promise<void> => {
      trackers = await allPages((query) => call(listTrackers, { query }));
      status = 'here';
    },
    loadArchived: async (): Promise<void> => {
      archived = await allPages((query) => call(listTrackers, { query: { ...query, archived: 'true' } }));
    },
    /** Logs from the instant `from` on, those taken back too. @throws {ApiError} */
    readLogs: async (id: string, from: string): Promise<void> => {
      const read = await allPages((query) => call(listLogs, { params: { id }, query: { ...query, from } }));
      logs = { ...logs, [id]: read };
    },
    create: async (body: NewTracker): Promise<TrackerView> => {
      const made = await call(createTracker, { body });
      put(made);
      return made;
    },
    change: async (id: string, body: TrackerChange): Promise<void> =>
      put(await call(updateTracker, { params: { id }, body })),
    setArchived: async (tracker: TrackerView, isArchived: boolean): Promise<void> => {
      if (isArchived) {
        await call(deleteTracker, { params: { id: tracker.id } });
        put({ ...tracker, archived_at: new Date().toISOString() });
      } else put(await call(updateTracker, { params: { id: tracker.id }, body: { archived: false } }));
    },
    log,
    takeBack,
  };
};

export const trackerState = createTrackers();

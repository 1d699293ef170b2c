/** Items for tests: whole, with what matters to a test put over it. */
import { entityKeyOf, type Content, type Entry, type MomentBody, type QueueItem } from './queue-item.ts';

export const USER = 'user-1';
export const AT = '2026-03-02T08:00:00.000Z';
export const NOW = Date.parse(AT);

let made = 0;
/** A new name each time. */
export const newName = (): string => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;

export const moment = (client: string, body: Partial<MomentBody> = {}): Extract<Content, { kind: 'moment' }> => ({
  kind: 'moment',
  body: { client_event_id: client, client_revision: 1, occurred_at: AT, valence: 'positive', ...body },
});
export const completion = (client: string, date = '2026-03-02'): Content => ({
  kind: 'completion',
  body: { habit_id: 'habit-1', completion_date: date, client_completion_id: client },
});
export const undo = (client: string, date = '2026-03-02'): Content => ({
  kind: 'completion_undo',
  body: { habit_id: 'habit-1', completion_date: date, client_completion_id: client },
});
export const attempt = (client: string, step = 'step-1', at = AT): Content => ({
  kind: 'attempt',
  body: { step_id: step, outcome: 'pass', occurred_at: at, client_attempt_id: client },
});
export const trackerLog = (client: string): Content => ({
  kind: 'tracker_log',
  body: { tracker_id: 'tracker-1', logged_at: AT, value_number: '92.4', client_log_id: client },
});
export const note = (client: string, message = 'vet tomorrow', at = AT): Content => ({
  kind: 'note',
  body: { message, received_at: at, client_msg_id: client },
});

export const entryOf = (content: Content, over: Partial<Entry> = {}): Entry =>
  ({ id: newName(), userId: USER, queuedAt: NOW, isDeviceTime: true, ...over, ...content }) as Entry;

export const itemOf = (content: Content, seq: number, over: Partial<QueueItem> = {}): QueueItem =>
  ({
    ...entryOf(content),
    seq,
    entityKey: entityKeyOf(content),
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
    reason: null,
    batchLimit: 200,
    correctionMs: null,
    ...over,
  }) as QueueItem;

/** What is logged on this device and waits to be sent (spec 5.1). */
import type { Problem } from '#core/contract/common.ts';

/** A moment, whole: a later version replaces the earlier one. */
export interface MomentBody {
  /** Made on the device, and never another one. */
  readonly client_event_id: string;
  /** The revision the server has, as far as this device knows, plus 1: 1 for a new moment. */
  readonly client_revision: number;
  /** RFC 3339. */
  readonly occurred_at: string;
  readonly valence: 'positive' | 'negative';
  /** 1 to 5. */
  readonly intensity?: number;
  readonly tags?: readonly string[];
  readonly context?: Readonly<Record<string, unknown>>;
  readonly notes?: string | null;
  /** It is taken back. */
  readonly deleted?: boolean;
}

export interface CompletionBody {
  readonly habit_id: string;
  /** `YYYY-MM-DD`: always said, since the server's today is another day by the time this arrives. */
  readonly completion_date: string;
  /** `HH:MM` or `HH:MM:SS`. */
  readonly completion_time?: string;
  readonly client_completion_id: string;
}

/** Takes back the completion with this `client_completion_id`. */
export interface CompletionUndoBody {
  readonly habit_id: string;
  /** The day of the completion that is undone. */
  readonly completion_date: string;
  readonly client_completion_id: string;
}

export interface AttemptBody {
  readonly step_id: string;
  readonly outcome: 'pass' | 'neutral' | 'needs_work';
  /** RFC 3339. */
  readonly occurred_at: string;
  readonly duration_seconds?: number;
  readonly note?: string;
  readonly client_attempt_id: string;
}

/** Exactly one of the three values. */
export interface TrackerLogBody {
  readonly tracker_id: string;
  /** RFC 3339. */
  readonly logged_at: string;
  /** Decimal. */
  readonly value_number?: string;
  readonly value_text?: string;
  readonly value_json?: unknown;
  readonly client_log_id: string;
}

export interface NoteBody {
  readonly message: string;
  /** RFC 3339: the instant that relative dates in the message are read from. */
  readonly received_at: string;
  readonly client_msg_id: string;
}

interface Bodies {
  readonly moment: MomentBody;
  readonly completion: CompletionBody;
  readonly completion_undo: CompletionUndoBody;
  readonly attempt: AttemptBody;
  readonly tracker_log: TrackerLogBody;
  readonly note: NoteBody;
}
export type QueueKind = keyof Bodies;

/** A kind with its body. */
export type Content = { [K in QueueKind]: { readonly kind: K; readonly body: Bodies[K] } }[QueueKind];

export type ItemState = 'waiting' | 'sending' | 'rejected';

/** Why the server did not take an item, for the user to read. */
export interface Reason {
  /** The server's stable code, or `conflict`: another device wrote the same revision. */
  readonly code: string;
  readonly detail: string;
  /** The input field that is at fault, if there is one. */
  readonly field: string | null;
  /** Of a conflict: what the server has. */
  readonly current: StoredMoment | null;
}

/** What the server shows of a moment that is in conflict; the fields beside the revision are for the page. */
export interface StoredMoment {
  readonly client_revision: number;
  readonly [field: string]: unknown;
}

interface EntryColumns {
  /** UUID made on the device; entering the same one again changes nothing. */
  readonly id: string;
  /** Whose it is: several accounts may share a device. */
  readonly userId: string;
  /** Epoch milliseconds, by the device's clock. */
  readonly queuedAt: number;
  /** The instant in the body was read from the device's clock, so it is as wrong as the clock is. */
  readonly isDeviceTime: boolean;
}

interface ItemColumns extends EntryColumns {
  /** Place in the queue, ascending; given by the store. */
  readonly seq: number;
  /** What must keep its order; see `entityKeyOf`. */
  readonly entityKey: string;
  readonly state: ItemState;
  /** How often it was handed to the network. 0: the server cannot know of it. */
  readonly attempts: number;
  /** Epoch milliseconds; 0: at once. */
  readonly nextAttemptAt: number;
  /** `null` unless `rejected`. */
  readonly reason: Reason | null;
  /** How many items at most share a request with it; less than the rule after a batch that failed as a whole. */
  readonly batchLimit: number;
  /** Milliseconds added to the instant in the body when it is sent; `null`: not settled yet (`clock-offset.ts`). */
  readonly correctionMs: number | null;
}

/** What enters the queue. */
export type Entry = EntryColumns & Content;
/** What stands in the queue. */
export type QueueItem = ItemColumns & Content;
/** An item that has no place yet. */
export type PlacelessItem = Omit<ItemColumns, 'seq'> & Content;

/**
 * Items with the same key go out one after the other. A habit's day is one, so that an undo never overtakes what it
 * undoes, nor a new completion the undo before it; so is a moment with its versions, and a step with its attempts.
 */
export const entityKeyOf = (content: Content): string => {
  switch (content.kind) {
    case 'moment':
      return `moment:${content.body.client_event_id}`;
    case 'completion':
    case 'completion_undo':
      return `habit:${content.body.habit_id}:${content.body.completion_date}`;
    case 'attempt':
      return `step:${content.body.step_id}`;
    case 'tracker_log':
      return `log:${content.body.client_log_id}`;
    case 'note':
      return `note:${content.body.client_msg_id}`;
  }
};

/** The reason as the page shows it. `problem` is what the server said, and may lack anything. */
export const reasonOf = (problem: Partial<Problem>, current: StoredMoment | null = null): Reason => ({
  code: problem.code ?? 'rejected',
  detail: problem.detail ?? problem.title ?? 'The server did not take it.',
  field: problem.field ?? null,
  current,
});

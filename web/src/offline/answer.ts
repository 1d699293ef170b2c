/** What came of a request, whatever carried it: the port between the queue and the network. */
import type { Problem } from '#core/contract/common.ts';
import type { QueueItem, QueueKind, StoredMoment } from './queue-item.ts';

/** Items of one kind: several moments, or one of anything else. */
export interface SendRequest {
  readonly kind: QueueKind;
  /** At least one. */
  readonly items: readonly QueueItem[];
}

/** The server has it: it was new, it was there, it replaced what was there, or it is taken back. */
export interface Taken {
  readonly status: 'accepted' | 'duplicate' | 'updated' | 'deleted';
  /** The server's view, for the page to show at once; `null` where it sends none. */
  readonly view: unknown;
}

/** What became of one item. */
export type ItemResult =
  | Taken
  | { readonly status: 'rejected'; readonly problem: Partial<Problem> }
  | { readonly status: 'conflict'; readonly problem: Partial<Problem>; readonly current: StoredMoment | null };

interface Heard {
  /** The server's clock less the device's, in milliseconds; left out where no server of ours answered. */
  readonly clockOffsetMs?: number;
}

export type Answer =
  /** In the order of the items. */
  | ({ readonly kind: 'results'; readonly results: readonly ItemResult[] } & Heard)
  /** 401: nobody is signed in. */
  | ({ readonly kind: 'signedOut' } & Heard)
  /** The server asks to wait so long, or does not say how long (`null`). */
  | ({ readonly kind: 'later'; readonly afterMs: number | null } & Heard)
  /**
   * Nobody knows whether the request arrived. `server`: the server itself failed over it, so that one of the items may
   * be why; `connection`: the items have no part in it.
   */
  | ({ readonly kind: 'unreachable'; readonly blame: 'connection' | 'server' } & Heard)
  /** The request was refused as a whole. */
  | ({ readonly kind: 'refused'; readonly problem: Partial<Problem> } & Heard);

/** Sends, and says what came of it. It never throws for what the network or the server does. */
export type Send = (request: SendRequest) => Promise<Answer>;

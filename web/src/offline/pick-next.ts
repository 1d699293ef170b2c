/** What is sent next: order is kept within an entity, and nowhere else (spec 5.1). */
import { MOMENTS_MAX } from '#core/contract/moments.ts';
import { hasCome } from './backoff.ts';
import type { QueueItem } from './queue-item.ts';

/** Moments of one request at most. */
export const BATCH_MAX = MOMENTS_MAX;

/** What was found so far, looking through the queue from its head, part by part. */
export interface Picked {
  /** One request: moments, or one item of another kind. */
  readonly chosen: readonly QueueItem[];
  /** Items that are due and spoiled a request before; the first 200, longest due first. */
  readonly suspects: readonly QueueItem[];
  /** Entities of which an earlier item stands in the way. */
  readonly held: ReadonlySet<string>;
  /** Epoch milliseconds of the next item that becomes due; `null`: none waits for a time. */
  readonly dueAt: number | null;
}

export const NOTHING_PICKED: Picked = { chosen: [], suspects: [], held: new Set(), dueAt: null };

/** A completion that was refused decides what an undo or a second one means; other kinds do without each other. */
const standsInTheWay = ({ state, kind }: QueueItem): boolean =>
  state !== 'rejected' || kind === 'completion' || kind === 'completion_undo';

/** Adds items to a request as long as they fit. */
const fill = (request: readonly QueueItem[], items: readonly QueueItem[]): readonly QueueItem[] => {
  const filled = [...request];
  let limit = Math.min(BATCH_MAX, ...request.map(({ batchLimit }) => batchLimit));
  for (const item of items) {
    const isFirst = filled.length === 0;
    const joins = filled[0]?.kind === 'moment' && item.kind === 'moment';
    if (!isFirst && !(joins && filled.length < Math.min(limit, item.batchLimit))) continue;
    filled.push(item);
    limit = Math.min(limit, item.batchLimit);
  }
  return filled;
};

/** Looks at the next part of a user's queue, ascending by `seq`, and takes what is due and fits. `now`: epoch milliseconds. */
export const pickFrom = (before: Picked, items: readonly QueueItem[], now: number): Picked => {
  const held = new Set(before.held);
  const due: QueueItem[] = [];
  let { dueAt } = before;
  for (const item of items) {
    if (held.has(item.entityKey)) continue;
    if (standsInTheWay(item)) held.add(item.entityKey);
    if (item.state !== 'waiting') continue;
    if (hasCome(item.nextAttemptAt, now)) due.push(item);
    else dueAt = Math.min(dueAt ?? Infinity, item.nextAttemptAt);
  }
  /** A time that another clock set, far ahead, is as good as none. */
  const since = ({ nextAttemptAt }: QueueItem): number => (nextAttemptAt > now ? 0 : nextAttemptAt);
  const isSuspect = ({ batchLimit }: QueueItem): boolean => batchLimit < BATCH_MAX;
  return {
    chosen: fill(
      before.chosen,
      due.filter((item) => !isSuspect(item)),
    ),
    suspects: [...before.suspects, ...due.filter(isSuspect)]
      .toSorted((a, b) => since(a) - since(b) || a.seq - b.seq)
      .slice(0, BATCH_MAX),
    held,
    dueAt,
  };
};

/**
 * One request of those that spoiled one before, for when the whole queue was looked through and nothing else is due: so
 * nothing waits for them, and the one that failed longest ago goes first, so that they do not wait for each other.
 */
export const lastResort = ({ suspects }: Picked): readonly QueueItem[] => fill([], suspects);

/** What an answer does to the items it is for (spec 5.1, per-item results). */
import type { Answer, ItemResult, SendRequest, Taken } from './answer.ts';
import { backoffMs } from './backoff.ts';
import { betterCorrection } from './clock-offset.ts';
import { gateAfter, type Gate } from './gate.ts';
import { reasonOf, type QueueItem, type Reason } from './queue-item.ts';
import { waitAgain } from './queue-state.ts';

/** How an item left the queue; `superseded`: not taken, while a newer version of the same moment stands for it. */
export type Outcome = Taken | { readonly status: 'superseded'; readonly view: null };

export interface Left {
  readonly item: QueueItem;
  readonly outcome: Outcome;
}

export interface Settlement {
  readonly left: readonly Left[];
  /** Items that stay, as they are now; beside those that were sent also newer versions that a conflict stops. */
  readonly kept: readonly QueueItem[];
  readonly gate: Gate;
}

export interface SettleContext {
  readonly gate: Gate;
  /** Of each entity that was sent, the item behind it, if there is one. */
  readonly behind: ReadonlyMap<string, QueueItem>;
  /** The server's clock less the device's, in milliseconds, as known now. */
  readonly offsetMs: number | null;
  /** Epoch milliseconds by the device. */
  readonly now: number;
  /** In [0, 1). */
  readonly random: number;
}

const FUTURE = 'future_date';
const SUPERSEDED: Outcome = { status: 'superseded', view: null };

const rejected = (item: QueueItem, reason: Reason): QueueItem => ({ ...item, state: 'rejected', reason });

type One = Omit<Settlement, 'gate'>;
const keep = (item: QueueItem): One => ({ left: [], kept: [item] });

const refuse = (item: QueueItem, reason: Reason, { behind, offsetMs }: SettleContext): One => {
  const correctionMs = reason.code === FUTURE ? betterCorrection(item, offsetMs) : null;
  // It was refused for the clock's fault, and now the clock is known.
  if (correctionMs !== null) return keep({ ...waitAgain(item), correctionMs, nextAttemptAt: 0 });
  const newer = behind.get(item.entityKey);
  if (item.kind !== 'moment' || newer?.kind !== 'moment') return keep(rejected(item, reason));
  const left = [{ item, outcome: SUPERSEDED }];
  // The newer version would go over the other device's words unseen: it is what the user decides about.
  return { left, kept: reason.current === null ? [] : [rejected(newer, reason)] };
};

const settleOne = (item: QueueItem, result: ItemResult, context: SettleContext): One => {
  if (result.status === 'rejected') return refuse(item, reasonOf(result.problem), context);
  if (result.status === 'conflict') {
    const current = result.current ?? { client_revision: item.kind === 'moment' ? item.body.client_revision : 0 };
    return refuse(item, { ...reasonOf(result.problem, current), code: 'conflict' }, context);
  }
  return { left: [{ item, outcome: result }], kept: [] };
};

/** Smaller and smaller requests, until the item that spoils them stands alone. */
const halved = (items: readonly QueueItem[]): readonly QueueItem[] =>
  items.map((item) => ({ ...waitAgain(item), batchLimit: Math.max(1, Math.ceil(items.length / 2)) }));

/** The server failed: smaller, and later than the gate opens. A version that has a newer one need not try again. */
const suspect = (items: readonly QueueItem[], gate: Gate, { behind, now, random }: SettleContext): One => {
  const hasNewer = ({ kind, entityKey }: QueueItem): boolean => kind === 'moment' && behind.has(entityKey);
  const later = (item: QueueItem): QueueItem => ({
    ...item,
    nextAttemptAt: (gate.openAt ?? now) + backoffMs(item.attempts, random),
  });
  return {
    left: items.filter(hasNewer).map((item) => ({ item, outcome: SUPERSEDED })),
    kept: halved(items)
      .filter((item) => !hasNewer(item))
      .map(later),
  };
};

const settleAll = (items: readonly QueueItem[], answer: Answer, gate: Gate, context: SettleContext): One => {
  switch (answer.kind) {
    case 'results': {
      const settled = items.map((item, index) => {
        const result = answer.results[index];
        return result ? settleOne(item, result, context) : keep(waitAgain(item));
      });
      return { left: settled.flatMap(({ left }) => left), kept: settled.flatMap(({ kept }) => kept) };
    }
    case 'refused': {
      const [first] = items;
      if (!first || items.length > 1) return { left: [], kept: halved(items) };
      return refuse(first, reasonOf(answer.problem), context);
    }
    case 'unreachable':
      if (answer.blame === 'server') return suspect(items, gate, context);
      return { left: [], kept: items.map(waitAgain) };
    case 'signedOut':
    case 'later':
      return { left: [], kept: items.map(waitAgain) };
  }
};

const GARBLED: Answer = { kind: 'unreachable', blame: 'connection' };

/** What leaves, what stays and why, and when the next request may go. Each item of the request is in exactly one place. */
export const settle = ({ items }: Pick<SendRequest, 'items'>, heard: Answer, context: SettleContext): Settlement => {
  const answer = heard.kind === 'results' && heard.results.length !== items.length ? GARBLED : heard;
  const gate = gateAfter(context.gate, answer, context.now, context.random);
  return { ...settleAll(items, answer, gate, context), gate };
};

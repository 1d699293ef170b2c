/** What a user did, as a plain list, and what must be true of the queue and the server whatever became of it. */
import { expect } from 'vitest';
import { entityKeyOf, type Content, type QueueItem } from './queue-item.ts';
import type { Device } from './test-device.ts';
import { entryOf } from './test-items.ts';
import type { TestServer } from './test-server.ts';

/** A mark is what the server is to hear of one thing that was logged: its last words, if there are several. */
export const markOf = ({ kind, body }: Content): string => {
  switch (kind) {
    case 'moment':
      return body.notes ?? '';
    case 'completion':
      return body.client_completion_id;
    case 'completion_undo':
      return `undo:${body.client_completion_id}`;
    case 'attempt':
      return body.client_attempt_id;
    case 'tracker_log':
      return body.client_log_id;
    case 'note':
      return body.client_msg_id;
  }
};

export interface LoggedMoment {
  readonly client: string;
  /** What the device said when it was logged, and when that truly was, in epoch milliseconds. */
  readonly at: string;
  readonly trueAt: number;
  /** The last words, and whether they take it back. */
  mark: string;
  isDeleted: boolean;
  /** The server's revision as the page saw it last. */
  known: number;
  isEditedElsewhere: boolean;
}

/** What the user did, as a plain list. */
export interface Model {
  readonly moments: LoggedMoment[];
  /** Completions that stand, by day. */
  readonly days: Map<string, string>;
  /** Marks that must reach the server or stand in the queue. */
  readonly due: Set<string>;
  /** Marks in the order in which they were logged, by what must keep its order. */
  readonly order: Map<string, string[]>;
  /** Marks that were taken back before anything was sent: the server must not know of them. */
  readonly withdrawn: Set<string>;
  count: number;
  isClockPutRight: boolean;
}

export const newModel = (): Model => ({
  moments: [],
  days: new Map(),
  due: new Set(),
  order: new Map(),
  withdrawn: new Set(),
  count: 0,
  isClockPutRight: false,
});

export interface Real {
  readonly device: Device;
  readonly server: TestServer;
  /** Epoch milliseconds that have truly passed, and by how much the device is ahead of that. */
  readonly time: { passed: number; ahead: number };
}

/** A word that was not used yet. */
export const fresh = (model: Model): string => `#${(model.count += 1)}`;

/** Something was logged, and must keep its order with what has the same `entity`. */
export const remember = (model: Model, entity: string, mark: string): void => {
  model.due.add(mark);
  model.order.set(entity, [...(model.order.get(entity) ?? []), mark]);
};

/** Everything due is in the queue or was taken; what was withdrawn was not; the queue itself is in order. */
export const check = async (model: Model, { device, server }: Real): Promise<readonly QueueItem[]> => {
  const items = await device.items();
  const queued = new Set(items.map(markOf));
  for (const mark of model.due) expect(queued.has(mark) || server.heard.has(mark), `${mark} is lost`).toBe(true);
  for (const mark of model.withdrawn) expect(server.heard.has(mark), `${mark} was taken back`).toBe(false);
  expect(new Set(device.left).size).toBe(device.left.length);
  const versions = items.filter(({ kind }) => kind === 'moment').map(({ entityKey }) => entityKey);
  for (const key of versions) expect(versions.filter((one) => one === key).length).toBeLessThanOrEqual(2);
  for (const [entity, marks] of model.order) {
    const taken = [...server.heard].filter((mark) => marks.includes(mark));
    expect(taken, entity).toEqual(marks.filter((mark) => taken.includes(mark)));
  }
  for (const { reason, kind, body } of items) {
    const isTorn =
      kind === 'moment' && model.moments.some((one) => one.client === body.client_event_id && one.isEditedElsewhere);
    // A clock or an answer that was lost must never look like a second device.
    if (reason?.code === 'conflict') expect(isTorn, JSON.stringify(body)).toBe(true);
    if (reason?.code === 'future_date') expect(model.isClockPutRight).toBe(true);
  }
  return items;
};

/** Where the user is, and after how many steps the browser dies there; `null`: it lives. */
export interface Place {
  readonly tab: number;
  readonly steps: number | null;
}

const isUndo = ({ kind, body }: Content): boolean =>
  kind === 'completion_undo' || (kind === 'moment' && body.deleted === true);

/**
 * Logs in a tab that may die over it, and tells what the queue made of it: its mark, or '' when it took back what was
 * never sent. Nothing is told when it died before.
 */
export const log = async (
  model: Model,
  real: Real,
  { tab, steps }: Place,
  content: Content,
  then: (mark: string) => void,
): Promise<void> => {
  const entry = entryOf(content, { queuedAt: real.time.passed + real.time.ahead });
  const before = await real.device.items();
  let isTold = false;
  await real.device.within(tab, steps, async ({ store }) => {
    await store.enqueue(entry);
    isTold = true;
  });
  const after = await real.device.items();
  const isIn = after.some(({ id }) => id === entry.id);
  const gone = before.filter(({ id }) => !after.some((item) => item.id === id));
  // Saved, once it was said; and nothing goes but for a newer one of its own, or an undo.
  expect(isIn || gone.length > 0 || !isTold).toBe(true);
  expect(isIn || gone.length === 0 || isUndo(content)).toBe(true);
  for (const item of gone) {
    expect(item.entityKey).toBe(entityKeyOf(content));
    model.due.delete(markOf(item));
    if (!isIn) model.withdrawn.add(markOf(item));
  }
  if (isIn) then(markOf(content));
  else if (gone.length > 0) then('');
};

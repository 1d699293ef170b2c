import { expect, test } from 'vitest';
import { reasonOf, type QueueItem } from './queue-item.ts';
import { canDiscard, placeEntry, retried, startSending } from './queue-state.ts';
import { attempt, completion, entryOf, itemOf, moment, note, undo } from './test-items.ts';

const refused = { state: 'rejected', attempts: 1, reason: reasonOf({ code: 'validation_failed' }) } as const;
const inConflict = (revision: number) =>
  ({
    state: 'rejected',
    attempts: 1,
    reason: { ...reasonOf({}, { client_revision: revision }), code: 'conflict' },
  }) as const;
const bodyOf = (item: { readonly body: unknown } | null) => item?.body as Record<string, unknown>;
const place = (ahead: readonly QueueItem[], content: Parameters<typeof entryOf>[0], offsetMs: number | null = null) =>
  placeEntry(ahead, entryOf(content), offsetMs);

test('a newer version takes the place of one that was not sent, and keeps its revision', () => {
  const ahead = [itemOf(moment('m'), 7)];
  const { removed, replaced, added } = place(ahead, moment('m', { notes: 'by the gate' }));
  expect([removed, added, replaced?.seq, replaced?.attempts]).toEqual([[], null, 7, 0]);
  expect(bodyOf(replaced)).toMatchObject({ notes: 'by the gate', client_revision: 1 });
});

test('behind one that may have arrived a newer version waits, with a revision of its own', () => {
  for (const over of [{ state: 'sending', attempts: 1 }, { attempts: 2 }] as const) {
    const { removed, replaced, added } = place([itemOf(moment('m'), 7, over)], moment('m', { notes: 'x' }));
    expect([removed, replaced]).toEqual([[], null]);
    expect(bodyOf(added)['client_revision']).toBe(2);
  }
  const [sent, unsent] = [
    itemOf(moment('m'), 7, { attempts: 2 }),
    itemOf(moment('m', { client_revision: 2, notes: 'x' }), 8),
  ];
  const third = place([sent, unsent], moment('m', { notes: 'y' }));
  expect([third.replaced?.seq, bodyOf(third.replaced)]).toEqual([
    8,
    expect.objectContaining({ client_revision: 2, notes: 'y' }),
  ]);
});

test('an edit of a version that the server fails over goes instead of it', () => {
  const spoilt = itemOf(moment('m'), 7, { attempts: 3, batchLimit: 1 });
  const { replaced } = place([spoilt], moment('m', { notes: 'shorter' }));
  expect(replaced).toMatchObject({ seq: 7, attempts: 0, batchLimit: 200, body: { client_revision: 2 } });
});

test('an edit of what was refused replaces it; an edit of a conflict goes over what the server has', () => {
  const edited = place([itemOf(moment('m'), 7, refused)], moment('m', { notes: 'shorter' }));
  expect([edited.removed, bodyOf(edited.added)]).toEqual([[7], expect.objectContaining({ client_revision: 1 })]);
  const decided = place([itemOf(moment('m', { client_revision: 2 }), 7, inConflict(5))], moment('m'));
  expect([decided.removed, bodyOf(decided.added)['client_revision']]).toEqual([[7], 6]);
});

test('taking back what the server cannot know of takes both away', () => {
  const gone = { removed: [7], replaced: null, added: null };
  expect(place([itemOf(moment('m'), 7)], moment('m', { deleted: true }))).toEqual(gone);
  expect(place([itemOf(moment('m'), 7, refused)], moment('m', { deleted: true }))).toEqual(gone);
  expect(place([itemOf(completion('c'), 7)], undo('c'))).toEqual(gone);
});

test('taking back what it may know of is sent', () => {
  const known = itemOf(moment('m', { client_revision: 2 }), 7);
  expect(bodyOf(place([known], moment('m', { deleted: true })).replaced)['deleted']).toBe(true);
  const sent = itemOf(moment('m'), 7, { attempts: 1 });
  expect(bodyOf(place([sent], moment('m', { deleted: true })).added)).toMatchObject({
    deleted: true,
    client_revision: 2,
  });
  const conflict = itemOf(moment('m'), 7, inConflict(1));
  expect(bodyOf(place([conflict], moment('m', { deleted: true })).added)).toMatchObject({
    deleted: true,
    client_revision: 2,
  });
  expect(bodyOf(place([], moment('m', { deleted: true, client_revision: 2 })).added)['deleted']).toBe(true);
  expect(place([itemOf(completion('c'), 7, { attempts: 1 })], undo('c')).added?.kind).toBe('completion_undo');
  expect(place([itemOf(completion('other'), 7)], undo('c')).added?.kind).toBe('completion_undo');
  // It was refused, so there is nothing; but an undo of nothing is harmless, and a lost one is not.
  const refusedFirst = place([itemOf(completion('c'), 7, refused)], undo('c'));
  expect([refusedFirst.removed, refusedFirst.added?.kind]).toEqual([[7], 'completion_undo']);
});

test('two taps on one completion or one undo enter once, other things each time', () => {
  const nothing = { removed: [], replaced: null, added: null };
  expect(place([itemOf(completion('c'), 7)], completion('c'))).toEqual(nothing);
  expect(place([itemOf(undo('c'), 7)], undo('c'))).toEqual(nothing);
  expect(place([], attempt('a')).added?.entityKey).toBe('step:step-1');
  expect(place([], note('n')).added?.state).toBe('waiting');
});

test('a clock known to be wrong is settled at once, a right one when the item is sent', () => {
  const day = 86_400_000;
  expect(place([], moment('m'), day).added?.correctionMs).toBe(day);
  expect(place([], moment('m'), 60_000).added?.correctionMs).toBeNull();
  expect(placeEntry([], entryOf(moment('m'), { isDeviceTime: false }), day).added?.correctionMs).toBeNull();
  expect(startSending(itemOf(moment('m'), 1), -day)).toMatchObject({
    state: 'sending',
    attempts: 1,
    correctionMs: -day,
  });
});

test('trying again sends the same, and of a conflict the newest version', () => {
  const item = itemOf(note('n'), 3, { ...refused, nextAttemptAt: 9 });
  expect(retried(item)).toEqual({ ...item, state: 'waiting', nextAttemptAt: 0, reason: null });
  expect(bodyOf(retried(itemOf(moment('m'), 3, inConflict(4))))['client_revision']).toBe(5);
  const waiting = itemOf(note('n'), 3);
  expect(retried(waiting)).toBe(waiting);
});

test('only what is not at the server can be thrown away', () => {
  const can = [{}, refused, { attempts: 1 }, { state: 'sending', attempts: 1 }] as const;
  expect(can.map((over) => canDiscard(itemOf(note('n'), 1, over)))).toEqual([true, true, false, false]);
});

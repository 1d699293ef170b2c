import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MomentContent } from './moment.ts';
import { sameContent, syncMoment, type IncomingVersion, type MomentVersion, type SyncDecision } from './sync.ts';

const RUNS = { numRuns: 2000 };

const plain: MomentContent = {
  occurredAt: '2026-03-02T08:00:00.000Z',
  valence: 'negative',
  intensity: 3,
  tags: ['pulling', 'bike'],
  context: { trigger: 'bike', distance_m: 4 },
  notes: null,
};
const edited: MomentContent = { ...plain, intensity: 5 };

const row = (revision: number, content = plain, deleted = false): MomentVersion => ({ content, revision, deleted });
const sent = (revision: number | null, content = plain, deleted = false): IncomingVersion => ({
  content,
  revision,
  deleted,
});

describe('the table', () => {
  test.each<readonly [string, MomentVersion | null, IncomingVersion, SyncDecision]>([
    ['no row yet', null, sent(1), { status: 'created', row: row(1), writes: 'version' }],
    ['no row yet, a later version', null, sent(7), { status: 'created', row: row(7), writes: 'version' }],
    ['no row yet, no revision', null, sent(null), { status: 'created', row: row(1), writes: 'version' }],
    [
      'no row yet, undone already',
      null,
      sent(2, plain, true),
      { status: 'created', row: row(2, plain, true), writes: 'version' },
    ],
    ['the same', row(2), sent(2), { status: 'duplicate', row: row(2), writes: 'nothing' }],
    ['the same, older', row(2), sent(1), { status: 'duplicate', row: row(2), writes: 'nothing' }],
    ['the same, newer', row(2), sent(5), { status: 'duplicate', row: row(5), writes: 'revision' }],
    ['the same, no revision', row(2), sent(null), { status: 'duplicate', row: row(2), writes: 'nothing' }],
    ['a late retry', row(2, edited), sent(1), { status: 'duplicate', row: row(2, edited), writes: 'nothing' }],
    ['two devices', row(2), sent(2, edited), { status: 'conflict', row: row(2), writes: 'nothing' }],
    ['two devices, one undid it', row(2), sent(2, plain, true), { status: 'conflict', row: row(2), writes: 'nothing' }],
    ['an edit', row(2), sent(3, edited), { status: 'updated', row: row(3, edited), writes: 'version' }],
    ['an edit far on', row(2), sent(9, edited), { status: 'updated', row: row(9, edited), writes: 'version' }],
    ['an edit, no revision', row(2), sent(null, edited), { status: 'updated', row: row(3, edited), writes: 'version' }],
    ['an undo', row(2), sent(3, plain, true), { status: 'deleted', row: row(3, plain, true), writes: 'version' }],
    [
      'an undo, no revision',
      row(2),
      sent(null, plain, true),
      { status: 'deleted', row: row(3, plain, true), writes: 'version' },
    ],
    [
      'an undo twice',
      row(3, plain, true),
      sent(3, plain, true),
      { status: 'duplicate', row: row(3, plain, true), writes: 'nothing' },
    ],
    [
      'a late retry after an undo',
      row(3, plain, true),
      sent(1),
      { status: 'duplicate', row: row(3, plain, true), writes: 'nothing' },
    ],
    [
      'a late retry after an undo, no revision',
      row(2, plain, true),
      sent(null),
      { status: 'duplicate', row: row(2, plain, true), writes: 'nothing' },
    ],
    [
      'an edit of what was undone, no revision',
      row(2, plain, true),
      sent(null, edited),
      { status: 'updated', row: row(3, edited, true), writes: 'version' },
    ],
    ['the undo taken back', row(3, plain, true), sent(4), { status: 'updated', row: row(4), writes: 'version' }],
  ])('%s', (_, current, incoming, expected) => {
    expect(syncMoment(current, incoming)).toEqual(expected);
  });
});

describe('content', () => {
  test.each<readonly [string, Partial<MomentContent>]>([
    ['tags in another order', { tags: ['bike', 'pulling'] }],
    ['the same instant', { occurredAt: '2026-03-02T09:00:00+01:00' }],
    ['context in another order', { context: { distance_m: 4, trigger: 'bike' } }],
  ])('%s is the same', (_, change) => {
    expect(sameContent(plain, { ...plain, ...change })).toBe(true);
  });

  test.each<readonly [string, Partial<MomentContent>]>([
    ['time', { occurredAt: '2026-03-02T08:00:00.001Z' }],
    ['valence', { valence: 'positive' }],
    ['intensity', { intensity: 4 }],
    ['a tag more', { tags: ['pulling', 'bike', 'x'] }],
    ['a tag less', { tags: ['pulling'] }],
    ['another tag', { tags: ['pulling', 'x'] }],
    ['context', { context: { trigger: 'bike' } }],
    ['notes', { notes: 'x' }],
  ])('another %s is another content', (_, change) => {
    expect(sameContent(plain, { ...plain, ...change })).toBe(false);
    expect(sameContent({ ...plain, ...change }, plain)).toBe(false);
  });
});

/** Few different contents, so that versions often say the same. */
const content = fc
  .record({ intensity: fc.constantFrom(1, 2), tags: fc.constantFrom<readonly string[]>(['a'], ['b'], ['a', 'b']) })
  .map((part): MomentContent => ({ ...plain, ...part }));
const version = fc.record({
  content,
  revision: fc.option(fc.integer({ min: 1, max: 5 })),
  deleted: fc.boolean(),
});
const versions = fc.array(version, { minLength: 1, maxLength: 10, size: 'max' });

const deliver = (all: readonly IncomingVersion[]): MomentVersion | null =>
  all.reduce<MomentVersion | null>((current, incoming) => syncMoment(current, incoming).row, null);

/** Every version of one device and retries of some of them, in any order. */
const retried = fc
  .array(fc.record({ content, deleted: fc.boolean() }), { minLength: 1, maxLength: 6, size: 'max' })
  .chain((told) => {
    const all = told.map((one, index): IncomingVersion => ({ ...one, revision: index + 1 }));
    const keys = fc.array(fc.tuple(fc.nat(all.length - 1), fc.nat()), { maxLength: 8 });
    const order = fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), keys).map(([first, again]) =>
      again.reduce<readonly IncomingVersion[]>((items, [which, place]) => {
        const at = place % (items.length + 1);
        return [...items.slice(0, at), ...all.slice(which, which + 1), ...items.slice(at)];
      }, first),
    );
    return order.map((items) => ({ last: all.slice(-1), items }));
  });

test('replaying any item changes nothing', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(versions, (all) => {
      let current: MomentVersion | null = null;
      for (const incoming of all) {
        const first = syncMoment(current, incoming);
        const again = syncMoment(first.row, incoming);
        expect(again.row).toEqual(first.row);
        expect([first.status === 'conflict' ? 'conflict' : 'duplicate', 'nothing']).toEqual([
          again.status,
          again.writes,
        ]);
        seen.set(first.status, (seen.get(first.status) ?? 0) + 1);
        current = first.row;
      }
    }),
    RUNS,
  );
  expect([...seen.keys()].sort()).toEqual(['conflict', 'created', 'deleted', 'duplicate', 'updated']);
});

test('versions and their retries in any order end in the highest', () => {
  fc.assert(
    fc.property(retried, ({ last, items }) => {
      expect([deliver(items)]).toEqual(last);
    }),
    RUNS,
  );
});

test('what is deleted stays deleted under late retries, with and without revisions', () => {
  fc.assert(
    fc.property(versions, content, versions, (before, final, late) => {
      const current = deliver(before);
      const revision = (current?.revision ?? 0) + 1;
      const gone = syncMoment(current, { content: final, revision, deleted: true }).row;
      const older = late.map((one) => ({
        ...one,
        revision: one.revision === null ? null : Math.min(one.revision, revision),
      }));
      let row = gone;
      for (const incoming of older) {
        row = syncMoment(row, incoming).row;
        expect(row.deleted).toBe(true);
      }
    }),
    RUNS,
  );
});

test('the revision never falls, and rises with every version that is written', () => {
  fc.assert(
    fc.property(versions, (all) => {
      let current: MomentVersion | null = null;
      for (const incoming of all) {
        const before: number = current?.revision ?? 0;
        const { row: after, writes, status } = syncMoment(current, incoming);
        if (writes === 'nothing') expect(after).toBe(current);
        else expect(after.revision).toBeGreaterThan(before);
        expect(writes === 'version').toBe(['created', 'updated', 'deleted'].includes(status));
        current = after;
      }
    }),
    RUNS,
  );
});

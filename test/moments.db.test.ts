/** Moments with the dog through the API: sync by the table of spec 5.1, versions and rewards. */
import { describe, expect, test } from 'vitest';
import type { MomentInput, MomentResult } from '#core/contract/moments.ts';
import { useEverydayApp, type Person } from './support/everyday.ts';
import { daily, listed, moment, sync } from './support/moments.ts';

const { app, at, person, paid, settled, sameFromNothing } = useEverydayApp();

/** Versions of a moment that were accepted. */
const versions = ({ owner }: Person) =>
  app.db('event_raw').where({ user_id: owner.userId }).whereLike('event_name', 'behavior.%');
const stored = ({ owner }: Person) => app.db('behavior_events').where({ user_id: owner.userId });

const edited = { intensity: 5, tags: ['Lunging'], notes: 'At the corner' };

describe('the table of 5.1', () => {
  interface Row {
    readonly name: string;
    readonly before: readonly Partial<MomentInput>[];
    readonly sent: Partial<MomentInput>;
    readonly expect: Partial<MomentResult>;
    /** What is listed afterwards; `null`: nothing. */
    readonly intensity: number | null;
    readonly versions: number;
  }
  const noRevision = { client_revision: undefined };
  const rows: readonly Row[] = [
    {
      name: 'no row yet',
      before: [],
      sent: {},
      expect: { status: 'created', client_revision: 1 },
      intensity: 3,
      versions: 1,
    },
    {
      name: 'no row yet, no revision',
      before: [],
      sent: noRevision,
      expect: { status: 'created', client_revision: 1 },
      intensity: 3,
      versions: 1,
    },
    {
      name: 'the same',
      before: [{}],
      sent: {},
      expect: { status: 'duplicate', client_revision: 1 },
      intensity: 3,
      versions: 1,
    },
    {
      name: 'the same, spelled otherwise',
      before: [{}],
      sent: { tags: ['Bike', ' PULLING ', 'bike'], occurred_at: '2026-03-02T09:00:00+01:00', notes: ' ' },
      expect: { status: 'duplicate', client_revision: 1 },
      intensity: 3,
      versions: 1,
    },
    {
      name: 'the same, newer',
      before: [{}],
      sent: { client_revision: 4 },
      expect: { status: 'duplicate', client_revision: 4 },
      intensity: 3,
      versions: 1,
    },
    {
      name: 'a late retry',
      before: [{}, { client_revision: 3, ...edited }],
      sent: { client_revision: 2, intensity: 1 },
      expect: { status: 'duplicate', client_revision: 3 },
      intensity: 5,
      versions: 2,
    },
    {
      name: 'an older edit after one that changed nothing',
      before: [{}, { client_revision: 5 }],
      sent: { client_revision: 4, intensity: 1 },
      expect: { status: 'duplicate', client_revision: 5 },
      intensity: 3,
      versions: 1,
    },
    {
      name: 'two devices',
      before: [{}, { client_revision: 2, ...edited }],
      sent: { client_revision: 2, intensity: 1 },
      expect: { status: 'conflict', client_revision: 2 },
      intensity: 5,
      versions: 2,
    },
    {
      name: 'an edit',
      before: [{}],
      sent: { client_revision: 2, ...edited },
      expect: { status: 'updated', client_revision: 2 },
      intensity: 5,
      versions: 2,
    },
    {
      name: 'an edit, no revision',
      before: [{ client_revision: 7 }],
      sent: { ...noRevision, ...edited },
      expect: { status: 'updated', client_revision: 8 },
      intensity: 5,
      versions: 2,
    },
    {
      name: 'an undo',
      before: [{}],
      sent: { client_revision: 2, deleted: true },
      expect: { status: 'deleted', client_revision: 2 },
      intensity: null,
      versions: 2,
    },
    {
      name: 'an undo, no revision',
      before: [{}],
      sent: { ...noRevision, deleted: true },
      expect: { status: 'deleted', client_revision: 2 },
      intensity: null,
      versions: 2,
    },
    {
      name: 'a late retry after an undo',
      before: [{}, { client_revision: 2, deleted: true }],
      sent: {},
      expect: { status: 'duplicate', client_revision: 2 },
      intensity: null,
      versions: 2,
    },
    {
      name: 'an undo that comes first',
      before: [{ client_revision: 2, deleted: true }],
      sent: {},
      expect: { status: 'duplicate', client_revision: 2 },
      intensity: null,
      versions: 1,
    },
    {
      name: 'brought back',
      before: [{}, { client_revision: 2, deleted: true }],
      sent: { client_revision: 3 },
      expect: { status: 'updated', client_revision: 3 },
      intensity: 3,
      versions: 3,
    },
  ];
  const inOneCall = (row: Row, client: Person['client']) => sync(client, [...row.before, row.sent].map(moment));
  const inTurn = async (row: Row, client: Person['client']) => {
    for (const before of row.before) await sync(client, [moment(before)]);
    return sync(client, [moment(row.sent)]);
  };

  test.each(
    rows.flatMap((row) => [
      [row.name, 'in turn', row, inTurn] as const,
      [row.name, 'in one call', row, inOneCall] as const,
    ]),
  )('%s, %s', async (_, __, row, send) => {
    at('2026-03-02T12:00:00.000Z');
    const anna = await person();
    const results = await send(row, anna.client);
    const rowsNow = await stored(anna).select<{ id: string; client_revision: number; event_raw_id: string }[]>(
      ...['id', 'client_revision', 'event_raw_id'],
    );
    expect(rowsNow).toHaveLength(1);
    expect(results.at(-1)).toMatchObject({ ...row.expect, id: rowsNow[0]?.id, client_event_id: 'moment-0001' });
    expect(rowsNow[0]?.client_revision).toBe(row.expect.client_revision);
    expect((await listed(anna.client)).map(({ intensity }) => intensity)).toEqual(
      row.intensity === null ? [] : [row.intensity],
    );
    const accepted = await versions(anna).orderBy('id').pluck<string[]>('id');
    expect(accepted).toHaveLength(row.versions);
    expect(rowsNow[0]?.event_raw_id).toBe(accepted.at(-1));
    expect(await daily(anna.client, '2026-03-01', '2026-03-03')).toEqual(
      row.intensity === null ? [] : [`2026-03-02 0/1 ${row.intensity}.00`],
    );
  });

  test('a conflict shows what is stored, as it was when the item came', async () => {
    const { client } = await person();
    await sync(client, [
      moment({ client_revision: 2, ...edited, context: { trigger: 'Other dog', mine: { deep: [1] } } }),
    ]);
    const [mine] = await listed(client);
    const results = await sync(client, [
      moment({ client_revision: 2, intensity: 1 }),
      moment({ client_revision: 3, intensity: 2 }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['conflict', 'updated']);
    expect(results[0]?.current).toEqual(mine);
    expect(mine).toMatchObject({
      tags: ['lunging'],
      context: { trigger: 'other_dog', mine: { deep: [1] } },
      deleted_at: null,
    });
    expect(await listed(client)).toMatchObject([{ intensity: 2, tags: ['bike', 'pulling'], notes: null }]);
  });
});

test('every version is kept as it was told, under its own key', async () => {
  const anna = await person();
  await sync(anna.client, [
    moment(),
    moment({ client_revision: 2, ...edited }),
    moment({ client_revision: 3, deleted: true }),
  ]);
  const raw = await versions(anna)
    .orderBy('id')
    .select<{ external_event_id: string; payload: Record<string, unknown> }[]>('external_event_id', 'payload');
  expect(raw.map(({ external_event_id: key, payload }) => [key, payload['revision'], payload['deleted']])).toEqual([
    ['moment-0001:1', 1, false],
    ['moment-0001:2', 2, false],
    ['moment-0001:3', 3, true],
  ]);
  expect(raw[1]?.payload['moment']).toMatchObject({ intensity: 5, tags: ['lunging'], notes: 'At the corner' });
  const [row] = await stored(anna).select<{ event_raw_id: string }[]>('event_raw_id');
  expect(await app.db('event_raw').where({ id: row?.event_raw_id }).first()).toMatchObject({
    external_event_id: 'moment-0001:3',
  });
  // One reward for one moment, whatever was made of it.
  expect((await paid(anna, 'behavior.negative')).map(({ dedupe_key: key }) => key)).toHaveLength(1);
});

test.each([
  ['plain', { context: { trigger: 'bike' } }, '5.0000'],
  ['complete', { context: { trigger: 'bike', handler_response: 'none' } }, '7.0000'],
])('a %s moment is worth its value, good or hard, and what it earned stays', async (_, over, value) => {
  at('2026-03-02T12:00:00.000Z');
  const anna = await person();
  await sync(anna.client, [
    moment({ ...over, client_event_id: 'good-0001', valence: 'positive' }),
    moment({ ...over, client_event_id: 'hard-0001' }),
  ]);
  await settled(anna.owner.userId);
  const events = () =>
    app
      .db('events')
      .where({ user_id: anna.owner.userId })
      .whereLike('type', 'behavior.%')
      .orderBy('type')
      .select<object[]>('type', 'value');
  expect(await events()).toEqual([
    { type: 'behavior.negative', value },
    { type: 'behavior.positive', value },
  ]);
  const scored = await app.db('event_scores').where({ user_id: anna.owner.userId });
  await sync(anna.client, [
    moment({ ...over, client_event_id: 'good-0001', client_revision: 2, valence: 'negative' }),
    moment({ ...over, client_event_id: 'hard-0001', client_revision: 2, deleted: true }),
  ]);
  await settled(anna.owner.userId);
  expect(await events()).toHaveLength(2);
  expect(await app.db('event_scores').where({ user_id: anna.owner.userId })).toEqual(scored);
  expect(await listed(anna.client)).toMatchObject([{ client_event_id: 'good-0001', valence: 'negative' }]);
  expect(await daily(anna.client, '2026-03-01', '2026-03-03')).toEqual(['2026-03-02 0/1 3.00']);
  await sameFromNothing();
});

test('two people may use the same ids, and neither sees the other’s', async () => {
  const [anna, ben] = [await person(), await person()];
  await sync(anna.client, [moment({ notes: 'Mine' })]);
  const [result] = await sync(ben.client, [moment({ client_revision: 9, notes: 'Theirs', deleted: true })]);
  expect(result).toMatchObject({ status: 'created' });
  expect(await listed(anna.client)).toMatchObject([{ notes: 'Mine', client_revision: 1 }]);
  expect(await listed(ben.client)).toEqual([]);
  expect(await daily(ben.client, '2026-03-01', '2026-03-03')).toEqual([]);
});

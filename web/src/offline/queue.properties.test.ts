/** Whatever happens to the network, the server, the clock and the browser: nothing is lost, doubled or out of order. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entityKeyOf, type Content, type QueueItem, type QueueKind } from './queue-item.ts';
import { commands } from './test-commands.ts';
import { createDevice, killInsideTransactions } from './test-device.ts';
import { attempt, completion, moment, newName, NOW, note, USER } from './test-items.ts';
import { check, fresh, markOf, newModel, remember, type Model, type Real } from './test-model.ts';
import { createTestServer, POISON } from './test-server.ts';
import { makeVersion1, type RowOfVersion1 } from './version-1-database.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const oldRow = fc.record({
  kind: fc.constantFrom<QueueKind>('moment', 'completion', 'attempt', 'note'),
  state: fc.constantFrom<'waiting' | 'sending'>('waiting', 'sending'),
});
/** A queue that version 1 left behind. */
const leaveOld = (
  model: Model,
  rows: readonly { readonly kind: QueueKind; readonly state: 'waiting' | 'sending' }[],
  ahead: number,
): readonly RowOfVersion1[] =>
  rows.map(({ kind, state }, at) => {
    const client = `old${fresh(model)}`;
    const said = new Date(NOW + ahead).toISOString();
    const contents: Partial<Record<QueueKind, Content>> = {
      moment: moment(client, { notes: client, occurred_at: said }),
      completion: completion(client, `2026-02-1${at}`),
      attempt: attempt(client, 'step-1', said),
    };
    const content = contents[kind] ?? note(client, client, said);
    if (content.kind === 'moment') {
      model.moments.push({
        ...{ client, at: said, trueAt: NOW, mark: client },
        ...{ isDeleted: false, known: 0, isEditedElsewhere: false },
      });
    }
    if (content.kind === 'completion') model.days.set(content.body.completion_date, client);
    remember(model, entityKeyOf(content), client);
    const row = { id: newName(), seq: at + 1, userId: USER, queuedAt: NOW, attempts: state === 'sending' ? 1 : 0 };
    return { ...row, ...content, nextAttemptAt: 0, state };
  });

const isSpoilt = ({ body }: QueueItem): boolean => JSON.stringify(body).includes(`"${POISON}`);

/** What the server has at the end is what the user did, but for what stands in the queue for a reason. */
const compare = (model: Model, { server, time }: Real, items: readonly QueueItem[]): void => {
  const { moments, days, singles } = server;
  const left = new Set(items.map(markOf));
  for (const one of model.moments) {
    const row = moments.get(one.client);
    const isOpen = left.has(one.mark) || one.isEditedElsewhere || !model.due.has(one.mark);
    if (!isOpen) expect(row).toMatchObject({ notes: one.mark, deleted: one.isDeleted });
    if (!row || model.isClockPutRight) continue;
    const error = Date.parse(row.occurred_at) - one.trueAt;
    // A clock that is behind shows only in the first answer: what went with that request is as late as the clock.
    const isRight = Math.abs(error) <= 5 * MINUTE || (time.ahead < 0 && Math.abs(error - time.ahead) <= 5 * MINUTE);
    expect(isRight, `${one.at} became ${row.occurred_at}`).toBe(true);
  }
  for (const [date, mark] of model.days) {
    if (model.due.has(mark) && !left.has(mark)) expect(days.get(`habit-1:${date}`)?.has(mark), date).toBe(true);
  }
  for (const [day, rows] of days) {
    const standing = model.days.get(day.replace('habit-1:', ''));
    const others = [...rows].filter((row) => row !== standing);
    // Undone, unless the undo still stands in the queue, or the user threw it away.
    expect(others.filter((row) => model.due.has(`undo:${row}`) && !left.has(`undo:${row}`))).toEqual([]);
  }
  // Nothing came to be twice under another name.
  const made = [...moments.keys(), ...singles.keys(), ...[...days.values()].flatMap((rows) => [...rows])];
  const known = new Set([...[...model.order.values()].flat(), ...model.moments.map(({ client }) => client)]);
  expect(made.filter((name) => !known.has(name))).toEqual([]);
};

/** At the end everything works, and everything that can be taken is. */
const finish = async (model: Model, real: Real): Promise<void> => {
  let items = await check(model, real);
  for (let turn = 0; turn < 40; turn += 1) {
    real.time.passed += 11 * MINUTE;
    await real.device.within(0, null, ({ runner }) => runner.wake('signedIn'));
    items = await check(model, real);
  }
  const stopped = items.filter((item) => item.state === 'rejected' || isSpoilt(item));
  const entities = new Set(stopped.map(({ entityKey }) => entityKey));
  expect(items.filter(({ entityKey }) => !entities.has(entityKey))).toEqual([]);
  compare(model, real, items);
};

let letLive = (): void => undefined;
beforeAll(() => {
  letLive = killInsideTransactions();
});
afterAll(() => letLive());

const device = fc.record({
  /** How far its clock is ahead of the truth, in milliseconds. */
  ahead: fc.constantFrom(0, 0, DAY, -DAY),
  /** What version 1 left in it. */
  old: fc.array(oldRow, { maxLength: 3 }),
  /** Steps after which the browser dies over the upgrade. */
  firstSteps: fc.option(fc.integer({ min: 1, max: 6 })),
});

test('the queue keeps its word', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(commands, device, async (list, { ahead, old, firstSteps }) => {
      const time = { passed: NOW, ahead };
      const server = createTestServer(() => time.passed);
      const [model, name] = [newModel(), newName()];
      await makeVersion1(name, leaveOld(model, old, ahead));
      const now = (): number => time.passed + time.ahead;
      const real: Real = { device: await createDevice({ name, server, now, firstSteps }), server, time };
      try {
        await check(model, real);
        await fc.asyncModelRun(() => ({ model, real }), list);
        await finish(model, real);
      } finally {
        await real.device.close();
      }
    }),
    { numRuns: 1_000 },
  );
});

import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Answer, ItemResult, Send, SendRequest } from './answer.ts';
import type { Content } from './queue-item.ts';
import { createQueueStore } from './queue-store.ts';
import { createSyncRunner, type SyncRunnerDeps } from './sync-runner.ts';
import { entryOf, moment, newName, NOW, note, USER } from './test-items.ts';
import { createSharedLock, createTestSchedule } from './test-tabs.ts';

const taken: ItemResult = { status: 'accepted', view: null };
const allTaken = ({ items }: SendRequest): Answer => ({ kind: 'results', results: items.map(() => taken) });
const LOST: Answer = { kind: 'unreachable', blame: 'connection' };

const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

const browser = () => {
  const name = newName();
  const lock = createSharedLock();
  const world = { now: NOW, user: USER as string | null };
  const openTab = (tab: string, send: Send, over: Partial<SyncRunnerDeps> = {}) => {
    const store = createQueueStore(name);
    onTestFinished(() => store.close());
    const schedule = createTestSchedule();
    const onSettled = vi.fn<SyncRunnerDeps['onSettled']>();
    const onTrouble = vi.fn<SyncRunnerDeps['onTrouble']>();
    const runner = createSyncRunner({
      store,
      send,
      userId: () => world.user,
      now: () => world.now,
      random: () => 0,
      locks: lock.forTab(tab),
      schedule,
      onSettled,
      onTrouble,
      ...over,
    });
    const enter = async (...contents: readonly Content[]) => {
      for (const content of contents) await store.enqueue(entryOf(content));
    };
    return { store, schedule, runner, enter, onSettled, onTrouble };
  };
  return { world, lock, openTab };
};

test('everything that waits is sent, request by request, with a pause between them', async () => {
  const send = vi.fn<Send>((request) => Promise.resolve(allTaken(request)));
  const { runner, enter, schedule, store, onSettled } = browser().openTab('a', send);
  await enter(moment('a'), note('n'), moment('b'), note('o'));
  await runner.wake('enqueued');
  expect(send.mock.calls.map(([{ kind, items }]) => [kind, items.length])).toEqual([
    ['moment', 2],
    ['note', 1],
    ['note', 1],
  ]);
  expect([schedule.pauses(), schedule.sleepsFor(), onSettled.mock.calls.length]).toEqual([3, null, 3]);
  expect(await store.counts(USER)).toEqual({ waiting: 0, sending: 0, rejected: 0 });
});

test('after a failure it sleeps until the gate opens, and sends then', async () => {
  const send = vi.fn<Send>((request) => Promise.resolve(allTaken(request))).mockResolvedValueOnce(LOST);
  const { world, openTab } = browser();
  const { runner, enter, schedule, store } = openTab('a', send);
  await enter(note('n'));
  await runner.wake('enqueued');
  expect([send.mock.calls.length, schedule.sleepsFor()]).toEqual([1, 500]);
  // Another tap does not make the network better.
  await runner.wake('enqueued');
  expect(send).toHaveBeenCalledTimes(1);
  world.now += 500;
  schedule.ring();
  await runner.wake('told');
  expect([send.mock.calls.length, schedule.sleepsFor()]).toEqual([2, null]);
  expect((await store.counts(USER)).waiting).toBe(0);
});

test('a network that is back is tried at once, and a busy server is left alone until it said', async () => {
  const send = vi
    .fn<Send>((request) => Promise.resolve(allTaken(request)))
    .mockResolvedValueOnce(LOST)
    .mockResolvedValueOnce({ kind: 'later', afterMs: 30_000 });
  const { world, openTab } = browser();
  const { runner, enter, schedule } = openTab('a', send);
  await enter(note('n'));
  await runner.wake('enqueued');
  await runner.wake('online');
  expect([send.mock.calls.length, schedule.sleepsFor()]).toEqual([2, 30_000]);
  await runner.wake('focus');
  expect(send).toHaveBeenCalledTimes(2);
  world.now += 30_000;
  await runner.wake('timer');
  expect(send).toHaveBeenCalledTimes(3);
});

test('a sign-in that ended stops everything, and a new one starts it', async () => {
  const send = vi
    .fn<Send>((request) => Promise.resolve(allTaken(request)))
    .mockResolvedValueOnce({ kind: 'signedOut' });
  const { runner, enter, schedule, store } = browser().openTab('a', send);
  await enter(note('n'), note('o'));
  await runner.wake('enqueued');
  for (const reason of ['focus', 'online', 'timer', 'visible'] as const) await runner.wake(reason);
  expect([send.mock.calls.length, schedule.sleepsFor(), (await store.counts(USER)).waiting]).toEqual([1, null, 2]);
  await runner.wake('signedIn');
  expect([send.mock.calls.length, (await store.counts(USER)).waiting]).toEqual([3, 0]);
});

test('one tab sends at a time; the other looks again, and finds what the first left', async () => {
  const { opened, open } = gate();
  const { openTab, lock } = browser();
  const first = openTab('a', async (request) => {
    await opened;
    return allTaken(request);
  });
  const send = vi.fn<Send>((request) => Promise.resolve(allTaken(request)));
  const second = openTab('b', send);
  await first.enter(note('n'));
  const sending = first.runner.wake('enqueued');
  await vi.waitFor(async () => expect((await second.store.counts(USER)).sending).toBe(1));
  expect(lock.holder()).toBe('a');
  await second.enter(note('o'));
  await second.runner.wake('enqueued');
  expect([send.mock.calls.length, second.schedule.sleepsFor()]).toEqual([0, 15_000]);
  // What is on its way is not taken for a dead tab's.
  expect((await second.store.counts(USER)).sending).toBe(1);
  open();
  await sending;
  expect(await second.store.counts(USER)).toEqual({ waiting: 0, sending: 0, rejected: 0 });
});

test('what a killed tab was sending is sent by the next one', async () => {
  const { openTab, lock } = browser();
  const dead = openTab('a', () => new Promise<Answer>(() => undefined));
  const send = vi.fn<Send>((request) => Promise.resolve(allTaken(request)));
  const next = openTab('b', send);
  await dead.enter(note('n'), note('o'));
  void dead.runner.wake('enqueued');
  await vi.waitFor(async () => expect((await next.store.counts(USER)).sending).toBe(1));
  lock.release('a');
  await next.runner.wake('timer');
  expect(send.mock.calls.map(([{ items }]) => items[0]?.entityKey)).toEqual(['note:n', 'note:o']);
});

test('what wakes it while it sends is heard after that, even at the very end', async () => {
  const send = vi.fn<Send>((request) => Promise.resolve(allTaken(request)));
  const { runner, enter } = browser().openTab('a', send);
  await enter(note('n'));
  const first = runner.wake('enqueued');
  await enter(note('o'), note('p'));
  void runner.wake('enqueued');
  await first;
  expect(send).toHaveBeenCalledTimes(3);
});

test('however late in a run it is woken, it is heard', async () => {
  for (let turns = 0; turns < 16; turns += 1) {
    let [asked, again] = [0, Promise.resolve()];
    const { runner } = browser().openTab('a', (request) => Promise.resolve(allTaken(request)), {
      locks: {
        ifFree: async (work) => {
          asked += 1;
          await work();
          if (asked > 1) return true;
          let ready = Promise.resolve();
          for (let turn = 0; turn < turns; turn += 1) ready = ready.then(() => undefined);
          void ready.then(() => (again = runner.wake('enqueued')));
          return true;
        },
      },
    });
    await runner.wake('timer');
    for (let turn = 0; turn < 32; turn += 1) await Promise.resolve();
    await again;
    expect(asked, `after ${turns} turns`).toBe(2);
  }
});

test('one user’s items never go out as another’s', async () => {
  const { world, openTab } = browser();
  const sent: string[] = [];
  const store = createQueueStore(newName());
  onTestFinished(() => store.close());
  const { runner } = openTab(
    'a',
    (request) => {
      sent.push(...request.items.map(({ userId }) => userId));
      // While this is on its way, somebody else signs in.
      world.user = 'user-2';
      return Promise.resolve(allTaken(request));
    },
    { store },
  );
  for (const userId of [USER, 'user-2']) {
    await store.enqueue(entryOf(note(`a-${userId}`), { userId }));
    await store.enqueue(entryOf(note(`b-${userId}`), { userId }));
  }
  await runner.wake('enqueued');
  expect(sent).toEqual([USER]);
  await runner.wake('signedIn');
  expect(sent).toEqual([USER, 'user-2', 'user-2']);
  world.user = null;
  await runner.wake('signedIn');
  // What was left was not even taken up: it can still be thrown away.
  const [rest] = await store.newest(USER, 'note', 1);
  expect([rest?.attempts, await store.discard(rest?.id ?? '')]).toEqual([0, true]);
});

test('a user who changes between the choice and the sending sends nothing', async () => {
  const { world, openTab } = browser();
  const send = vi.fn<Send>((request) => Promise.resolve(allTaken(request)));
  const store = createQueueStore(newName());
  onTestFinished(() => store.close());
  const slow = {
    ...store,
    claim: async (user: string, now: number) => {
      const claim = await store.claim(user, now);
      world.user = 'user-2';
      return claim;
    },
  };
  const { runner } = openTab('a', send, { store: slow });
  await store.enqueue(entryOf(note('n')));
  await runner.wake('enqueued');
  expect([send.mock.calls.length, await store.counts(USER)]).toEqual([0, { waiting: 1, sending: 0, rejected: 0 }]);
});

test('a sender that throws, and a store that fails, cost nothing but time', async () => {
  const send = vi.fn<Send>((request) => Promise.resolve(allTaken(request))).mockRejectedValueOnce(new Error('bug'));
  const { world, openTab } = browser();
  const { runner, enter, schedule, store, onTrouble } = openTab('a', send);
  await enter(note('n'));
  await runner.wake('enqueued');
  expect([onTrouble.mock.calls.length, schedule.sleepsFor(), (await store.counts(USER)).waiting]).toEqual([1, 500, 1]);
  world.now += 500;
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  onTestFinished(() => full.mockRestore());
  await runner.wake('timer');
  expect([onTrouble.mock.calls.length, schedule.sleepsFor(), send.mock.calls.length]).toEqual([2, 15_000, 1]);
  await runner.wake('timer');
  expect((await store.counts(USER)).waiting).toBe(0);
});

test('one that was stopped finishes its request and sends nothing more', async () => {
  const { opened, open } = gate();
  const send = vi.fn<Send>(async (request) => {
    await opened;
    return allTaken(request);
  });
  const { runner, enter, schedule, store } = browser().openTab('a', send);
  await enter(note('n'), note('o'));
  const sending = runner.wake('enqueued');
  await vi.waitFor(() => expect(send).toHaveBeenCalled());
  runner.stop();
  open();
  await sending;
  await runner.wake('timer');
  expect([send.mock.calls.length, schedule.sleepsFor(), await store.counts(USER)]).toEqual([
    1,
    null,
    { waiting: 1, sending: 0, rejected: 0 },
  ]);
});

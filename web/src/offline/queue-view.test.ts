import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Answer, SendRequest } from './answer.ts';
import type { WakeReason } from './gate.ts';
import { createQueueChannel } from './queue-channel.ts';
import { createQueueStore } from './queue-store.ts';
import { createQueueView, type QueueParts } from './queue-view.svelte.ts';
import { createSyncRunner } from './sync-runner.ts';
import { completion, entryOf, moment, newName, NOW, note, undo, USER } from './test-items.ts';
import { createSharedLock, createTestSchedule } from './test-tabs.ts';

/** Outside the compiler of Svelte a rune is a function like another. */
vi.hoisted(() => {
  const value = <T>(one: T): T => one;
  Object.assign(globalThis, { $state: Object.assign(value, { raw: value }) });
});

const taken = ({ items }: SendRequest): Answer => ({
  kind: 'results',
  results: items.map(() => ({ status: 'accepted', view: { id: 'x' } }) as const),
});
const refusal: Answer = { kind: 'refused', problem: { code: 'validation_failed', detail: 'A note needs words.' } };

const browser = () => {
  const name = newName();
  const lock = createSharedLock();
  const world = { user: USER as string | null, hasNetwork: true, answer: taken as (request: SendRequest) => Answer };
  const openTab = (tab: string) => {
    const store = createQueueStore(name);
    const channel = createQueueChannel(name);
    const registerSync = vi.fn(() => Promise.resolve(true));
    let wake: (reason: WakeReason) => void = () => undefined;
    let networkChanged = (): void => undefined;
    const wakes: Promise<void>[] = [];
    const parts: QueueParts = {
      store,
      channel,
      startRunner: (tell) => {
        const runner = createSyncRunner({
          store,
          send: (request) => Promise.resolve(world.answer(request)),
          userId: () => world.user,
          now: () => NOW,
          random: () => 0,
          locks: lock.forTab(tab),
          schedule: createTestSchedule(),
          ...tell,
        });
        const heard = (reason: WakeReason): Promise<void> => {
          const run = runner.wake(reason);
          wakes.push(run);
          return run;
        };
        return { ...runner, wake: heard };
      },
      userId: () => world.user,
      newId: newName,
      now: () => NOW,
      registerSync,
      hasNetwork: () => world.hasNetwork,
      watch: (onWake, onChange) => {
        wake = onWake;
        networkChanged = onChange;
        return () => {
          wake = () => undefined;
        };
      },
    };
    const view = createQueueView(parts);
    const stop = view.start();
    onTestFinished(async () => {
      stop();
      channel.close();
      await store.close();
    });
    /** Until nothing is sent and nothing is read any more. */
    const settled = async (): Promise<void> => {
      await Promise.all(wakes);
      await view.refresh();
    };
    return {
      view,
      store,
      settled,
      registerSync,
      wake: (reason: WakeReason) => wake(reason),
      networkChanged: () => networkChanged(),
    };
  };
  return { world, openTab };
};

test('what is logged is saved, counted, sent, and gone', async () => {
  const { openTab } = browser();
  const { view, settled, registerSync } = openTab('a');
  const left: string[] = [];
  const stop = view.onLeft((gone) => left.push(...gone.map(({ item, outcome }) => `${item.kind} ${outcome.status}`)));
  const item = await view.enqueue(moment('m'));
  expect(item).toMatchObject({ userId: USER, queuedAt: NOW, isDeviceTime: true, state: 'waiting' });
  await settled();
  expect([view.counts, left]).toEqual([{ waiting: 0, sending: 0, rejected: 0 }, ['moment accepted']]);
  expect(registerSync).toHaveBeenCalled();
  stop();
  await view.enqueue(note('n'), { isDeviceTime: false });
  await settled();
  expect(left).toEqual(['moment accepted']);
});

test('what was refused is shown with its reason until the user decides', async () => {
  const { world, openTab } = browser();
  const { view, settled } = openTab('a');
  world.answer = () => refusal;
  await view.enqueue(note('n'));
  await view.enqueue(note('o'));
  await settled();
  expect(view.rejected.map(({ reason }) => reason?.detail)).toEqual(['A note needs words.', 'A note needs words.']);
  const [first, second] = view.rejected.map(({ id }) => id);
  world.answer = taken;
  expect(await view.discard(first ?? '')).toBe(true);
  expect(await view.retry(second ?? '')).toBe(true);
  await settled();
  expect([view.rejected, view.counts.rejected, await view.retry('gone')]).toEqual([[], 0, false]);
});

test('without a network it waits and says so, and a sign-out would leave something behind', async () => {
  const { world, openTab } = browser();
  const { view, settled, wake, networkChanged } = openTab('a');
  world.answer = () => ({ kind: 'unreachable', blame: 'connection' });
  expect(view.isOnline).toBe(true);
  await view.enqueue(note('n'));
  await settled();
  // The device says it has a network, and yet nobody answers.
  expect([view.isOnline, view.counts.waiting, await view.unsentOf(USER)]).toEqual([false, 1, 1]);
  expect((await view.newest('note', 5)).map(({ entityKey }) => entityKey)).toEqual(['note:n']);
  world.answer = taken;
  wake('online');
  await settled();
  expect([view.isOnline, await view.unsentOf(USER)]).toEqual([true, 0]);
  world.hasNetwork = false;
  networkChanged();
  expect(view.isOnline).toBe(false);
});

test('a sign-in that ended is told, and a new one goes on', async () => {
  const { world, openTab } = browser();
  const { view, settled } = openTab('a');
  world.answer = () => ({ kind: 'signedOut' });
  await view.enqueue(note('n'));
  await settled();
  expect([view.needsSignIn, view.counts.waiting]).toEqual([true, 1]);
  world.answer = taken;
  await view.userChanged();
  await settled();
  expect([view.needsSignIn, view.counts.waiting]).toEqual([false, 0]);
});

test('each user sees their own, and nobody logs without a sign-in', async () => {
  const { world, openTab } = browser();
  const { view, settled, store } = openTab('a');
  world.answer = () => refusal;
  await view.enqueue(note('n'));
  await settled();
  world.user = 'user-2';
  await view.userChanged();
  expect([view.counts.rejected, view.rejected, await view.unsentOf(USER)]).toEqual([0, [], 1]);
  world.user = null;
  await view.userChanged();
  await expect(view.enqueue(note('o'))).rejects.toThrow('Nobody is signed in.');
  expect([await view.newest('note', 5), view.counts.waiting]).toEqual([[], 0]);
  await view.forget(USER);
  expect(await store.counts(USER)).toEqual({ waiting: 0, sending: 0, rejected: 0 });
});

test('another tab hears what one logs and sends', async () => {
  const { world, openTab } = browser();
  const [first, second] = [openTab('a'), openTab('b')];
  world.answer = () => refusal;
  await first.view.enqueue(note('n'));
  await vi.waitFor(() => expect(second.view.counts.rejected).toBe(1));
  await second.view.discard(second.view.rejected[0]?.id ?? '');
  await vi.waitFor(() => expect(first.view.counts.rejected).toBe(0));
});

test('what was taken back before it was sent leaves nothing to send', async () => {
  const { world, openTab } = browser();
  const { view, settled, store } = openTab('a');
  const sent: string[] = [];
  world.answer = (request) => {
    sent.push(request.kind);
    return { kind: 'later', afterMs: 60_000 };
  };
  await view.enqueue(note('n'));
  await settled();
  await view.enqueue(completion('c'));
  expect(await view.enqueue(undo('c'))).toBeNull();
  await settled();
  expect([sent, view.counts.waiting, (await store.counts(USER)).waiting]).toEqual([['note'], 1, 1]);
});

test('storage that fails is told, and the tap is not called saved', async () => {
  const { openTab } = browser();
  const { view, settled } = openTab('a');
  await settled();
  const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  onTestFinished(() => full.mockRestore());
  await expect(view.enqueue(moment('m'))).rejects.toThrow('no room');
  const blind = vi.spyOn(IDBIndex.prototype, 'count').mockImplementationOnce(() => {
    throw new DOMException('gone', 'UnknownError');
  });
  onTestFinished(() => blind.mockRestore());
  await view.refresh();
  expect(view.trouble).toMatchObject({ message: 'gone' });
  await view.refresh();
  expect(view.trouble).toBeNull();
});

test('ten thousand changes are read a few times, not ten thousand times', async () => {
  const { openTab } = browser();
  const { view, store, settled } = openTab('a');
  await settled();
  const counted = vi.spyOn(IDBIndex.prototype, 'count');
  onTestFinished(() => counted.mockRestore());
  await store.enqueue(entryOf(note('n'), { userId: 'user-2' }));
  await Promise.all(Array.from({ length: 10_000 }, () => view.refresh()));
  expect(counted.mock.calls.length).toBeLessThanOrEqual(6);
});

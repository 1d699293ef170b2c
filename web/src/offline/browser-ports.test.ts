import { expect, test, vi } from 'vitest';
import { QUEUE_TAG, registerBackgroundSync } from './background-sync.ts';
import { browserLocks, browserSchedule, onReturn } from './browser-ports.ts';
import { createQueueChannel } from './queue-channel.ts';

const locksOf = (lock: Lock | null) => {
  const request = vi.fn((_name: string, _options: LockOptions, work: LockGrantedCallback<boolean>) =>
    Promise.resolve(work(lock)),
  );
  return { request, locks: browserLocks({ request } as unknown as LockManager) };
};

test('the work runs when the lock is free, and not when another tab has it', async () => {
  const work = vi.fn(() => Promise.resolve());
  const free = locksOf({ name: QUEUE_TAG, mode: 'exclusive' });
  expect([await free.locks.ifFree(work), work.mock.calls.length]).toEqual([true, 1]);
  expect(free.request.mock.calls[0]?.slice(0, 2)).toEqual(['pawgress-queue', { ifAvailable: true }]);
  const taken = locksOf(null);
  expect([await taken.locks.ifFree(work), work.mock.calls.length]).toEqual([false, 1]);
  // Over plain http there are no locks; it sends all the same.
  expect([await browserLocks(undefined).ifFree(work), work.mock.calls.length]).toEqual([true, 2]);
});

test('a pause is a task of its own: what is ready goes first', async () => {
  const order: string[] = [];
  const paused = browserSchedule.pause().then(() => order.push('the queue'));
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
  order.push('the page');
  await paused;
  expect(order).toEqual(['the page', 'the queue']);
});

test('a timer that was called off does not ring', () => {
  vi.useFakeTimers();
  const work = vi.fn();
  const callOff = browserSchedule.after(1_000, work);
  browserSchedule.after(2_000, work);
  callOff();
  vi.runAllTimers();
  expect(work).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});

test('it is woken when the network or the user is back, and not when the page is hidden', () => {
  const page = {
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { visibilityState: 'hidden' as DocumentVisibilityState }),
  };
  const heard: string[] = [];
  const stop = onReturn(page, (reason) => heard.push(reason));
  const all = (): void => {
    page.window.dispatchEvent(new Event('online'));
    page.window.dispatchEvent(new Event('focus'));
    page.document.dispatchEvent(new Event('visibilitychange'));
  };
  all();
  page.document.visibilityState = 'visible';
  all();
  expect(heard).toEqual(['online', 'focus', 'online', 'focus', 'visible']);
  stop();
  all();
  expect(heard).toHaveLength(5);
});

test('Background Sync is asked for where there is one', async () => {
  const register = vi.fn((_tag: string) => Promise.resolve());
  const containerOf = (registration: object | undefined) => ({
    getRegistration: () => Promise.resolve(registration as ServiceWorkerRegistration | undefined),
  });
  expect(await registerBackgroundSync(containerOf({ sync: { register } }))).toBe(true);
  expect(register).toHaveBeenCalledWith(QUEUE_TAG);
  expect(await registerBackgroundSync(containerOf({}))).toBe(false);
  expect(await registerBackgroundSync(containerOf(undefined))).toBe(false);
  expect(await registerBackgroundSync(undefined)).toBe(false);
  const forbidden = { sync: { register: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } };
  expect(await registerBackgroundSync(containerOf(forbidden))).toBe(false);
});

test('tabs hear each other, and not themselves', async () => {
  const [mine, other] = [createQueueChannel('tabs'), createQueueChannel('tabs')];
  const heard: string[] = [];
  const stop = other.listen(() => heard.push('other'));
  mine.listen(() => heard.push('mine'));
  mine.tell();
  await vi.waitFor(() => expect(heard).toEqual(['other']));
  stop();
  mine.tell();
  other.tell();
  await vi.waitFor(() => expect(heard).toEqual(['other', 'mine']));
  mine.close();
  other.close();
});

test('a browser without channels keeps quiet', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  const channel = createQueueChannel('quiet');
  channel.listen(() => undefined)();
  channel.tell();
  channel.close();
  vi.unstubAllGlobals();
  expect('BroadcastChannel' in globalThis).toBe(true);
});

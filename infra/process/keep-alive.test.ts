import { expect, test, vi } from 'vitest';
import { keepAlive, type Running } from './keep-alive.ts';

interface Fake extends Running {
  readonly number: number;
  die(): void;
  readonly stopped: boolean;
}

const makeFake = (number: number): Fake => {
  let end = (): void => undefined;
  const exited = new Promise<void>((resolve) => (end = resolve));
  let stopped = false;
  return {
    number,
    exited,
    die: () => end(),
    stop: () => {
      stopped = true;
      end();
      return Promise.resolve();
    },
    get stopped() {
      return stopped;
    },
  };
};

const pauses = { first: 1, most: 4 };
const neverFails = (error: unknown): void => expect.fail(String(error));

test('starts again what died, as often as it dies', async () => {
  const started = [makeFake(0)];
  const kept = keepAlive(started[0] ?? makeFake(0), {
    pauses,
    start: () => {
      started.push(makeFake(started.length));
      return Promise.resolve(started.at(-1) ?? makeFake(-1));
    },
    onRestart: () => undefined,
    onFailure: neverFails,
  });
  for (const count of [2, 3, 4]) {
    started.at(-1)?.die();
    await vi.waitFor(() => expect(started).toHaveLength(count));
  }
  await kept.stop();
  expect(started.at(-1)?.stopped).toBe(true);
  expect(started).toHaveLength(4);
});

test('a start that fails is tried again', async () => {
  const first = makeFake(0);
  const failures: string[] = [];
  const restarted = vi.fn();
  const kept = keepAlive(first, {
    pauses,
    start: () => (failures.length < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve(makeFake(1))),
    onRestart: restarted,
    onFailure: (error) => failures.push(String(error)),
  });
  first.die();
  await vi.waitFor(() => expect(restarted).toHaveBeenCalledOnce());
  expect(failures).toHaveLength(3);
  await kept.stop();
});

test('stopping is not answered with a start', async () => {
  const start = vi.fn(() => Promise.resolve(makeFake(1)));
  const first = makeFake(0);
  const kept = keepAlive(first, { pauses, start, onRestart: () => undefined, onFailure: neverFails });
  await kept.stop();
  expect(first.stopped).toBe(true);
  expect(start).not.toHaveBeenCalled();
});

test('what was being started while we stopped is stopped too', async () => {
  const first = makeFake(0);
  const late = makeFake(1);
  let finishStart = (): void => undefined;
  const start = vi.fn(() => new Promise<Fake>((resolve) => (finishStart = () => resolve(late))));
  const kept = keepAlive(first, { pauses, start, onRestart: () => undefined, onFailure: neverFails });
  first.die();
  await vi.waitFor(() => expect(start).toHaveBeenCalled());
  const stopped = kept.stop();
  finishStart();
  await stopped;
  expect(late.stopped).toBe(true);
});

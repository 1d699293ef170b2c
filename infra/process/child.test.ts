import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isRunning } from './process-state.ts';
import { startChild, type ChildOptions } from './child.ts';

const FILE = join(import.meta.dirname, '../../test/support/supervised-process.ts');

const start = (manner: string, over: Partial<ChildOptions> = {}) =>
  startChild({
    name: 'test',
    args: ['--import', 'tsx', FILE, manner],
    env: process.env,
    cwd: process.cwd(),
    ...over,
  });

test('a child that is ready runs until it is stopped', async () => {
  const child = await start('obedient');
  expect(isRunning(child.pid)).toBe(true);
  await child.stop();
  expect(await child.exited).toBe('code 0');
  expect(isRunning(child.pid)).toBe(false);
});

test('stopping twice, or what is gone, does nothing', async () => {
  const child = await start('obedient');
  process.kill(child.pid, 'SIGKILL');
  expect(await child.exited).toBe('SIGKILL');
  await child.stop();
  await child.stop();
});

test('one that ends before it is ready is told with its exit code', async () => {
  await expect(start('fails')).rejects.toThrow('The test process did not start: ended with code 3.');
});

test('one that never gets ready is ended', async () => {
  await expect(start('silent', { readyMs: 1_500 })).rejects.toThrow('not ready after 1.5 s');
});

test('one that does not listen is killed after the grace', async () => {
  const child = await start('stubborn', { graceMs: 50 });
  await child.stop();
  expect(await child.exited).toBe('SIGKILL');
});

test('a child whose supervisor is gone stops by itself', async () => {
  const child = fork(FILE, ['obedient'], { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  child.disconnect();
  await vi.waitFor(() => expect(child.exitCode).toBe(0), { timeout: 10_000 });
});

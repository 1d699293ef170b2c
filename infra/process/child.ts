import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from './keep-alive.ts';
import { READY, SUPERVISED } from './supervised.ts';

export interface ChildOptions {
  /** For messages: `server`. */
  readonly name: string;
  /** What Node runs: its own options, the file, the file's arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** How long it may take to get ready, and to end after SIGTERM, in milliseconds. */
  readonly readyMs?: number;
  readonly graceMs?: number;
}

export interface Child extends Running {
  readonly pid: number;
}

/**
 * Runs a file with Node in a session of its own (Ctrl-C reaches us, and we tell it) and waits until it says that it is
 * ready (`joinSupervisor`). Whatever it writes goes to our stderr.
 * @throws {Error} when it ends before, or is not ready in time.
 */
export const startChild = async (options: ChildOptions): Promise<Child> => {
  const { name, args, env, cwd, readyMs = 60_000, graceMs = 15_000 } = options;
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { ...env, [SUPERVISED]: '1' },
    detached: true,
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const stop = async (): Promise<void> => {
    if (!child.kill('SIGTERM')) return;
    const gone = new AbortController();
    const kill = delay(graceMs, undefined, { signal: gone.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
    await exited;
    gone.abort();
    await kill;
  };

  const ready = new Promise<null>((resolve) => {
    child.on('message', (message) => message === READY && resolve(null));
  });
  const settled = new AbortController();
  const late = delay(readyMs, `not ready after ${readyMs / 1000} s`, { signal: settled.signal });
  const fault = await Promise.race([ready, late, exited.then((how) => `ended with ${how}`)]);
  settled.abort();
  if (fault !== null || child.pid === undefined) {
    await stop();
    throw new Error(`The ${name} process did not start: ${fault}.`);
  }
  return { pid: child.pid, exited, stop };
};

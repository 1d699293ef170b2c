/** Processes of the product as tests start and kill them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

export interface TestProcess {
  /** Resolves to everything it wrote when it has ended. */
  readonly ended: Promise<string>;
  /** Resolves when what it wrote matches. @throws when it ends before */
  saw(pattern: RegExp): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits. */
  stop(): Promise<void>;
}

/** Runs a source file in a process of its own. */
export const startProcess = (file: string, env: Readonly<Record<string, string>>): TestProcess => {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const note = (chunk: Buffer): void => {
    output += chunk.toString();
    listeners.forEach((listener) => listener());
  };
  child.stdout?.on('data', note);
  child.stderr?.on('data', note);
  const ended = new Promise<string>((done) => child.once('close', () => done(output)));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    ended,
    saw: (pattern) =>
      new Promise<void>((done, fail) => {
        const look = (): void => {
          if (!pattern.test(output)) return;
          listeners.delete(look);
          done();
        };
        listeners.add(look);
        look();
        void ended.then(() => {
          look();
          fail(new Error(`${file} ended before it said ${String(pattern)}:\n${output}`));
        });
      }),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
};

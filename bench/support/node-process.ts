/** Processes that are measured: started with Node, told from their peers by a log of their own, weighed by the kernel. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface MeasuredProcess {
  readonly pid: number;
  readonly name: string;
  /** Most memory it ever held, in MB. */
  peakRssMb(): number;
  /** Seconds of CPU it has used, all threads. */
  cpuSeconds(): number;
  /** Messages it sends. */
  onMessage(listener: (message: unknown) => void): void;
  send(message: object): void;
  /** Resolves with how it ended. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly name: string;
  /** Node's own options, the file, the file's arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly logFile: string;
}

const READY_MS = 60_000;
const GRACE_MS = 20_000;
const LOG_TAIL = 2_000;
const SAMPLE_MS = 250;
const CLOCK_TICKS = 100;

const sampledRssMb = (pid: number): number => {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  } catch {
    return 0;
  }
};

/** Linux keeps the high-water mark itself; elsewhere it is sampled. */
const watchRss = (pid: number, exited: Promise<unknown>): (() => number) => {
  const status = `/proc/${pid}/status`;
  let peak = 0;
  const read = (): number => {
    if (!existsSync('/proc/self/status')) return Math.max(peak, sampledRssMb(pid));
    try {
      return Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024);
    } catch {
      return peak;
    }
  };
  const timer = setInterval(() => (peak = read()), SAMPLE_MS);
  timer.unref();
  void exited.then(() => clearInterval(timer));
  return () => (peak = read());
};

const cpuOf = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
  } catch {
    return Number.NaN;
  }
};

/** Starts it and waits until it says `ready`. @throws {Error} with the end of its log when it does not. */
export const startProcess = async (options: ProcessOptions): Promise<MeasuredProcess> => {
  const { name, args, env, cwd, logFile } = options;
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [...args], { cwd, env: { ...env }, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const ready = new Promise<null>((resolve) => {
    child.on('message', (message) => message === 'ready' && resolve(null));
  });
  const timeout = new AbortController();
  const late = delay(READY_MS, 'not ready after a minute', { signal: timeout.signal });
  const fault = await Promise.race([ready, late, exited]);
  timeout.abort();
  await late.catch(() => undefined);
  const { pid } = child;
  if (fault !== null || pid === undefined) {
    child.kill('SIGKILL');
    throw new Error(`${name} did not start: ${fault}\n${readFileSync(logFile, 'utf8').slice(-LOG_TAIL)}`);
  }
  const peakRssMb = watchRss(pid, exited);
  return {
    pid,
    name,
    peakRssMb,
    cpuSeconds: () => cpuOf(pid),
    onMessage: (listener) => void child.on('message', listener),
    send: (message) => void child.send(message),
    exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const gone = new AbortController();
      const kill = delay(GRACE_MS, undefined, { signal: gone.signal }).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      );
      await exited;
      gone.abort();
      await kill;
    },
  };
};

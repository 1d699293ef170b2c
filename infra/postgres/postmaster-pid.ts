import { readFileSync, writeFileSync } from 'node:fs';

/** What PostgreSQL writes about itself into `postmaster.pid`. */
export interface PostmasterPid {
  readonly pid: number;
  readonly dataFolder: string;
  readonly port: number;
  readonly ready: boolean;
}

/** Lines 1, 2, 4 and 8 of the file; `null` when it is missing or not yet whole. */
export const readPostmasterPid = (file: string): PostmasterPid | null => {
  let lines: readonly string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return null;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port) return null;
  return { pid, dataFolder: lines[1] ?? '', port, ready: lines[7]?.trim() === 'ready' };
};

/** A number above every system's highest process id. */
const NOBODY = 999_999_999;

/**
 * Says that the process named in the file is gone. The file itself must stay: through its shared memory key PostgreSQL
 * finds sessions that outlived a killed postmaster, and waits for them instead of opening the data twice.
 */
export const disownPostmasterPid = (file: string): void => {
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [NOBODY, ...rest].join('\n'));
};

/** What every benchmark is given, and how it keeps its promises: correctness is checked, processes end. */
import type { BenchServer } from './database.ts';
import type { BenchReport } from './report.ts';

export interface BenchContext {
  readonly root: string;
  /** Temporary folder of this run. */
  readonly folder: string;
  readonly quick: boolean;
  /** Where server and workers leave a CPU profile each, `null`: nowhere. */
  readonly profiles: string | null;
  readonly postgres: BenchServer;
  /** `full`, or less with `--quick`. */
  size(full: number, quick: number): number;
  /** Progress, on stderr. */
  say(line: string): void;
  /** Called at the end, newest first, whatever happened. */
  onEnd(work: () => Promise<void> | void): void;
}

export type Bench = (context: BenchContext) => Promise<BenchReport>;

/** A benchmark that wrote something else than it should have measured nothing. */
export class WrongResult extends Error {}

/** @throws {WrongResult} when they differ. */
export const assertSame = (what: string, actual: unknown, expected: unknown): void => {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new WrongResult(`${what}: ${a}, but ${e} was expected`);
};

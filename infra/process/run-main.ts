import { loadConfig, type Config } from '../config.ts';
import { joinSupervisor } from './supervised.ts';

/** npm passes on a signal that the terminal sent us too; only one that comes later means "now". */
const SAME_SIGNAL_MS = 500;

/**
 * Runs one process from its environment: says that it is ready, ends in order on SIGTERM or SIGINT, and at once on a
 * second one. `start` returns how to stop what it started.
 */
export const runMain = async (name: string, start: (config: Config) => Promise<() => Promise<void>>): Promise<void> => {
  const fail = (error: unknown): never => {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  const { ready } = joinSupervisor();
  const started = Promise.resolve().then(() => start(loadConfig(process.env)));

  let stoppingSince: number | null = null;
  const onSignal = (): void => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    started.then((stop) => stop()).then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  await started.then(ready, fail);
};

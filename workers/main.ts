/** The workers process. SIGTERM or SIGINT lets the batch in hand finish; a second one ends at once. */
import { loadConfig } from '#infra/config.ts';
import { joinSupervisor } from '#infra/process/supervised.ts';
import { runWorkers } from './run-workers.ts';

/** npm passes on a signal that the terminal sent us too; only one that comes later means "now". */
const SAME_SIGNAL_MS = 500;

const fail = (error: unknown): never => {
  process.stderr.write(`workers: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

const { ready } = joinSupervisor();
const started = Promise.resolve().then(() => runWorkers(loadConfig(process.env)));

let stoppingSince: number | null = null;
const onSignal = (): void => {
  if (stoppingSince !== null) {
    if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
    return;
  }
  stoppingSince = performance.now();
  started.then((workers) => workers.stop()).then(() => process.exit(0), fail);
};
process.on('SIGTERM', onSignal);
process.on('SIGINT', onSignal);

await started.then(ready, fail);

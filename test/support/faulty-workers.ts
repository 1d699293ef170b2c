/** A workers process that kills itself at a point of its n-th batch: `FAULT_POINT`, `FAULT_BATCH`. Without them it works. */
import { writeSync } from 'node:fs';
import { loadConfig } from '#infra/config.ts';
import { runWorkers } from '../../workers/run-workers.ts';

const point = process.env['FAULT_POINT'];
let left = Number(process.env['FAULT_BATCH'] ?? 1);

await runWorkers(loadConfig(process.env), {
  batchSize: 20,
  sweepEveryMs: 500,
  trace: (reached) => {
    if (reached !== point) return;
    left -= 1;
    if (left > 0) return;
    writeSync(1, `killed at ${reached}\n`);
    process.kill(process.pid, 'SIGKILL');
  },
});
writeSync(1, 'ready\n');

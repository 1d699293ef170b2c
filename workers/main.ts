/** The workers process: `npm start` and `npm run workers` run it. */
import { runMain } from '#infra/process/run-main.ts';
import { runWorkers } from './run-workers.ts';

await runMain('workers', async (config) => (await runWorkers(config)).stop);

/** The server process: `npm start` and `npm run server` run it. */
import { runMain } from '#infra/process/run-main.ts';
import { runServer } from './run-server.ts';

await runMain('server', async (config) => (await runServer(config)).close);

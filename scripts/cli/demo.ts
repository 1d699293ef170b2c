/** `npm run demo`: Pawgress with a month already lived, in a data folder of its own. */
import { join } from 'node:path';
import { findUser } from '#app/maintenance/users.ts';
import { prepareDatabase } from '#app/maintenance/prepare-database.ts';
import { systemClock } from '#infra/clock.ts';
import { loadConfig, type Config } from '#infra/config.ts';
import { connectDb } from '#infra/db/connect.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { startPostgres } from '#infra/postgres/launcher.ts';
import { ensureKeys } from '#infra/secrets/key-file.ts';
import { runServer } from '../../server/run-server.ts';
import { runWorkers } from '../../workers/run-workers.ts';
import { DEMO_SIGN_IN, playMonth } from '../demo/play.ts';
import { startStage } from '../demo/stage.ts';
import { runCommand } from '../lib/command.ts';

const isPlayed = async (url: string): Promise<boolean> => {
  const db = connectDb(url, { max: 1, application: 'pawgress-demo' });
  try {
    return await findUser(createUnitOfWork(db), DEMO_SIGN_IN.email).then(
      () => true,
      () => false,
    );
  } finally {
    await db.destroy();
  }
};

const play = async (config: Config & { readonly databaseUrl: string }): Promise<void> => {
  const stage = await startStage({ ...config, port: 0 }, systemClock.now());
  try {
    await playMonth(stage, systemClock.now(), (day, of) =>
      process.stderr.write(`\rA month is lived: day ${day} of ${of}`),
    );
    process.stderr.write('\n');
  } finally {
    await stage.stop();
  }
};

const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });

await runCommand(async ({ dataDir }) => {
  const folder = join(dataDir, 'demo');
  const own = loadConfig({
    ...process.env,
    DATA_DIR: folder,
    DATABASE_URL: '',
    REDIS_URL: '',
    REGISTRATION: 'closed',
    LOG_LEVEL: 'warn',
  });
  const postgres = await startPostgres(folder);
  try {
    const databaseUrl = postgres.url();
    const config = { ...own, databaseUrl, keys: ensureKeys(own) };
    await prepareDatabase(config, databaseUrl);
    if (!(await isPlayed(databaseUrl))) await play({ ...config, registration: 'open', rateLimit: false });
    const server = await runServer(config);
    const workers = await runWorkers(config);
    console.log(`The demo is at ${server.url} · sign in as ${DEMO_SIGN_IN.email} with ${DEMO_SIGN_IN.password}`);
    await untilSignal();
    await server.close();
    await workers.stop();
    return 0;
  } finally {
    await postgres.stop();
  }
});

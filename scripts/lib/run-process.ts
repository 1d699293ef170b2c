import { loadConfig } from '#infra/config.ts';
import { assertMigrated } from '#infra/db/migrate.ts';
import { findDatabase } from '#infra/postgres/reach-database.ts';
import { readKeys } from '#infra/secrets/key-file.ts';
import { UsageError } from './command.ts';

/**
 * Makes the environment of one process of a split deployment whole: the database that `DATABASE_URL` names or that a
 * running Pawgress has, and the keys that all processes share. Then `main` starts it.
 */
export const runProcess = async (main: () => Promise<unknown>): Promise<void> => {
  try {
    const config = loadConfig(process.env);
    const url = await findDatabase(config);
    if (url === null) {
      throw new UsageError(
        `There is no database: set DATABASE_URL, or start Pawgress with npm start on ${config.dataDir} first.`,
      );
    }
    await assertMigrated(url);
    process.env['DATABASE_URL'] = url;
    process.env['PAWGRESS_KEYS'] = readKeys(config);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  await main();
};

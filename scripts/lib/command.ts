/** What every command needs: configuration, a database, an exit code, and errors told in one line. */
import { resolve } from 'node:path';
import { loadConfig, type Config } from '#infra/config.ts';
import { connectDb } from '#infra/db/connect.ts';
import { assertMigrated } from '#infra/db/migrate.ts';
import { createUnitOfWork, type UnitOfWork } from '#infra/db/unit-of-work.ts';
import { withDatabase } from '#infra/postgres/reach-database.ts';

/** Told to the person as it is, without a stack. */
export class UsageError extends Error {}

/** Runs a command. What `work` returns becomes the exit code; an error is told and makes it 1. */
export const runCommand = async (work: (config: Config, args: readonly string[]) => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await work(loadConfig(process.env), process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) console.error(error.stack);
    process.exitCode = 1;
  }
};

/** Runs `work` on the database in use, or on the embedded one, which is started for it. @throws {Error} when it is not migrated. */
export const withUnitOfWork = <T>(config: Config, work: (uow: UnitOfWork) => Promise<T>): Promise<T> =>
  withDatabase(config, async (url) => {
    await assertMigrated(url);
    const db = connectDb(url, { max: config.databasePool, application: 'pawgress-command' });
    try {
      return await work(createUnitOfWork(db));
    } finally {
      await db.destroy();
    }
  });

/** A path as the person meant it: npm runs commands in the project's folder, wherever they were typed. */
export const pathFrom = (given: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), given);

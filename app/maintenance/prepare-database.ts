import type { Config } from '#infra/config.ts';
import { migrate } from '#infra/db/migrate.ts';
import { prepareQueue } from '#infra/queue/prepare-queue.ts';

/**
 * Brings the database and the queue's own tables to this code's version. Returns the names of the migrations that ran.
 * @throws {NewerDatabaseError} · {Error} when the queue was changed while the other one still has jobs.
 */
export const prepareDatabase = async (config: Config, databaseUrl: string): Promise<readonly string[]> => {
  const ran = await migrate(databaseUrl);
  await prepareQueue(config, databaseUrl);
  return ran;
};

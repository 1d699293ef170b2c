import { startPostgres } from './launcher.ts';
import { findRunningPostgres } from './probe.ts';

interface Where {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** Address of the database in use: `DATABASE_URL`, or the embedded one that a running Pawgress has; `null` when neither. */
export const findDatabase = async ({ databaseUrl, dataDir }: Where): Promise<string | null> =>
  databaseUrl ?? (await findRunningPostgres(dataDir));

/** Runs `work` with the database's address; starts the embedded one for it, and stops it, when nothing runs. */
export const withDatabase = async <T>(where: Where, work: (url: string) => Promise<T>): Promise<T> => {
  const url = await findDatabase(where);
  if (url !== null) return work(url);
  const postgres = await startPostgres(where.dataDir);
  try {
    return await work(postgres.url());
  } finally {
    await postgres.stop();
  }
};

import type { Instant } from '#core/domain/event.ts';
import { writeArchive } from '#infra/backup/write-archive.ts';
import type { Config } from '#infra/config.ts';
import { assertMigrated } from '#infra/db/migrate.ts';
import { readKeyFile } from '#infra/secrets/key-file.ts';

export interface BackupResult {
  readonly tables: number;
  readonly rows: number;
  /** `false`: the keys come from `PAWGRESS_KEYS` and must be kept apart from the archive. */
  readonly hasKeys: boolean;
}

/**
 * Writes one archive with every table as of one moment and the key file. The product may run meanwhile.
 * @throws {Error} when the database is not at this code's version.
 */
export const backup = async (options: {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly path: string;
  readonly now: Instant;
}): Promise<BackupResult> => {
  const { config, databaseUrl, path, now } = options;
  await assertMigrated(databaseUrl);
  const keys = config.keys === null ? readKeyFile(config.dataDir) : null;
  const rows = Object.values(await writeArchive({ url: databaseUrl, path, keys, at: now }));
  return { tables: rows.length, rows: rows.reduce((sum, count) => sum + count, 0), hasKeys: keys !== null };
};

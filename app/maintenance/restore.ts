import { loadArchive } from '#infra/backup/load-archive.ts';
import type { Config } from '#infra/config.ts';
import { migrate } from '#infra/db/migrate.ts';
import { readKeyFile, writeKeyFile } from '#infra/secrets/key-file.ts';

export interface RestoreResult {
  /** The Pawgress that made the archive, and when. */
  readonly version: string;
  readonly createdAt: string;
  readonly tables: number;
  readonly rows: number;
  /** Migrations that brought the restored rows to this code's version. */
  readonly migrated: readonly string[];
  /** What became of the archive's keys: none were in it, they are in the key file, or `PAWGRESS_KEYS` is used. */
  readonly keys: 'none' | 'written' | 'environment';
}

/** The archive's keys come first; those of the new folder, which sealed nothing yet, stay known. */
const mergeKeys = (archived: string, present: string | null): string => {
  const entries = archived.split(',');
  const known = new Set(entries.map((entry) => entry.split(':')[0]));
  const others = (present ?? '').split(',').filter((entry) => entry !== '' && !known.has(entry.split(':')[0]));
  return [...entries, ...others].join(',');
};

/**
 * Restores an archive into an empty database and brings it to this code's version.
 * @throws {TargetError} · {ArchiveError} with nothing restored.
 */
export const restore = async (options: {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly path: string;
}): Promise<RestoreResult> => {
  const { config, databaseUrl, path } = options;
  const { manifest, rows, keys } = await loadArchive({ url: databaseUrl, path });
  const migrated = await migrate(databaseUrl);
  const fate = keys === null ? 'none' : config.keys === null ? 'written' : 'environment';
  if (keys !== null && fate === 'written') {
    writeKeyFile(config.dataDir, mergeKeys(keys, readKeyFile(config.dataDir)));
  }
  const counts = Object.values(rows);
  return {
    version: manifest.version,
    createdAt: manifest.created_at,
    tables: counts.length,
    rows: counts.reduce((sum, count) => sum + count, 0),
    migrated,
    keys: fate,
  };
};

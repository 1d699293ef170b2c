/** The database an archive is restored into: empty, used by nobody, and at the archive's migrations. */
import pg from 'pg';
import { migrationNames, migrationSource } from '../../migrations/index.ts';
import { connectDb, pgOptions } from '../db/connect.ts';
import { countRows, listTables } from './catalog.ts';
import type { Manifest } from './manifest.ts';

/** Restoring here would harm what is there. */
export class TargetError extends Error {}

const APPLICATION = 'pawgress-restore';

export const connectTarget = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client(pgOptions(url, APPLICATION));
  await client.connect();
  return client;
};

/** @throws {TargetError} when a row is there already, or a Pawgress is connected. */
export const assertTargetFree = async (url: string): Promise<void> => {
  const client = await connectTarget(url);
  try {
    const { rows } = await client.query<{ name: string }>(
      `select distinct application_name as name from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name like 'pawgress%'`,
    );
    if (rows.length > 0) {
      throw new TargetError(`Pawgress uses this database (${rows.map((row) => row.name).join(', ')}): stop it first.`);
    }
    for (const { name } of await listTables(client)) {
      const count = await countRows(client, name);
      if (count === 0) continue;
      throw new TargetError(
        `This database is not empty: the table ${name} has ${count} rows. Restore into a new database or a new DATA_DIR.`,
      );
    }
  } finally {
    await client.end();
  }
};

/** @throws {TargetError} when the archive comes from a newer Pawgress than this one. */
export const assertNotNewer = (manifest: Manifest): void => {
  const unknown = manifest.migrations.filter((name) => !migrationNames.includes(name));
  if (unknown.length === 0) return;
  throw new TargetError(
    `This archive was made by Pawgress ${manifest.version} and has the migration ${unknown.at(-1)}, which this version does not know: restore it with ${manifest.version} or newer.`,
  );
};

/** Gives the empty database exactly these migrations, so that rows meet the tables they were written in. */
export const migrateExactly = async (url: string, names: readonly string[]): Promise<void> => {
  const db = connectDb(url, { max: 2, application: APPLICATION });
  try {
    const [completed] = (await db.migrate.list({ migrationSource })) as [readonly { name: string }[], unknown];
    if (completed.some(({ name }) => !names.includes(name))) await db.migrate.rollback({ migrationSource }, true);
    for (const name of names) await db.migrate.up({ migrationSource, name });
  } finally {
    await db.destroy();
  }
};

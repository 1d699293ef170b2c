import pg from 'pg';
import { migrationNames, migrationSource } from '../../migrations/index.ts';
import { connectDb, pgOptions } from './connect.ts';

/** One number names the lock that all processes of one database take to migrate. */
const MIGRATION_LOCK = 727_001;

/** The database was made by a newer Pawgress: this one must not touch it. */
export class NewerDatabaseError extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `This database was made by a newer Pawgress: it has the migration ${unknown.at(-1)}, which this version does not know. ` +
        'Start the newer version, or restore a backup made by this one.',
    );
  }
}

const appliedMigrations = async (client: pg.Client): Promise<string[]> => {
  const table = await client.query<{ found: string | null }>(`select to_regclass('public.knex_migrations') as found`);
  if (table.rows[0]?.found == null) return [];
  const rows = await client.query<{ name: string }>('select name from knex_migrations order by id');
  return rows.rows.map((row) => row.name);
};

/**
 * Brings the database to this code's version, one process at a time (knex makes its own lock table racily), and frees
 * the lock that a killed run left. Returns the names that ran now.
 * @throws {NewerDatabaseError} when the database has migrations this code does not know.
 */
export const migrate = async (url: string): Promise<readonly string[]> => {
  const client = new pg.Client(pgOptions(url, 'pawgress-migrate'));
  await client.connect();
  const db = connectDb(url, { max: 2, application: 'pawgress-migrate' });
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const unknown = (await appliedMigrations(client)).filter((name) => !migrationNames.includes(name));
    if (unknown.length > 0) throw new NewerDatabaseError(unknown);
    if (await db.schema.hasTable('knex_migrations_lock')) await db.migrate.forceFreeMigrationsLock({ migrationSource });
    const [, ran] = (await db.migrate.latest({ migrationSource })) as [number, string[]];
    return ran;
  } finally {
    await db.destroy();
    await client.end();
  }
};

/** @throws {NewerDatabaseError} · @throws {Error} when migrations are missing: run `npm run migrate`. */
export const assertMigrated = async (url: string): Promise<void> => {
  const client = new pg.Client(pgOptions(url, 'pawgress'));
  await client.connect();
  try {
    const applied = await appliedMigrations(client);
    const unknown = applied.filter((name) => !migrationNames.includes(name));
    if (unknown.length > 0) throw new NewerDatabaseError(unknown);
    const missing = migrationNames.filter((name) => !applied.includes(name));
    if (missing.length > 0)
      throw new Error(`The database is behind by ${missing.length} migrations: run npm run migrate.`);
  } finally {
    await client.end();
  }
};

/**
 * A database of the first release keeps its data. `test/fixtures/first-release.tar.gz` is what `npm run backup` of that
 * release wrote: two people with pets, connections, goals and deliveries, and rows in the tables of later features.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadArchive } from '#infra/backup/load-archive.ts';
import { loadConfig } from '#infra/config.ts';
import { assertMigrated, migrate } from '#infra/db/migrate.ts';
import { query } from '#infra/db/query.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { migrationNames } from '../../migrations/index.ts';
import { createTestDb, type TestDb } from '../../test/support/db.ts';
import { REBUILDABLE, rebuildAll } from './rebuild.ts';
import { restore } from './restore.ts';
import { verifyPets } from './verify-pets.ts';

const FIRST_RELEASE = join(import.meta.dirname, '../../test/fixtures/first-release.tar.gz');
const ITS_MIGRATIONS = 11;
/** Filled by a migration, from facts that were there. */
const COMPUTED_SINCE = ['metrics_cache'];
const NOW = '2026-11-28T12:00:00.000Z';

const folder = mkdtempSync(join(tmpdir(), 'pawgress-upgrade-'));
const targets: (TestDb & { drop(): Promise<void> })[] = [];
const emptyTarget = async (): Promise<TestDb> => {
  const target = await createTestDb();
  targets.push(target);
  return target;
};
afterAll(async () => {
  for (const target of targets) await target.drop();
  rmSync(folder, { recursive: true });
});

let inPlace: TestDb;
let rowsBefore: Readonly<Record<string, number>>;

beforeAll(async () => {
  inPlace = await emptyTarget();
  const { manifest, rows } = await loadArchive({ url: inPlace.url, path: FIRST_RELEASE });
  expect(manifest.migrations).toEqual(migrationNames.slice(0, ITS_MIGRATIONS));
  rowsBefore = rows;
  expect(await migrate(inPlace.url)).toEqual(migrationNames.slice(ITS_MIGRATIONS));
  await assertMigrated(inPlace.url);
});

const countsOf = async ({ db }: TestDb): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const table of Object.keys(rowsBefore).filter((name) => !COMPUTED_SINCE.includes(name))) {
    const { rows } = await query<{ n: number }>(db, `select count(*) as n from "${table}"`);
    counts[table] = rows[0]?.n ?? 0;
  }
  return counts;
};

test('every row of the first release is there after the upgrade', async () => {
  expect(rowsBefore).toMatchObject({
    users: 2,
    pets: 2,
    event_raw: 16,
    goals: 4,
    habit_completions: 2,
    tracker_logs: 2,
  });
  expect(rowsBefore).toMatchObject(await countsOf(inPlace));
});

test('its pets are what their ledgers say, and its rollups what its facts say', async () => {
  const uow = createUnitOfWork(inPlace.db);
  expect(await verifyPets(uow)).toMatchObject({ pets: 2, events: 24, differences: [] });
  expect(await rebuildAll(uow, REBUILDABLE, () => NOW)).toEqual({ users: 2, differences: [] });
});

test('a backup of it restores with today’s code', async () => {
  const target = await emptyTarget();
  const config = loadConfig({ DATA_DIR: join(folder, 'fresh') });
  const result = await restore({ config, databaseUrl: target.url, path: FIRST_RELEASE });
  expect(result).toMatchObject({ version: '0.1.0', migrated: migrationNames.slice(ITS_MIGRATIONS), keys: 'written' });
  expect(rowsBefore).toMatchObject(await countsOf(target));
  expect(await verifyPets(createUnitOfWork(target.db))).toMatchObject({ differences: [] });
  expect(readFileSync(join(folder, 'fresh/pawgress.keys'), 'utf8')).toContain(':');
});

import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#infra/config.ts';
import { connectDb, type Db } from '#infra/db/connect.ts';
import { query } from '#infra/db/query.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { createTestDb, useTestDb, type TestDb } from '../../test/support/db.ts';
import {
  drain,
  insertConnection,
  insertDelivery,
  insertPet,
  insertUser,
  NOW,
  processorOn,
} from '../../test/support/pipeline.ts';
import { ensureKeys, readKeyFile } from '#infra/secrets/key-file.ts';
import { migrationNames } from '../../migrations/index.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { verifyPets } from './verify-pets.ts';

const source = useTestDb();
const folder = mkdtempSync(join(tmpdir(), 'pawgress-backup-'));
const config = loadConfig({ DATA_DIR: join(folder, 'data') });
const path = join(folder, 'backup.tar.gz');
const targets: (TestDb & { drop(): Promise<void> })[] = [];

const emptyTarget = async (): Promise<TestDb> => {
  const target = await createTestDb();
  targets.push(target);
  return target;
};

/** Nobody may use the database that is restored into; the next query connects again. */
const disconnect = async ({ db }: TestDb): Promise<void> => {
  await db.destroy();
  db.initialize();
};

/** One text for everything a table holds, whatever the order of its rows. */
const contents = async (db: Db): Promise<Record<string, string>> => {
  const { rows: tables } = await query<{ name: string }>(
    db,
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'knex%' order by 1`,
  );
  const all: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await query<{ hash: string }>(
      db,
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '\n' order by t::text), '')) as hash from "${name}" t`,
    );
    all[name] = rows[0]?.hash ?? '';
  }
  return all;
};

beforeAll(async () => {
  const { db } = source;
  ensureKeys(config);
  for (let user = 0; user < 3; user += 1) {
    const userId = await insertUser(db, { timezone: 'Pacific/Auckland', dayStartHour: 4 });
    await insertPet(db, userId);
    const integrationId = await insertConnection(db, userId, {
      metadata: JSON.stringify({ odd: 'tab\t, line\n, back\\slash, \\N, é' }),
    });
    for (let i = 0; i < 20; i += 1) {
      await insertDelivery(db, userId, { events: [{}, { type: 'issue.closed' }] }, { integrationId });
    }
  }
  await drain(processorOn(db));
});

afterAll(async () => {
  for (const target of targets) await target.drop();
  rmSync(folder, { recursive: true });
});

describe('backup and restore', () => {
  test('brings every row back, the keys too', async () => {
    const made = await backup({ config, databaseUrl: source.url, path, now: NOW });
    expect(made).toMatchObject({ hasKeys: true });
    expect(made.rows).toBeGreaterThan(200);
    expect(statSync(path).mode & 0o777).toBe(0o600);

    const target = await emptyTarget();
    const fresh = loadConfig({ DATA_DIR: join(folder, 'fresh') });
    const result = await restore({ config: fresh, databaseUrl: target.url, path });
    expect(result).toMatchObject({ rows: made.rows, tables: made.tables, migrated: [], keys: 'written' });
    expect(await contents(target.db)).toEqual(await contents(source.db));
    expect(readKeyFile(fresh.dataDir)).toBe(readKeyFile(config.dataDir));
  });

  test('numbers go on after the highest one restored', async () => {
    const target = await emptyTarget();
    await restore({ config, databaseUrl: target.url, path });
    const [first] = (await query<{ id: string }>(target.db, 'select id from users limit 1')).rows;
    const userId = first?.id ?? '';
    await target
      .db('event_raw')
      .insert({ user_id: userId, source: 'scripted', payload: '{}', external_event_id: 'later' });
    expect(await insertUser(target.db)).toBeTruthy();
  });

  test('a database without any table is made first', async () => {
    const target = await emptyTarget();
    await target.db.raw('drop schema public cascade');
    await target.db.raw('create schema public');
    await disconnect(target);
    await restore({ config, databaseUrl: target.url, path });
    expect(await contents(target.db)).toEqual(await contents(source.db));
  });

  test('is one moment, whatever is written meanwhile', async () => {
    const { db } = source;
    const userId = await insertUser(db);
    await insertPet(db, userId);
    let writing = true;
    const load = (async () => {
      for (let i = 0; writing; i += 1) {
        await insertDelivery(db, userId, { events: [{}] });
        if (i % 5 === 0) await drain(processorOn(db));
      }
    })();
    const busyPath = join(folder, 'busy.tar.gz');
    const made = await backup({ config, databaseUrl: source.url, path: busyPath, now: NOW });
    writing = false;
    await load;
    const target = await emptyTarget();
    // Restoring compares the rows of every table with what the archive says it holds.
    const restored = await restore({ config, databaseUrl: target.url, path: busyPath });
    expect(restored.rows).toBe(made.rows);
    expect(await verifyPets(createUnitOfWork(target.db))).toMatchObject({ pets: 4, differences: [] });
    const torn = await query<{ n: number }>(
      target.db,
      `select (select count(*) from events e where not exists (select 1 from event_scores s where s.event_id = e.id))
         + (select count(*) from pets p where version <> 1 + (select count(*) from event_scores s where s.pet_id = p.id)) as n`,
    );
    expect(torn.rows).toEqual([{ n: 0 }]);
  });

  test('keys that a new folder has already stay known', async () => {
    const fresh = loadConfig({ DATA_DIR: join(folder, 'has keys') });
    const present = ensureKeys(fresh);
    const target = await emptyTarget();
    await restore({ config: fresh, databaseUrl: target.url, path });
    expect(readKeyFile(fresh.dataDir)).toBe(`${readKeyFile(config.dataDir)},${present}`);
  });
});

describe('restore refuses', () => {
  const expectUntouched = async (target: TestDb): Promise<void> => {
    const { rows } = await query<{ n: number }>(target.db, 'select count(*) as n from users');
    expect(rows).toEqual([{ n: 0 }]);
  };

  test('a database that is not empty', async () => {
    const target = await emptyTarget();
    await insertUser(target.db);
    await disconnect(target);
    await expect(restore({ config, databaseUrl: target.url, path })).rejects.toThrow(
      /not empty: the table \w+ has 1 rows/,
    );
  });

  test('a database that Pawgress is using', async () => {
    const target = await createTestDb();
    const server = connectDb(target.url, { max: 1, application: 'pawgress-server' });
    await server.raw('select 1');
    await expect(restore({ config, databaseUrl: target.url, path })).rejects.toThrow('pawgress-server');
    await server.destroy();
    await target.drop();
  });

  test('a file that was cut short', async () => {
    const target = await emptyTarget();
    const cut = join(folder, 'cut.tar.gz');
    writeFileSync(cut, readFileSync(path));
    truncateSync(cut, statSync(path).size - 200);
    await expect(restore({ config, databaseUrl: target.url, path: cut })).rejects.toThrow(
      'cut.tar.gz cannot be restored',
    );
    await expectUntouched(target);
  });

  test('a file in which one byte was changed', async () => {
    const target = await emptyTarget();
    const tar = gunzipSync(readFileSync(path));
    const at = tar.indexOf('Pacific/Auckland');
    tar.write('Pacific/Aukkland', at);
    const changed = join(folder, 'changed.tar.gz');
    writeFileSync(changed, gzipSync(tar));
    await expect(restore({ config, databaseUrl: target.url, path: changed })).rejects.toThrow(
      'is not what was written',
    );
    await expectUntouched(target);
  });

  test('a file that is no backup at all', async () => {
    const target = await emptyTarget();
    const other = join(folder, 'other.tar.gz');
    writeFileSync(other, 'hello');
    await expect(restore({ config, databaseUrl: target.url, path: other })).rejects.toThrow('no backup of Pawgress');
    await expect(restore({ config, databaseUrl: target.url, path: join(folder, 'none') })).rejects.toThrow('ENOENT');
  });

  test('an archive of a newer version', async () => {
    const target = await emptyTarget();
    const tar = gunzipSync(readFileSync(path)).toString('latin1');
    const newest = migrationNames.at(-1) ?? '';
    const newer = join(folder, 'newer.tar.gz');
    writeFileSync(newer, gzipSync(Buffer.from(tar.replace(newest, newest.replace(/^\d{4}/, '2999')), 'latin1')));
    await expect(restore({ config, databaseUrl: target.url, path: newer })).rejects.toThrow(/does not know/);
    await expectUntouched(target);
  });
});

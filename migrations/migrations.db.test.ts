import { expect, test } from 'vitest';
import { useTestDb } from '../test/support/db.ts';
import { migrationNames, migrationSource } from './index.ts';

const testDb = useTestDb();

const shape = async () => {
  const rows = await testDb.db.raw(`
    select 'column' as kind, table_name || '.' || column_name as name, data_type || coalesce(column_default, '') as what
      from information_schema.columns where table_schema = 'public' and table_name not like 'knex_%'
    union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and conrelid::regclass::text not like 'knex_%'
    union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public' and tablename not like 'knex_%'
    union all select 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select 'function', p.oid::regprocedure::text, md5(prosrc) from pg_proc p
      where pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    union all select 'type', t.typname, string_agg(e.enumlabel, ',' order by e.enumsortorder)
      from pg_type t join pg_enum e on e.enumtypid = t.oid group by t.typname
    order by 1, 2, 3`);
  return rows.rows as { kind: string; name: string; what: string }[];
};

test('every migration goes down to nothing and up again to the same schema', async () => {
  const before = await shape();
  expect(before.filter((row) => row.kind === 'column').length).toBeGreaterThan(300);

  await testDb.db.migrate.rollback({ migrationSource }, true);
  expect(await shape()).toEqual([]);

  await testDb.db.migrate.latest({ migrationSource });
  expect(await shape()).toEqual(before);
  expect(migrationNames.length).toBeGreaterThan(10);
});

/** What the database says about its own tables. */
import type pg from 'pg';
import type { Manifest } from './manifest.ts';

type Tables = Manifest['tables'];

/** Every table of ours with the columns that hold what was written (not those PostgreSQL derives), by name. */
export const listTables = async (client: pg.ClientBase): Promise<Tables> => {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.table_name as name, array_agg(c.column_name::text order by c.ordinal_position) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
       and c.table_name not in ('knex_migrations', 'knex_migrations_lock')
     group by c.table_name order by c.table_name`,
  );
  return rows;
};

export const appliedMigrations = async (client: pg.ClientBase): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>('select name from knex_migrations order by name');
  return rows.map((row) => row.name);
};

export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

export const countRows = async (client: pg.ClientBase, table: string): Promise<number> => {
  const { rows } = await client.query<{ count: string }>(`select count(*)::text as count from ${quote(table)}`);
  return Number(rows[0]?.count);
};

/** Lets every sequence go on after the highest number its column holds. */
export const resetSequences = async (client: pg.ClientBase): Promise<void> => {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select * from (
       select table_name::text as table, column_name::text as column,
         pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
       from information_schema.columns where table_schema = 'public' and table_name not like 'knex\\_%') all_columns
     where sequence is not null`,
  );
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1::regclass, max(${quote(column)})) from ${quote(table)} having max(${quote(column)}) is not null`,
      [sequence],
    );
  }
};

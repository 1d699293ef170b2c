import type { Knex } from 'knex';

/** Runs plain SQL, several statements at once. knex would read `?` as a binding, so it is escaped. */
export const runSql = async (db: Knex, sql: string): Promise<void> => {
  await db.raw(sql.replaceAll('?', '\\?'));
};

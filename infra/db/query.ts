import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Queryable } from './connect.ts';

/** What a binding of a plain SQL statement may be. Arrays become PostgreSQL arrays: cast them, `?::uuid[]`. */
export type Binding = string | number | boolean | null | Buffer | readonly (string | number | null)[];

interface Answer<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** Runs plain SQL with `?` bindings. `Row` is what the statement returns, in the types of `connect.ts`. */
export const query = async <Row>(db: Queryable, sql: string, bindings: readonly Binding[] = []): Promise<Answer<Row>> =>
  db.raw<Answer<Row>>(sql, bindings as readonly Knex.RawBinding[]);

const names = new Map<string, string>();

const nameOf = (sql: string): string => {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `read-${createHash('sha256').update(sql).digest('base64url').slice(0, 40)}`;
  names.set(sql, name);
  return name;
};

/**
 * The same for reads that every request makes: planned once for each connection. Not for work on queue-like tables,
 * whose plan made while they were empty would be kept when they are full.
 */
export const preparedQuery = async <Row>(
  db: Queryable,
  sql: string,
  bindings: readonly Binding[] = [],
): Promise<Answer<Row>> =>
  db.raw<Answer<Row>>(sql, bindings as readonly Knex.RawBinding[]).options({ name: nameOf(sql) });

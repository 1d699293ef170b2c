import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type pg from 'pg';
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

interface Prepared {
  readonly name: string;
  /** With `$1` … in place of `?`. */
  readonly text: string;
}

const statements = new Map<string, Prepared>();

const preparedFor = (sql: string): Prepared => {
  const known = statements.get(sql);
  if (known) return known;
  const name = `read-${createHash('sha256').update(sql).digest('base64url').slice(0, 40)}`;
  let place = 0;
  const made = { name, text: sql.replaceAll('?', () => `$${(place += 1)}`) };
  statements.set(sql, made);
  return made;
};

/** What knex does not type of the client behind a pool. */
interface PoolClient {
  acquireConnection(): Promise<pg.Client>;
  releaseConnection(connection: pg.Client): Promise<void>;
}

/**
 * The same for reads that every request makes: planned once for each connection, and handed to `pg` without knex's way
 * around it, which cost more than the statement. Its SQL has `?` for bindings only. Not for work on queue-like tables,
 * whose plan made while they were empty would be kept when they are full.
 */
export const preparedQuery = async <Row>(
  db: Queryable,
  sql: string,
  bindings: readonly Binding[] = [],
): Promise<Answer<Row>> => {
  const { name, text } = preparedFor(sql);
  if (db.isTransaction) return db.raw<Answer<Row>>(sql, bindings as readonly Knex.RawBinding[]).options({ name });
  const client = db.client as PoolClient;
  const connection = await client.acquireConnection();
  try {
    const { rows, rowCount } = await connection.query({ name, text, values: bindings as unknown[] });
    return { rows: rows as Row[], rowCount: rowCount ?? 0 };
  } finally {
    await client.releaseConnection(connection);
  }
};

import type { Knex } from 'knex';
import type { Queryable } from './connect.ts';

/** What a binding of a plain SQL statement may be. Arrays become PostgreSQL arrays: cast them, `?::uuid[]`. */
export type Binding = string | number | boolean | null | Buffer | readonly (string | number | null)[];

/** Runs plain SQL with `?` bindings. `Row` is what the statement returns, in the types of `connect.ts`. */
export const query = async <Row>(
  db: Queryable,
  sql: string,
  bindings: readonly Binding[] = [],
): Promise<{ readonly rows: Row[]; readonly rowCount: number }> =>
  db.raw<{ rows: Row[]; rowCount: number }>(sql, bindings as readonly Knex.RawBinding[]);

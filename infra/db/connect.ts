import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import type { Logger } from '../logger.ts';

export type Db = Knex;
/** Whatever runs a query: the pool or a transaction. */
export type Queryable = Knex | Knex.Transaction;

const OID = { date: 1082, timestamptz: 1184, int8: 20, numeric: 1700, dateArray: 1182 } as const;

/**
 * How PostgreSQL's types arrive: dates as `YYYY-MM-DD`, instants as ISO strings in UTC with milliseconds, numerics as
 * strings, bigints as numbers (all of ours stay below 2^53). No JS `Date` and no process time zone anywhere (spec 0.4).
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    if (oid === OID.date || oid === OID.numeric) return (v: string) => v;
    if (oid === OID.dateArray) return parseTextArray;
    if (oid === OID.timestamptz) return instantOf;
    if (oid === OID.int8) return Number;
    return pg.types.getTypeParser(oid, 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

const TEXT_ARRAY = 1009;
const parseTextArray = (text: string): unknown => pg.types.getTypeParser(TEXT_ARRAY as never, 'text')(text);

const instantOf = (text: string): string =>
  text === '-infinity' || text === 'infinity' ? text : new Date(text).toISOString();

/** Settings every connection of ours uses, for pg clients made outside the pool too. */
export const pgOptions = (url: string, application: string) => ({
  connectionString: url,
  application_name: application,
  types,
  keepAlive: true,
});

interface PoolOptions {
  readonly max: number;
  readonly application: string;
  /** Hears what happens to connections nobody is using; without it only the next query that fails tells of it. */
  readonly logger?: Pick<Logger, 'warn'>;
}

/** Knex writes to stdout unless it is told where else: a cut connection would stand between our JSON lines. */
const knexLog = (logger: PoolOptions['logger']): Knex.Logger => {
  const say = (message: unknown): void => void logger?.warn({ from: 'knex' }, String(message));
  return { warn: say, error: say, deprecate: (method, alternative) => say(`${method} is deprecated: ${alternative}`) };
};

/** A pool of at most `max` connections. Close it with `destroy()`. */
export const connectDb = (url: string, options: PoolOptions): Db =>
  knexFactory({
    client: 'pg',
    connection: pgOptions(url, options.application) as Knex.PgConnectionConfig,
    pool: { min: 0, max: options.max, idleTimeoutMillis: 30_000 },
    acquireConnectionTimeout: 10_000,
    log: knexLog(options.logger),
  });

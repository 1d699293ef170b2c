import pg from 'pg';
import { pgOptions } from './connect.ts';

/** The schema needs `NULLS NOT DISTINCT`. */
const OLDEST = 15;
const CONNECT_MS = 10_000;

const whereOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};

/**
 * The major version of the server at `url`.
 * @throws {Error} naming the server, without its password, when it cannot be reached or is too old.
 */
export const postgresVersion = async (url: string): Promise<number> => {
  const client = new pg.Client({ ...pgOptions(url, 'pawgress'), connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    const major = Math.floor(Number(rows[0]?.version) / 10_000);
    if (major >= OLDEST) return major;
    throw new Error(`it is PostgreSQL ${major}, and Pawgress needs ${OLDEST} or newer`);
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    throw new Error(`The database at ${whereOf(url)} cannot be used: ${reason}.`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
};

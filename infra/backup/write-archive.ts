import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { pack as createPack, type Pack } from 'tar-stream';
import type { Instant } from '#core/domain/event.ts';
import { pgOptions } from '../db/connect.ts';
import { version } from '../version.ts';
import { appliedMigrations, listTables, quote } from './catalog.ts';
import { KEY_FILE, MANIFEST, partName, SUMMARY, type Manifest, type Summary } from './manifest.ts';

/** A tar entry's size stands before its content, so a table is written in parts of about this size. */
const PART_BYTES = 4 * 1024 * 1024;
const OWNER_ONLY = 0o600;

type AddEntry = (name: string, content: Buffer) => Promise<void>;

/** Adds entries with their hashes; waits until the archive took each, so that memory stays small. */
const entryWriter = (pack: Pack, summary: Summary, at: Instant): AddEntry => {
  const mtime = new Date(at);
  return (name, content) =>
    new Promise((resolve, reject) => {
      summary.sha256[name] = createHash('sha256').update(content).digest('hex');
      pack.entry({ name, mtime, mode: OWNER_ONLY }, content, (error) => (error ? reject(error) : resolve()));
    });
};

const writeTable = async (client: pg.Client, table: Manifest['tables'][number], add: AddEntry): Promise<number> => {
  const columns = table.columns.map(quote).join(', ');
  const rows = client.query(copy.to(`copy (select ${columns} from ${quote(table.name)}) to stdout`));
  let [waiting, bytes, index]: [Buffer[], number, number] = [[], 0, 0];
  const flush = async (): Promise<void> => {
    if (bytes === 0) return;
    const part = Buffer.concat(waiting);
    [waiting, bytes] = [[], 0];
    await add(partName(table.name, index), part);
    index += 1;
  };
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes >= PART_BYTES) await flush();
  }
  await flush();
  return rows.rowCount;
};

const writeEntries = async (client: pg.Client, pack: Pack, keys: string | null, at: Instant): Promise<Summary> => {
  const summary: Summary = { rows: {}, sha256: {} };
  const add = entryWriter(pack, summary, at);
  const addJson = (name: string, value: unknown) => add(name, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
  const manifest: Manifest = {
    format: 1,
    version,
    created_at: at,
    migrations: [...(await appliedMigrations(client))],
    tables: await listTables(client),
  };
  await addJson(MANIFEST, manifest);
  if (keys !== null) await add(KEY_FILE, Buffer.from(`${keys}\n`));
  for (const table of manifest.tables) summary.rows[table.name] = await writeTable(client, table, add);
  const { rows, sha256 } = summary;
  await addJson(SUMMARY, { rows, sha256 });
  pack.finalize();
  return summary;
};

/**
 * Writes all tables, as they are at one moment (one repeatable-read snapshot, whatever is written meanwhile), and the
 * keys into one archive at `path`, which appears only when it is whole. Returns how many rows of each table it holds.
 */
export const writeArchive = async (options: {
  readonly url: string;
  readonly path: string;
  /** Content of the key file, `null` when the keys are kept elsewhere. */
  readonly keys: string | null;
  readonly at: Instant;
}): Promise<Summary['rows']> => {
  const { url, path, keys, at } = options;
  const client = new pg.Client(pgOptions(url, 'pawgress-backup'));
  const aside = `${path}.partial`;
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    const pack = createPack();
    const written = pipeline(pack, createGzip(), createWriteStream(aside, { mode: OWNER_ONLY }));
    const entries = writeEntries(client, pack, keys, at).catch((error: unknown) => {
      pack.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    const [summary] = await Promise.all([entries, written]);
    await client.query('commit');
    await rename(aside, path);
    return summary.rows;
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  } finally {
    await client.end();
  }
};

import { finished } from 'node:stream/promises';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { countRows, quote, resetSequences } from './catalog.ts';
import type { Manifest, Summary } from './manifest.ts';
import { ArchiveError, readArchive, type Entry } from './read-archive.ts';
import { assertNotNewer, assertTargetFree, connectTarget, migrateExactly, TargetError } from './target.ts';

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Rows go in as they were: no trigger adds a row or forbids one, and no order of tables matters. The archive is one
 * consistent moment, so every foreign key in it holds.
 */
const silenceTriggers = async (client: pg.Client): Promise<void> => {
  try {
    await client.query('set local session_replication_role = replica');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new TargetError(
      'Restoring needs a superuser, because triggers must rest while rows are copied: use one in DATABASE_URL for this, or let a superuser run "grant set on parameter session_replication_role to" your user.',
      { cause: error },
    );
  }
};

/** Feeds the parts of one table after another into COPY. Returns how to end, with the rows of each table. */
const createLoader = (client: pg.Client, manifest: Manifest) => {
  const rows: Record<string, number> = Object.fromEntries(manifest.tables.map(({ name }) => [name, 0]));
  let open: { readonly table: string; readonly stream: copy.CopyStreamQuery } | null = null;

  const close = async (): Promise<void> => {
    if (!open) return;
    const { table, stream } = open;
    open = null;
    stream.end();
    await finished(stream);
    rows[table] = stream.rowCount;
  };
  return {
    add: async (table: string, content: Buffer): Promise<void> => {
      if (open?.table !== table) {
        await close();
        const columns = manifest.tables.find(({ name }) => name === table)?.columns;
        if (!columns) throw new TargetError(`The archive has rows of ${table}, which its manifest does not name.`);
        const into = `${quote(table)} (${columns.map(quote).join(', ')})`;
        const stream = client.query(copy.from(`copy ${into} from stdin`));
        // Each write and the end report the error; without a listener it would end the process first.
        stream.on('error', () => undefined);
        open = { table, stream };
      }
      const { stream } = open;
      await new Promise<void>((resolve, reject) => {
        stream.write(content, (error) => (error ? reject(error) : resolve()));
      });
    },
    finish: async (): Promise<Summary['rows']> => {
      await close();
      return rows;
    },
  };
};

const assertCounts = async (client: pg.Client, wanted: Summary['rows'], loaded: Summary['rows']): Promise<void> => {
  for (const [table, count] of Object.entries(wanted)) {
    const stored = await countRows(client, table);
    if (count === stored && count === loaded[table]) continue;
    throw new TargetError(`${table} should have ${count} rows and has ${stored}: nothing was restored.`);
  }
};

const loadRows = async (
  client: pg.Client,
  manifest: Manifest,
  entries: AsyncIterable<Entry>,
): Promise<{ readonly rows: Summary['rows']; readonly keys: string | null }> => {
  const loader = createLoader(client, manifest);
  let keys: string | null = null;
  let summary: Summary | null = null;
  for await (const entry of entries) {
    if (entry.kind === 'part') await loader.add(entry.table, entry.content);
    else if (entry.kind === 'keys') keys = entry.keys;
    else if (entry.kind === 'summary') summary = entry.summary;
  }
  const rows = await loader.finish();
  await assertCounts(client, summary?.rows ?? {}, rows);
  return { rows, keys };
};

/**
 * Restores an archive into an empty database, which then has the archive's migrations: all of it or nothing.
 * @throws {TargetError} when the database is not empty, in use or not allowed · {ArchiveError} when the file is damaged.
 */
export const loadArchive = async (options: {
  readonly url: string;
  readonly path: string;
}): Promise<{ readonly manifest: Manifest; readonly rows: Summary['rows']; readonly keys: string | null }> => {
  const { url, path } = options;
  const entries = readArchive(path);
  const first = await entries.next();
  if (first.done || first.value.kind !== 'manifest') throw new ArchiveError(path, 'it does not begin with a manifest');
  const { manifest } = first.value;
  assertNotNewer(manifest);
  await assertTargetFree(url);
  await migrateExactly(url, manifest.migrations);

  const client = await connectTarget(url);
  try {
    await client.query('begin');
    await silenceTriggers(client);
    const loaded = await loadRows(client, manifest, entries);
    await resetSequences(client);
    await client.query('commit');
    return { manifest, ...loaded };
  } finally {
    await entries.return(undefined);
    await client.end();
  }
};

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { KEY_FILE, MANIFEST, Manifest, Summary, SUMMARY, tableOfPart } from './manifest.ts';

/** The file is no archive of ours, or not all of it. */
export class ArchiveError extends Error {
  constructor(path: string, what: string, options?: ErrorOptions) {
    super(`${path} cannot be restored: ${what}.`, options);
  }
}

export type Entry =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'part'; readonly table: string; readonly content: Buffer }
  | { readonly kind: 'summary'; readonly summary: Summary };

const parseEntry = (name: string, content: Buffer): Entry | null => {
  if (name === MANIFEST) return { kind: 'manifest', manifest: Manifest.parse(JSON.parse(content.toString('utf8'))) };
  if (name === SUMMARY) return { kind: 'summary', summary: Summary.parse(JSON.parse(content.toString('utf8'))) };
  if (name === KEY_FILE) return { kind: 'keys', keys: content.toString('utf8').trim() };
  const table = tableOfPart(name);
  return table === null ? null : { kind: 'part', table, content };
};

const differences = (summary: Summary, seen: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...Object.keys(summary.sha256), ...seen.keys()])].filter(
    (name) => summary.sha256[name] !== seen.get(name),
  );

/**
 * The entries of an archive in order, one in memory at a time. Ends only when every entry is there and unchanged, so
 * what is done with the entries must be undone when this throws.
 * @throws {ArchiveError}
 */
export async function* readArchive(path: string): AsyncGenerator<Entry> {
  const hashes = new Map<string, string>();
  let whole = false;
  const archive = extract();
  const source = createReadStream(path);
  const unzipped = createGunzip();
  // `pipeline` would end the extractor before its reader saw the last entry; errors are passed on by hand.
  source.on('error', (error) => archive.destroy(error));
  unzipped.on('error', (error) => archive.destroy(error));
  source.pipe(unzipped).pipe(archive);
  try {
    for await (const file of archive) {
      const parts: Buffer[] = [];
      for await (const chunk of file as AsyncIterable<Buffer>) parts.push(chunk);
      const content = Buffer.concat(parts);
      const entry = parseEntry(file.header.name, content);
      if (!entry) throw new ArchiveError(path, `it holds ${file.header.name}, which is not part of a backup`);
      if (entry.kind === 'summary') {
        const changed = differences(entry.summary, hashes);
        if (changed.length > 0) throw new ArchiveError(path, `${changed.join(', ')} is not what was written`);
        whole = true;
      }
      hashes.set(file.header.name, createHash('sha256').update(content).digest('hex'));
      yield entry;
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArchiveError(path, `it is damaged or no backup of Pawgress (${reason})`, { cause: error });
  } finally {
    source.destroy();
    unzipped.destroy();
    archive.destroy();
  }
  if (!whole) throw new ArchiveError(path, 'its end is missing');
}

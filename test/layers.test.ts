/** Each rule of `.dependency-cruiser.cjs` catches a violation that is planted for it, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Names of the rules that these files break. */
const broken = (files: Readonly<Record<string, string>>): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'pawgress-layers-'));
  folders.push(folder);
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(root, name), join(folder, name));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const tops = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))];
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      ...tops,
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map((violation) => violation.rule.name))].sort();
};

const b = 'export const b = 1;\n';
const from = (path: string) => `import { b } from '${path}';\nexport const a = b;\n`;

test.each([
  [
    'no-circular',
    { 'app/a.ts': from('./b.ts'), 'app/b.ts': `import { a } from './a.ts';\nexport const b = () => a;\n` },
  ],
  ['core-is-pure', { 'core/a.ts': from('../infra/b.ts'), 'infra/b.ts': b }],
  ['core-is-pure', { 'core/a.ts': `import knex from 'knex';\nexport const a = knex;\n` }],
  ['core-no-node-io', { 'core/a.ts': `import fs from 'node:fs';\nexport const a = fs;\n` }],
  ['domain-is-the-centre', { 'core/domain/a.ts': from('../contract/b.ts'), 'core/contract/b.ts': b }],
  ['providers-are-islands', { 'core/providers/x/a.ts': from('../y/b.ts'), 'core/providers/y/b.ts': b }],
  ['infra-no-upward', { 'infra/a.ts': from('../app/b.ts'), 'app/b.ts': b }],
  ['app-no-upward', { 'app/a.ts': from('../server/b.ts'), 'server/b.ts': b }],
  ['server-not-workers', { 'server/a.ts': from('../workers/b.ts'), 'workers/b.ts': b }],
  ['workers-not-server', { 'workers/a.ts': from('../server/b.ts'), 'server/b.ts': b }],
  ['web-sees-little', { 'web/a.ts': from('../infra/b.ts'), 'infra/b.ts': b }],
  ['drivers-only-in-infra', { 'server/a.ts': `import pg from 'pg';\nexport const a = pg;\n` }],
  ['no-unlisted', { 'app/a.ts': `import left from 'left-pad';\nexport const a = left;\n` }],
  [
    'core-is-pure',
    { 'core/a.ts': `import type { b } from '../infra/b.ts';\nexport type A = typeof b;\n`, 'infra/b.ts': b },
  ],
])('%s', (rule, files) => {
  expect(broken(files)).toContain(rule);
});

test('what the layers allow breaks no rule', () => {
  const app = `import { b as c } from '../core/b.ts';\nexport const b = c;\n`;
  expect(broken({ 'server/a.ts': from('../app/b.ts'), 'app/b.ts': app, 'core/b.ts': b })).toEqual([]);
});

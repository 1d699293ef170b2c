import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ensureKeys, keyFilePath, readKeys } from './key-file.ts';
import { parseKeys } from './keyring.ts';

const folder = mkdtempSync(join(tmpdir(), 'pawgress-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const given = `a:${Buffer.alloc(32, 1).toString('base64url')}`;

test('keys that are given win, and no file is made', () => {
  const dataDir = join(folder, 'given');
  expect(ensureKeys({ keys: given, dataDir })).toBe(given);
  expect(readKeys({ keys: given, dataDir })).toBe(given);
  expect(() => statSync(dataDir)).toThrow();
});

test('the first start makes a file only its owner can read, later ones use it', () => {
  const dataDir = join(folder, 'first start');
  const made = ensureKeys({ keys: null, dataDir });
  expect(parseKeys(made).size).toBe(1);
  expect(statSync(keyFilePath(dataDir)).mode & 0o777).toBe(0o600);
  expect(ensureKeys({ keys: null, dataDir })).toBe(made);
  expect(readKeys({ keys: null, dataDir })).toBe(made);
  expect(readFileSync(keyFilePath(dataDir), 'utf8')).toBe(`${made}\n`);
});

test('two installations have different keys', () => {
  const [a, b] = ['a', 'b'].map((name) => ensureKeys({ keys: null, dataDir: join(folder, name) }));
  expect(a).not.toBe(b);
});

test('a process of a split deployment makes no keys of its own', () => {
  expect(() => readKeys({ keys: null, dataDir: join(folder, 'split') })).toThrow(/PAWGRESS_KEYS/);
});

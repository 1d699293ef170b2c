import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { disownPostmasterPid, readPostmasterPid } from './postmaster-pid.ts';
import { isRunning } from '../process/process-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'pawgress-pid-'));
const file = join(folder, 'postmaster.pid');
afterAll(() => rmSync(folder, { recursive: true }));

const lines = ['4711', '/a b/postgres', '1700000000', '40123', '', '127.0.0.1', '  123456  7', 'ready   ', ''];

test('reads process, folder, port and state', () => {
  writeFileSync(file, lines.join('\n'));
  expect(readPostmasterPid(file)).toEqual({ pid: 4711, dataFolder: '/a b/postgres', port: 40_123, ready: true });
});

test('a file that is missing, empty or half written says nothing', () => {
  expect(readPostmasterPid(join(folder, 'none'))).toBeNull();
  for (const text of ['', '4711\n/a', '4711\n/a\n17']) {
    writeFileSync(file, text);
    expect(readPostmasterPid(file)).toBeNull();
  }
});

test('disowning names a process that cannot be, and keeps the shared memory key', () => {
  writeFileSync(file, lines.join('\n'));
  disownPostmasterPid(file);
  expect(isRunning(readPostmasterPid(file)?.pid ?? 0)).toBe(false);
  expect(readFileSync(file, 'utf8').split('\n').slice(1)).toEqual(lines.slice(1));
});

import { expect, test } from 'vitest';
import { commandAs } from './privileges.ts';

test('a normal user runs the program as it is', () => {
  expect(commandAs({ how: 'own user', owner: null, prefix: [] }, '/x/postgres', ['-D', '/d'])).toEqual({
    command: '/x/postgres',
    args: ['-D', '/d'],
    options: { cwd: '/' },
  });
});

test('root hands the program to another user', () => {
  const runAs = { how: 'root as nobody', owner: { uid: 65_534, gid: 65_534 }, prefix: [] };
  expect(commandAs(runAs, '/x/postgres', []).options).toEqual({ cwd: '/', uid: 65_534, gid: 65_534 });
});

test('with setpriv the change of user is setpriv’s, who must begin as root', () => {
  const runAs = { how: 'with setpriv', owner: { uid: 7, gid: 7 }, prefix: ['setpriv', '--reuid=7'] };
  expect(commandAs(runAs, '/x/postgres', ['-D', '/d'])).toEqual({
    command: 'setpriv',
    args: ['--reuid=7', '/x/postgres', '-D', '/d'],
    options: { cwd: '/' },
  });
});

import { expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { fromNotice, toNotices } from './notices.ts';

test('every id arrives, and no notice is longer than PostgreSQL takes', () => {
  const ids = Array.from({ length: 1_001 }, newId);
  const notices = toNotices(ids);
  expect(notices.flatMap(fromNotice)).toEqual(ids);
  expect(Math.max(...notices.map((notice) => Buffer.byteLength(notice)))).toBeLessThan(8_000);
});

test('nothing is no notice, and an empty notice is nobody', () => {
  expect(toNotices([])).toEqual([]);
  expect(fromNotice('')).toEqual([]);
});

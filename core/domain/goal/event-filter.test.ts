import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, matchesFilter } from './event-filter.ts';

describe('event filters', () => {
  const event = { type: 'commit.push', meta: { repository: 'api', labels: ['a', 'b'], deep: { x: 1, y: null } } };
  test.each([
    [{ types: ['commit.push'] }, true],
    [{ types: ['issue.closed', 'commit.push'], meta: { repository: 'api' } }, true],
    [{ types: ['commit.push'], meta: { repository: 'web' } }, false],
    [{ types: ['commit.push'], meta: { labels: ['b'] } }, true],
    [{ types: ['commit.push'], meta: { labels: ['c'] } }, false],
    [{ types: ['commit.push'], meta: { deep: { x: 1 } } }, true],
    [{ types: ['commit.push'], meta: { deep: { x: '1' } } }, false],
    [{ types: ['commit.push'], meta: { missing: null } }, false],
    [{ types: [], meta: {} }, false],
  ])('%j: %s', (filter, matches) => expect(matchesFilter(filter, event)).toBe(matches));

  test('everything contains itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(contains(value, value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

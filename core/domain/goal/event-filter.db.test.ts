/** `contains` is PostgreSQL's `@>`: both are asked the same questions. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useTestDb } from '../../../test/support/db.ts';
import { matchesFilter } from './event-filter.ts';

const testDb = useTestDb();

/** Few names and values, so that containment happens often. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 1, 1.5, 'a', '1', [], {}, '__proto__'),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'constructor', '__proto__'), tie('json'), { maxKeys: 3 }),
  ),
}));
const object = fc
  .dictionary(fc.constantFrom('a', 'b', '__proto__'), json, { maxKeys: 3 })
  .map((value) => JSON.stringify(value));

test('a filter finds exactly what PostgreSQL would find', async () => {
  const pairs = fc.sample(fc.tuple(object, object), 4000);
  const { rows } = await testDb.db.raw<{ rows: { contained: boolean }[] }>(
    `select meta::jsonb @> part::jsonb as contained
     from unnest(?::text[], ?::text[]) with ordinality as given(meta, part, n) order by n`,
    [pairs.map(([meta]) => meta), pairs.map(([, part]) => part)],
  );
  const found = pairs.map(([meta, part]) =>
    matchesFilter(
      { types: ['commit.push'], meta: JSON.parse(part) as Record<string, unknown> },
      { type: 'commit.push', meta: JSON.parse(meta) as Record<string, unknown> },
    ),
  );
  expect(pairs.filter((_, i) => found[i] !== rows[i]?.contained)).toEqual([]);
  expect(found.filter(Boolean).length).toBeGreaterThan(400);
  expect(found.filter((yes) => !yes).length).toBeGreaterThan(400);
});

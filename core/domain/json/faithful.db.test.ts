import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { query } from '#infra/db/query.ts';
import { useTestDb } from '../../../test/support/db.ts';
import { storable } from './faithful.ts';

const testDb = useTestDb();

/** What `jsonb` makes of JSON text. */
const throughJsonb = async (text: string): Promise<unknown> => {
  const { rows } = await query<{ text: string }>(testDb.db, 'select ?::jsonb::text as text', [text]);
  return JSON.parse(rows[0]?.text ?? '');
};

/** JSON text in every spelling: spaces, escapes, odd numbers, repeated keys, keys of the language. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => {
  const space = fc.constantFrom('', '', ' ', '\n', '\t ');
  const escape = fc.constantFrom(
    '\\u0000',
    '\\ud83d',
    '\\ude00',
    '\\ud83d\\ude00',
    '\\"',
    '\\\\',
    '\\/',
    '\\n',
    '\\u0041',
  );
  const plain = fc.string({ unit: 'grapheme', maxLength: 5 }).map((text) => JSON.stringify(text).slice(1, -1));
  const string = fc
    .array(fc.oneof(plain, plain, plain, escape), { maxLength: 4 })
    .map((parts) => `"${parts.join('')}"`);
  const key = fc.oneof(string, fc.constantFrom('"a"', '"__proto__"', '"constructor"', '"\\u0061"'));
  const number = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)),
    fc.constantFrom('-0', '1.10', '1e400000', '1E-400000', '9007199254740993', '1e9999', '-1.5e+3'),
  );
  const list = (item: fc.Arbitrary<string>) => fc.array(item, { maxLength: 4 }).map((items) => items.join(','));
  const padded = (text: fc.Arbitrary<string>) => fc.tuple(space, text, space).map((parts) => parts.join(''));
  return {
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(string, number, fc.constantFrom('true', 'false', 'null')),
      list(padded(tie('value'))).map((items) => `[${items}]`),
      list(fc.tuple(padded(key), padded(tie('value'))).map(([k, v]) => `${k}:${v}`)).map((items) => `{${items}}`),
    ),
  };
}).value;

test('jsonb takes every payload, and holds what is said to be exact', async () => {
  let [exact, near] = [0, 0];
  await fc.assert(
    fc.asyncProperty(jsonText, async (text) => {
      const kept = storable(text);
      if (!kept) throw new Error(`no JSON: ${text}`);
      const held = await throughJsonb(kept.payload);
      if (kept.isExact) {
        exact += 1;
        expect(kept.payload).toBe(text);
        expect(withoutNegativeZero(held)).toEqual(withoutNegativeZero(JSON.parse(text)));
      } else near += 1;
    }),
    { numRuns: 1000 },
  );
  expect(exact).toBeGreaterThan(50);
  expect(near).toBeGreaterThan(50);
});

/** `numeric` has one zero. */
const withoutNegativeZero = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (item === 0 ? 0 : item === Infinity ? 'infinite' : item)),
  ) as unknown;

describe('depth', () => {
  const nested = (levels: number, open: string, inner: string, close: string) =>
    open.repeat(levels) + inner + close.repeat(levels);
  test.each([1, 511, 512, 513, 2_000, 6_000, 400_000])('of %i levels is taken', async (levels) => {
    for (const text of [
      nested(levels, '[', '', ']'),
      nested(levels, '{"a":', '1', '}'),
      nested(levels, '[ ', '', ' ]'),
    ]) {
      const kept = storable(text);
      expect(kept?.isExact).toBe(levels <= 512);
      await throughJsonb(kept?.payload ?? '');
    }
  });
});

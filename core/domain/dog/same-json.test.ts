import canonicalizeModule from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameJson } from './same-json.ts';

// Its types describe an ES module, its file is CommonJS: what is imported is the function itself.
const canonicalize = canonicalizeModule as typeof canonicalizeModule & typeof canonicalizeModule.default;

test.each<readonly [boolean, string, string]>([
  [true, '{"a":1,"b":[1,{"c":null}]}', '{"b":[1,{"c":null}],"a":1}'],
  [true, '0', '-0'],
  [true, '{"__proto__":1}', '{"__proto__":1}'],
  [false, '[1,2]', '[2,1]'],
  [false, '[]', '{}'],
  [false, '["a"]', '{"0":"a"}'],
  [false, '{"a":null}', '{}'],
  [false, '{"a":null}', '{"b":null}'],
  [false, '{"a":1}', '{"a":"1"}'],
  [false, '{"__proto__":1}', '{"x":1}'],
  [false, 'null', '{}'],
])('%s: %s and %s', (same, a, b) => {
  expect(sameJson(JSON.parse(a), JSON.parse(b))).toBe(same);
  expect(sameJson(JSON.parse(b), JSON.parse(a))).toBe(same);
});

test('it is equality of the canonical form', () => {
  let same = 0;
  const value = fc.jsonValue({ maxDepth: 3 });
  const small = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(0, 1, null, [1]));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.tuple(value, value),
        fc.tuple(small, small),
        value.map((v) => [v, v] as const),
      ),
      ([a, b]) => {
        const expected = canonicalize(a) === canonicalize(b);
        same += Number(expected);
        expect(sameJson(a, JSON.parse(JSON.stringify(b)))).toBe(expected);
      },
    ),
    { numRuns: 2000 },
  );
  expect(same).toBeGreaterThan(300);
});

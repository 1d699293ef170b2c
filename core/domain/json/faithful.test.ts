import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storable } from './faithful.ts';

describe('kept as it is', () => {
  test.each([
    '{"a":1,"b":[true,null,"x"]}',
    ' { "a" : 1 ,\n "b" : [ 1.5e3 , -0 ] } ',
    '{"\\u00e4":"\\n\\"\\u0041"}',
    '"\\ud83d\\ude00"',
    '{"a":{"a":1},"b":{"a":2}}',
    '{"__proto__":{"x":1},"constructor":2}',
    '9007199254740993',
    '1.10',
    '""',
    '{"":1}',
    '["\\\\u0000"]',
  ])('%s', (text) => expect(storable(text)).toEqual({ payload: text, isExact: true }));
});

describe('kept beside the nearest form', () => {
  test.each([
    ['"a\\u0000b"', '"a\ufffdb"'],
    ['{"\\u0000":1}', '{"\ufffd":1}'],
    ['"\\ud800"', '"\ufffd"'],
    ['"\\udc00\\ud800"', '"\ufffd\ufffd"'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{ "a" : 1, "\\u0061" : 2 }', '{"a":2}'],
    ['[1e400000]', '[null]'],
    ['[1e-400000]', '[0]'],
  ])('%s', (text, payload) => expect(storable(text)).toEqual({ payload, isExact: false }));

  test('400,000 levels, without a crash', () => {
    const text = '['.repeat(400_000) + ']'.repeat(400_000);
    const kept = storable(text);
    expect(kept?.isExact).toBe(false);
    expect(kept?.payload.length).toBeLessThan(2_000);
    expect(() => JSON.parse(kept?.payload ?? '') as unknown).not.toThrow();
  });
});

test('what only a machine could have nested is not read at all', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  const from = performance.now();
  expect(storable(nested(12_000_000))).toBeNull();
  expect(performance.now() - from).toBeLessThan(2_000);
  expect(storable(`["${'['.repeat(1_100_000)}"]`)?.isExact).toBe(true);
});

test('long texts of every kind are read without a crash', () => {
  const many = 2_000_000;
  for (const text of [
    `["${'a\\u0041'.repeat(many / 4)}"]`,
    `["${'\\"'.repeat(many)}"]`,
    `["${'\\\\'.repeat(many)}"]`,
    `[${' '.repeat(many)}1]`,
    `{"a" : "${'x'.repeat(many)}"}`,
  ]) {
    expect(storable(text)).toEqual({ payload: text, isExact: true });
  }
  expect(storable(`[${'1'.repeat(many)}]`)?.isExact).toBe(false);
});

test.each(['', '{', '{"a":}', 'undefined', '{a:1}', "{'a':1}", '[1,]', '\ufeff{}', 'NaN'])('no JSON: %s', (text) => {
  expect(storable(text)).toBeNull();
});

test('whatever JSON is sent, it is stored as the same value', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), fc.boolean(), (compact, spread) => {
      const value = JSON.parse(compact) as unknown;
      const text = spread ? JSON.stringify(value, null, 2) : compact;
      const kept = storable(text);
      expect(kept).not.toBeNull();
      if (kept?.isExact) expect(JSON.parse(kept.payload)).toEqual(value);
      else expect(/\\u|\0/.test(JSON.stringify(value))).toBe(true);
      expect(kept?.payload.includes('\0')).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('a repeated key is always seen, however it is written', () => {
  const key = fc.string({ minLength: 1, unit: 'grapheme-ascii' });
  fc.assert(
    fc.property(key, fc.array(fc.jsonValue(), { maxLength: 3 }), (name, between) => {
      const member = (value: unknown) => `${JSON.stringify(name)}:${JSON.stringify(value)}`;
      const inner = between.map((value, i) => `${JSON.stringify(`other-${i}-${name}`)}:${JSON.stringify(value)}`);
      const text = `[{${[member(1), ...inner, member(2)].join(' , ')}}]`;
      expect(storable(text)?.isExact).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

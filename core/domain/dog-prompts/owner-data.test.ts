import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asData, ownerText, ownerTextOrNull } from './owner-data.ts';

test.each([
  ['  two\n\tlines\u2028here ', 'two lines here'],
  ['a\u200b\u202eb\u0000c', 'abc'],
  ['half \ud83d', 'half \ufffd'],
  ['Grüße 🐕', 'Grüße 🐕'],
])('%j becomes %j', (text, clean) => expect(ownerText(text, 100)).toBe(clean));

test('a text is cut after whole characters, with a mark', () => {
  expect(ownerText('🐕🐕🐕🐕', 4)).toBe('🐕🐕🐕🐕');
  expect(ownerText('🐕🐕🐕🐕🐕', 4)).toBe('🐕🐕🐕…');
  expect(ownerText('one two three', 5)).toBe('one…');
});

test('what says nothing is null', () => {
  expect([null, '', ' \n ', '\u200b', 'x'].map((text) => ownerTextOrNull(text, 10))).toEqual([
    null,
    null,
    null,
    null,
    'x',
  ]);
});

test('cleaning twice is cleaning once, and never longer than allowed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 30 }), (text, max) => {
      const clean = ownerText(text, max);
      expect([...clean].length).toBeLessThanOrEqual(max);
      expect(ownerText(clean, max)).toBe(clean);
    }),
    { numRuns: 2000 },
  );
});

test('facts come back as they were, and open no frame on the way', () => {
  const json = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.jsonValue());
  fc.assert(
    fc.property(json, (facts) => {
      const data = asData(facts);
      expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(facts)));
      expect(data).not.toMatch(/[<>`]/);
    }),
    { numRuns: 2000 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../test/vectors/planner.json' with { type: 'json' };
import { messageNorm, titleNorm } from './title-norm.ts';

test('the vectors are there', () => {
  expect([vectors.title_norm.length, vectors.message_norm.length]).toEqual([30, 11]);
});

test.each(vectors.title_norm)('title %j is %j', (title, expected) => {
  expect(titleNorm(String(title))).toBe(expected);
});

test.each(vectors.message_norm)('message %j is %j', (message, expected) => {
  expect(messageNorm(String(message))).toBe(expected);
});

test('normalising twice is normalising once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(messageNorm(messageNorm(text))).toBe(messageNorm(text));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['c++x y', 'c x y'],
  ['a ++b c+', 'a b c+'],
  ['f#+# g', 'f#+# g'],
  ['+ # +', '+ # +'],
])('signs of %j: %j', (title, expected) => expect(titleNorm(title)).toBe(expected));

test('case, marks of punctuation and spaces make no other title', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-zäöü0-9]{1,8}$/), { minLength: 1, maxLength: 6 }), (words) => {
      expect(titleNorm(`  ${words.join(' -- ').toUpperCase()}!`)).toBe(titleNorm(words.join(' ')));
    }),
    { numRuns: 1000 },
  );
});

test('a long row of signs is read in one go', () => {
  const began = performance.now();
  expect(titleNorm('a+ '.repeat(50_000)).length).toBe(50_000 * 3 - 1);
  expect(titleNorm('+'.repeat(50_000) + 'x')).toBe('x');
  expect(performance.now() - began).toBeLessThan(2_000);
});

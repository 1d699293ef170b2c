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

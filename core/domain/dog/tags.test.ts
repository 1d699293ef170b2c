import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../test/vectors/dog.json' with { type: 'json' };
import { normaliseTag, readTags, TAG_LENGTH_MAX, TAGS_MAX } from './tags.ts';

const RUNS = { numRuns: 2000 };

test('the vectors are there', () => {
  expect(vectors.tags.length).toBe(12);
});

test.each(vectors.tags)('$tags', ({ tags, expect: expected }) => {
  const { value, faults } = readTags(tags);
  if (expected === null) expect(faults).not.toEqual([]);
  else expect({ value, faults }).toEqual({ value: expected, faults: [] });
});

test.each([
  ['a\u2011b', 'a_b', 'a hyphen that does not break'],
  ['a\uff0db', 'a_b', 'a wide hyphen'],
  ['a\u2013b', 'a\u2013b', 'a dash is no hyphen'],
  ['a\u00a0\u2003\u3000b', 'a_b', 'blanks of every width'],
  ['a\u0085\u2028b', 'a_b', 'line breaks'],
  ['a\u200bb', 'a\u200bb', 'no white space in Unicode'],
  ['a _ b', 'a___b', 'inner _ stay'],
  ['\ufb01x', 'fix', 'a ligature'],
  ['H\u0331', '\u1e96', 'a mark that joins only the small letter'],
  ['a\0b', 'a\ufffdb', 'a NUL'],
  ['dog\ud83d', 'dog\ufffd', 'half an emoji'],
])('%j is %j: %s', (typed, stored) => {
  expect(normaliseTag(typed)).toBe(stored);
});

describe('faults', () => {
  const long = 'x'.repeat(TAG_LENGTH_MAX + 1);

  test('name the tag as it was sent', () => {
    const { faults } = readTags(['a', 'A', long, 'b', `${long}y`]);
    expect(faults.map(({ field, code }) => [field, code])).toEqual([
      ['tags.2', 'validation_failed'],
      ['tags.4', 'validation_failed'],
    ]);
  });

  test('name the list when there are too many, beside those of its tags', () => {
    const many = Array.from({ length: TAGS_MAX }, (_, i) => `t${i}`);
    expect(readTags([...many, long]).faults.map(({ field }) => field)).toEqual([`tags.${TAGS_MAX}`, 'tags']);
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('_', '-', ' ', '\u2010', '\t', 'A', 'ß', 'Σ', '\u0331', 'H', '\u0130') }),
);

test('spelling a tag twice is spelling it once', () => {
  fc.assert(
    fc.property(text, (typed) => {
      expect(normaliseTag(normaliseTag(typed))).toBe(normaliseTag(typed));
    }),
    RUNS,
  );
});

test('what is stored has no gaps, no _ outside, no capitals, and the database takes it', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const tag = normaliseTag(typed);
      expect(tag).not.toMatch(/[\p{White_Space}\u002d\u2010\0]|^_|_$/u);
      expect(tag).toBe(tag.toLowerCase().toWellFormed());
    }),
    RUNS,
  );
});

test('gaps and case make no other tag', () => {
  const word = fc.stringMatching(/^[a-z0-9äöü]{1,6}$/);
  const gap = fc.stringMatching(/^[ \t\u00a0\u2010-]{1,4}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), gap, gap, (words, between, around) => {
      expect(normaliseTag(`${around}${words.join(between).toUpperCase()}${around}`)).toBe(words.join('_'));
    }),
    RUNS,
  );
});

test('reading tags that were read changes nothing', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), (typed) => {
      const { value } = readTags(typed);
      expect(readTags(value).value).toEqual(value);
      expect(new Set(value).size).toBe(value.length);
      expect(value).not.toContain('');
    }),
    RUNS,
  );
});

test('a long row of gaps is read in one go', () => {
  const many = 300_000;
  expect(normaliseTag(`a${'_'.repeat(many)}b`).length).toBe(many + 2);
  expect(normaliseTag(`${'_ -'.repeat(many)}b`)).toBe('b');
});

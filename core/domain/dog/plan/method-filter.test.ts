import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../../test/vectors/dog.json' with { type: 'json' };
import { FORBIDDEN, forbiddenIn, methodFaults } from './method-filter.ts';

const { flags, patterns, reject, accept } = vectors.method_filter;

test('the vectors are there', () => {
  expect([patterns.length, reject.length, accept.length]).toEqual([13, 15, 12]);
});

test('the patterns are those of the vectors', () => {
  expect(FORBIDDEN.map(({ source }) => source)).toEqual(patterns);
  // Flags are told in alphabetical order.
  for (const pattern of FORBIDDEN) expect(pattern.flags).toBe(flags);
});

test.each(reject)('rejects: %s', (text) => expect(forbiddenIn(text)).not.toBeNull());
test.each(accept)('accepts: %s', (text) => expect(forbiddenIn(text)).toBeNull());

const fine = { title: 'Walk', details: '', successCriteria: '4 of 5' };

test('every field of a step is read, and what it says is told', () => {
  const plan = [
    fine,
    { ...fine, details: 'Never shock, never hit.' },
    { title: 'Pinned down', details: 'Pin it.', successCriteria: 'No ｊｅｒｋ in 5' },
  ];
  expect(methodFaults(plan)).toEqual([
    { step: 2, field: 'details', found: 'shock' },
    { step: 3, field: 'title', found: 'Pinned' },
    { step: 3, field: 'details', found: 'Pin' },
    { step: 3, field: 'successCriteria', found: 'jerk' },
  ]);
  expect(methodFaults([fine, fine])).toEqual([]);
});

test('a forbidden word is found wherever it stands by itself, in any case; within another word it is not', () => {
  const word = fc.constantFrom(
    'shock',
    'Prongs',
    'CHOKED',
    'e-collar',
    'alpha  roll',
    'pinning',
    'leash-pop',
    'flooded',
  );
  const outside = fc.constantFrom('', ' ', '.', '-', '"', '\n', '🐶', '_');
  const inside = fc.constantFrom('a', 'ß', '7', 'Ω', 'ｅ');
  const rest = fc.constantFrom('', 'mat ', ' sit', ' treat');
  fc.assert(
    fc.property(word, outside, outside, inside, rest, fc.boolean(), (bad, before, after, letter, more, loud) => {
      const said = loud ? bad.toUpperCase() : bad;
      expect(forbiddenIn(`${more}${before || ' '}${said}${after || ' '}${more}`)).not.toBeNull();
      expect(forbiddenIn(`${more} ${letter}${said}${letter} ${more}`)).toBeNull();
    }),
    { numRuns: 1000 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldUnits, unitsPerFreeze } from './fold-units.ts';
import type { Unit, Verdict } from './unit.ts';

const LETTERS: Readonly<Record<string, Verdict>> = {
  x: 'met',
  m: 'missed',
  b: 'missed',
  t: 'transparent',
  c: 'current',
  p: 'partial',
};

/** One unit a letter: `m` missed, `b` missed before `starts_on`, where freezes cannot pay. */
const unitsOf = (letters: string): readonly Unit[] =>
  [...letters].map((letter, day) => ({
    kind: 'day',
    start: day,
    end: day,
    on: day,
    need: 1,
    have: letter === 'x' ? 1 : 0,
    verdict: LETTERS[letter] ?? 'missed',
    cost: 1,
    payable: letter !== 'b',
    gap: null,
  }));

const fold = (letters: string, perFreeze: number | null) => {
  const { current, longest, freezesLeft, steps } = foldUnits(unitsOf(letters), perFreeze);
  return { current, longest, freezesLeft, runs: steps.map(({ run }) => run).join('') };
};

describe('one letter a unit', () => {
  test.each([
    ['', 0, 0, 1, ''],
    ['xx', 2, 2, 1, '12'],
    ['xxm', 2, 2, 0, '122'],
    ['xxmm', 0, 2, 1, '1200'],
    ['xmtmx', 1, 1, 1, '10001'],
    ['xmtx', 2, 2, 0, '1112'],
    ['xtcp', 1, 1, 1, '1111'],
    ['mmx', 1, 1, 1, '001'],
    ['xbx', 1, 1, 1, '101'],
    ['xbmx', 1, 1, 1, '1001'],
    ['xxxxxxxmmx', 8, 8, 0, '1234567778'],
    ['xxxxxxxmmmx', 1, 7, 2, '12345670001'],
    ['xmxxxxxxmx', 8, 8, 0, '1123456778'],
  ])('%s: current %i, longest %i, %i left', (letters, current, longest, freezesLeft, runs) => {
    expect(fold(letters, 7)).toEqual({ current, longest, freezesLeft, runs });
  });

  test('without the policy every miss breaks', () => {
    expect(fold('xxxxxxxmx', null)).toEqual({ current: 1, longest: 7, freezesLeft: 0, runs: '123456701' });
  });
});

/** The same rule said in another way: what is transparent is left out, then runs of one kind are taken one by one. */
const retold = (letters: string, perFreeze: number | null) => {
  let [run, longest, bank] = [0, 0, perFreeze === null ? 0 : 1];
  for (const [part] of letters.replaceAll(/[tcp]/g, '').matchAll(/x+|[mb]+/g)) {
    if (part.startsWith('x')) {
      const before = run;
      run += part.length;
      if (perFreeze !== null) {
        bank = Math.min(2, bank + Math.floor(run / perFreeze) - Math.floor(before / perFreeze));
      }
    } else if (run > 0 && !part.includes('b') && part.length <= bank) bank -= part.length;
    else run = 0;
    longest = Math.max(longest, run);
  }
  return { current: run, longest, freezesLeft: bank };
};

test('the fold agrees with the rule told in another way', () => {
  const letters = fc
    .array(fc.tuple(fc.constantFrom('x', 'x', 'x', 'm', 'm', 'b', 't', 'c', 'p'), fc.integer({ min: 1, max: 8 })), {
      maxLength: 30,
      size: 'max',
    })
    .map((runs) => runs.map(([letter, length]) => letter.repeat(letter === 'x' ? length : length % 3)).join(''));
  const perFreeze = fc.constantFrom(null, 3, 4, 7);
  let frozen = 0;
  fc.assert(
    fc.property(letters, perFreeze, (given, every) => {
      expect(fold(given, every)).toMatchObject(retold(given, every));
      frozen += foldUnits(unitsOf(given), every).steps.filter(({ outcome }) => outcome === 'frozen').length;
    }),
    { numRuns: 5000 },
  );
  expect(frozen).toBeGreaterThan(500);
});

test.each([
  ['day', 1, 1, 7],
  ['week', 3, 7, 4],
  ['interval', 1, 3, 4],
  ['month', 2, 30, 3],
  ['occurrence', 9, 14, 7],
  ['occurrence', 8, 13, 4],
  ['occurrence', 261, 365, 7],
  ['occurrence', 53, 365, 4],
] as const)('%s, %i in %i days: a freeze after %i', (kind, num, den, units) => {
  expect(unitsPerFreeze(kind, { num, den })).toBe(units);
});

import { expect, test } from 'vitest';
import { percentOf, plain, signed, typedDecimal, withUnit } from './decimal.ts';

test.each([
  ['2250.00', '2,250'],
  ['1234567.80', '1,234,567.80'],
  ['-0.50', '−0.50'],
  ['-0.00', '0'],
  ['999', '999'],
  ['0.000001', '0.000001'],
])('%s reads %s', (decimal, words) => expect(plain(decimal)).toBe(words));

test('a unit follows, and a sign leads', () => {
  expect(withUnit('5.00', 'km')).toBe('5 km');
  expect(withUnit('5.00', null)).toBe('5');
  expect(['0.3', '-0.5', '0.00'].map(signed)).toEqual(['+0.3', '−0.5', '0']);
});

test('a share is never rounded up to all', () => {
  expect(['0.9999', '1.0000', null].map(percentOf)).toEqual([99, 100, 0]);
});

test('a typed comma is a point', () => {
  expect([' 92,4 ', '92.4', '−3', '+5', '1,234,567', 'abc'].map(typedDecimal)).toEqual([
    '92.4',
    '92.4',
    '-3',
    '5',
    '1,234,567',
    'abc',
  ]);
});

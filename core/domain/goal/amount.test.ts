import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { assertSum, fromCents, parseAmount, toCents } from './amount.ts';

describe('amounts', () => {
  test.each([
    ['19.9', '19.90'],
    [19.9, '19.90'],
    [1e3, '1000.00'],
    ['99999999.99', '99999999.99'],
    ['-0.01', '-0.01'],
  ])('%s is %s', (sent, amount) => expect(parseAmount(sent)).toBe(amount));

  test.each(['1e3', '+5', '.5', ' 5', '12.345', 123456789, 0.1 + 0.2, '', 'NaN', '1,5'])('%s is refused', (sent) => {
    expect(() => parseAmount(sent)).toThrow(
      expect.objectContaining({ code: 'amount_invalid', field: 'value' }) as Error,
    );
  });
  test.each(['0', '0.00', '-0.00', 0])('%s is zero', (sent) => {
    expect(() => parseAmount(sent)).toThrow(expect.objectContaining({ code: 'amount_zero' }) as Error);
  });
  test('cents and text are the same number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -9_999_999_999n, max: 9_999_999_999n }), (cents) => {
        expect(toCents(fromCents(cents))).toBe(cents);
      }),
      { numRuns: 2000 },
    );
  });
});

test('a faulty amount in the core is a fault of ours, not of the user', () => {
  expect(() => toCents('abc')).not.toThrow(DomainError);
  expect(() => toCents('abc')).toThrow();
});

test('the sum of a goal stays within what a goal can hold', () => {
  for (const cents of [toCents('99999999.99'), toCents('-99999999.99'), 0n]) {
    expect(() => assertSum(cents)).not.toThrow();
  }
  for (const cents of [toCents('100000000.00'), toCents('-100000000.00')]) {
    expect(() => assertSum(cents)).toThrow(expect.objectContaining({ code: 'amount_out_of_range' }) as Error);
  }
});

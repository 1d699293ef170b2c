import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, fraction } from '../goal/fraction.ts';
import { asDecimal, asProgress, dividedBy, exact, isFine, max, min, minus, plus, rounded, ZERO } from './exact.ts';

const RUNS = { numRuns: 2500 };
const Wide = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -100, toExpPos: 100 });

/** Up to 14 digits before the point and 9 behind it; digits of 5 at the place that is rounded are likely. */
const decimal = fc
  .tuple(
    fc.boolean(),
    fc.oneof(fc.bigInt({ min: 0n, max: 99_999_999_999_999n }), fc.bigInt({ min: 0n, max: 12n })),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,9}$/), fc.stringMatching(/^\d{6}5$/), fc.constant('999999500')),
  )
  .map(([negative, whole, places]) => `${negative ? '-' : ''}${whole}${places === '' ? '' : `.${places}`}`);

test('sums are exact, whatever their scales', () => {
  fc.assert(
    fc.property(fc.array(decimal, { maxLength: 40 }), (decimals) => {
      const sum = decimals.map(exact).reduce(plus, ZERO);
      const units = decimals.reduce((total, text) => {
        const [whole = '', places = ''] = text.split('.');
        return total + BigInt(whole + places.padEnd(9, '0'));
      }, 0n);
      expect(compare(sum, fraction(units, 1_000_000_000n))).toBe(0);
      expect(sum.den <= 1_000_000_000n).toBe(true);
    }),
    RUNS,
  );
});

test('six decimals, half away from zero, as decimal.js rounds', () => {
  let fine = 0;
  fc.assert(
    fc.property(decimal, (text) => {
      const shown = asDecimal(rounded(exact(text)));
      expect(shown).toBe(new Wide(text).toDecimalPlaces(6).plus(0).toFixed().replace(/^-0$/, '0'));
      expect(shown).toMatch(/^-?\d+(\.\d{0,5}[1-9])?$/);
      expect(isFine(exact(text))).toBe(new Wide(text).decimalPlaces() > 6);
      fine += Number(isFine(exact(text)));
    }),
    RUNS,
  );
  expect(fine).toBeGreaterThan(RUNS.numRuns / 5);
});

test('differences and quotients of decimals', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(asDecimal(minus(exact(a), exact(b)))).toBe(
        new Wide(a).minus(b).toDecimalPlaces(6).plus(0).toFixed().replace(/^-0$/, '0'),
      );
      expect(compare(min(exact(a), exact(b)), max(exact(a), exact(b)))).toBeLessThanOrEqual(0);
      if (exact(b).num === 0n) return;
      const quotient = dividedBy(exact(a), exact(b));
      expect(quotient.den > 0n).toBe(true);
      expect(quotient.num * exact(b).num * exact(a).den).toBe(exact(a).num * exact(b).den * quotient.den);
    }),
    RUNS,
  );
});

test('progress is 1 exactly when met, and at most 0.9999 before', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.option(decimal, { nil: null }), (met, share) => {
      const progress = asProgress(met, share === null ? null : exact(share));
      expect(progress).toMatch(/^(0\.\d{4}|1\.0000)$/);
      expect(progress === '1.0000').toBe(met);
      if (!met && share !== null) {
        const clamped = Decimal.max(0, Decimal.min('0.9999', new Wide(share).toDecimalPlaces(4)));
        expect(progress).toBe(clamped.toFixed(4));
      }
    }),
    RUNS,
  );
  expect(asProgress(false, null)).toBe('0.0000');
  expect(asProgress(false, exact('0.99995'))).toBe('0.9999');
});

test.each(['', '.5', '5.', '1e3', '+1', ' 1', 'NaN', 'Infinity', '--1'])('%j is no decimal', (text) => {
  expect(() => exact(text)).toThrow();
});

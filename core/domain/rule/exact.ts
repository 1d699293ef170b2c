/** Decimals of rules and logs as exact fractions, rounded only where the specification says so (spec 0.3). */
import { compare, fraction, toFixed, toShortest, type Fraction } from '../goal/fraction.ts';

export const ZERO: Fraction = fraction(0n, 1n);

/** `"-12.50"` exactly. @throws {Error} for anything but a plain decimal: that is what `numeric` looks like as text */
export const exact = (decimal: string): Fraction => {
  const parts = /^(-?\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) throw new Error(`not a decimal: ${decimal}`);
  const [, whole = '', places = ''] = parts;
  return fraction(BigInt(whole + places), 10n ** BigInt(places.length));
};

/** `-value`. */
export const negated = ({ num, den }: Fraction): Fraction => fraction(-num, den);

/** Decimals keep the finer of both scales, so that a sum over many logs stays small. */
export const plus = (a: Fraction, b: Fraction): Fraction => {
  if (a.den === b.den) return fraction(a.num + b.num, a.den);
  if (a.den % b.den === 0n) return fraction(a.num + b.num * (a.den / b.den), a.den);
  if (b.den % a.den === 0n) return plus(b, a);
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
};

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, negated(b));

/** `b` is not zero. */
export const dividedBy = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.den, a.den * b.num);

export const min = (a: Fraction, b: Fraction): Fraction => (compare(b, a) < 0 ? b : a);
export const max = (a: Fraction, b: Fraction): Fraction => (compare(b, a) > 0 ? b : a);

const PLACES = 6;

/** Rounded half away from zero to 6 decimals, as every aggregate, start point and difference is (spec 0.3). */
export const rounded = (value: Fraction): Fraction =>
  10n ** BigInt(PLACES) % value.den === 0n ? value : exact(toFixed(value, PLACES));

/** Whether `rounded` would drop something. */
export const isFine = (value: Fraction): boolean => compare(rounded(value), value) !== 0;

/** As stored in `value` and `baseline`: at most 6 decimals, no zeros at the end. */
export const asDecimal = (value: Fraction | null): string | null => (value === null ? null : toShortest(value, PLACES));

/** A share of the way with 4 decimals: 1 exactly when met, else at most 0.9999 and 0 when it is undefined (spec 0.3). */
export const asProgress = (met: boolean, share: Fraction | null): string => {
  if (met) return '1.0000';
  if (share === null || share.num <= 0n) return '0.0000';
  const text = toFixed(share, 4);
  return text.startsWith('0.') ? text : '0.9999';
};

/** Exact fractions of integers, for slopes and forecasts that are rounded once, at the end (spec 3.4). */

export interface Fraction {
  readonly num: bigint;
  /** Always positive. */
  readonly den: bigint;
}

export const fraction = (num: bigint, den: bigint): Fraction => (den < 0n ? { num: -num, den: -den } : { num, den });

export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : Number(difference > 0n);
};

/** The middle value, or the mean of the two in the middle. `values` is not empty. */
export const median = (values: readonly Fraction[]): Fraction => {
  const sorted = [...values].sort(compare);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (!low || !high) throw new Error('the median of nothing');
  return fraction(low.num * high.den + high.num * low.den, 2n * low.den * high.den);
};

/** The smallest integer not below the fraction. */
export const ceil = ({ num, den }: Fraction): bigint => (num > 0n ? (num + den - 1n) / den : num / den);

/** Rounded half away from zero to `places` decimals. */
export const toFixed = ({ num, den }: Fraction, places: number): string => {
  const size = (num < 0n ? -num : num) * 10n ** BigInt(places);
  const rounded = (2n * size + den) / (2n * den);
  const digits = rounded.toString().padStart(places + 1, '0');
  const sign = num < 0n && rounded > 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

/** As `toFixed`, without zeros at the end. */
export const toShortest = (value: Fraction, places: number): string => toFixed(value, places).replace(/\.?0+$/, '');

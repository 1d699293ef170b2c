/** The usual pace of a running total: the median of the slopes between all pairs of days (spec 3.4). Exact. */
import quickselect from 'quickselect';
import { fraction, median, type Fraction } from './fraction.ts';

/** The sum at the end of a day. */
export interface DayEnd {
  /** Days since the anchor point. */
  readonly day: number;
  /** Hundredths. */
  readonly sum: bigint;
}

/** Below it two different fractions never become one double, so doubles sort them rightly and much faster. */
const EXACT_IN_DOUBLES = 2n ** 51n;

const abs = (n: bigint): bigint => (n < 0n ? -n : n);

const slopesOf = function* (points: readonly DayEnd[]): Generator<Fraction> {
  for (const [i, a] of points.entries()) {
    for (const b of points.slice(i + 1)) yield fraction(b.sum - a.sum, BigInt(b.day - a.day));
  }
};

/** Room for all slopes, used again and again: years of days have millions, and that much garbage is felt. */
let room = new Float64Array(0);

const medianByDoubles = (points: readonly DayEnd[]): Fraction => {
  const days = points.map(({ day }) => day);
  const sums = points.map(({ sum }) => Number(sum));
  const quotient = (i: number, j: number): number =>
    ((sums[j] ?? 0) - (sums[i] ?? 0)) / ((days[j] ?? 0) - (days[i] ?? 0));
  const count = (points.length * (points.length - 1)) / 2;
  if (room.length < count) room = new Float64Array(count);
  const slopes = room.subarray(0, count);
  let at = 0;
  for (let i = 0; i < points.length; i += 1) {
    for (let j = i + 1; j < points.length; j += 1) slopes[at++] = quotient(i, j);
  }
  const exact = (rank: number): Fraction => {
    // It takes whatever has numbered places; its types say arrays.
    quickselect(slopes as unknown as number[], rank);
    const wanted = slopes[rank];
    for (const [i, a] of points.entries()) {
      for (let j = i + 1; j < points.length; j += 1) {
        const b = points[j];
        // -0 and 0 are one slope here, as they are to ===.
        if (b && quotient(i, j) === wanted) return fraction(b.sum - a.sum, BigInt(b.day - a.day));
      }
    }
    throw new Error('a slope is the slope of some pair');
  };
  return median([exact((slopes.length - 1) >> 1), exact(slopes.length >> 1)]);
};

/**
 * Median of all pairwise slopes in hundredths a day; `points` are ascending by day, every day once, at least two.
 * A thousand days have half a million pairs, so ordinary amounts take the short way through doubles.
 */
export const medianSlope = (points: readonly DayEnd[]): Fraction => {
  const largest = points.reduce((max, { sum }) => (abs(sum) > max ? abs(sum) : max), 0n);
  const span = BigInt((points.at(-1)?.day ?? 0) - (points[0]?.day ?? 0));
  return 2n * largest * span < EXACT_IN_DOUBLES ? medianByDoubles(points) : median([...slopesOf(points)]);
};

/** Numbers about numbers. */

/** The value below which `share` (0 to 1) of the values lie; NaN of none. Sorts a copy. */
export const percentile = (values: readonly number[], share: number): number => {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
};

/** The middle one; of an even number the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
};

/** Median of what a and b gave in the same round, a over b: what slowed one round slowed both. */
export const medianRatio = (a: readonly number[], b: readonly number[]): number =>
  median(a.flatMap((value, i) => (b[i] === undefined || b[i] === 0 ? [] : [value / b[i]])));

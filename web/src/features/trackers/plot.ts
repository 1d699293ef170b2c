/** The space a line of values is drawn in. Pure. */

/** A region that is good; an open end reaches to the edge of the plot. */
export interface Band {
  readonly from: number | null;
  readonly to: number | null;
  readonly label: string;
}

/** Lowest and highest of a plot: all values and the edges of the band, with some air; `fromZero` for what is counted. */
export const domainOf = (
  values: readonly (number | null)[],
  band: Band | null,
  fromZero: boolean,
): readonly [low: number, high: number] => {
  const all = [...values, band?.from ?? null, band?.to ?? null].filter((value) => value !== null);
  if (all.length === 0) return [0, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const air = (high - low) * 0.15 || Math.abs(high) * 0.1 || 1;
  return [fromZero ? Math.min(0, low) : low - air, high + air];
};

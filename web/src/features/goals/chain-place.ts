/** Places in a chain: numbers with room between them. Pure. */
export interface Member {
  readonly id: string;
  readonly index: number;
}
export interface Placing {
  readonly index: number;
  /** Members that move first, in this order, to make room. */
  readonly moves: readonly Member[];
}

const STEP = 10;

/** A place before the member `before`, or at the end. `others` are in order. */
export const placeIn = (others: readonly Member[], before: string): Placing => {
  const at = others.findIndex(({ id }) => id === before);
  const next = others[at];
  if (next === undefined) return { index: (others.at(-1)?.index ?? -STEP) + STEP, moves: [] };
  const low = others[at - 1]?.index ?? -1;
  if (next.index - low > 1) return { index: Math.floor((low + next.index) / 2), moves: [] };
  // From the last one on, so that no two share a place on the way.
  const moves = others
    .slice(at)
    .toReversed()
    .map(({ id, index }) => ({ id, index: index + STEP }));
  return { index: next.index, moves };
};

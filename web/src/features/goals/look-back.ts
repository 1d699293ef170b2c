/** From when on the periods of a goal are read: a screenful at a time. Pure. */
import type { RuleView } from '#core/contract/goals.ts';

const PERIODS = 26;
const UNIT_MS = { h: 3_600_000, d: 86_400_000, w: 604_800_000, m: 2_678_400_000, y: 31_622_400_000 } as const;

/** The instant `spans` screenfuls before `nowMs`; `null`: there is one period, which is read whole. */
export const lookBack = (
  { interval_unit: unit, interval_value: n, period_mode }: RuleView,
  nowMs: number,
  spans: number,
): string | null => {
  if (unit === null) return null;
  // A rolling window is judged each day, and begins its length before.
  const length = UNIT_MS[unit] * (n ?? 1);
  const step = period_mode === 'rolling' ? UNIT_MS.d : length;
  const before = period_mode === 'rolling' ? length : 0;
  const at = nowMs - spans * PERIODS * step - before;
  return new Date(Math.max(at, Date.UTC(1, 0))).toISOString();
};

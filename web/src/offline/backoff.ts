/** How long to wait after failures. */
const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * Milliseconds to wait after `failures` in a row (1 or more): a second, doubled each time, at most 5 minutes. Half of it
 * is left to chance, so that devices that failed together do not come back together: `random` is in [0, 1).
 */
export const backoffMs = (failures: number, random: number): number => {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (Math.max(1, failures) - 1));
  return Math.round((whole * (1 + random)) / 2);
};

/**
 * Whether an instant that was set by `backoffMs` has come. One that lies farther ahead than any backoff was set by a clock
 * that has been put back since.
 */
export const hasCome = (at: number, now: number): boolean => at <= now || at - now > 2 * LONGEST_MS;

/** A unit of a habit: the days that are judged together (spec 2.3). */

export const STREAK_UNITS = ['day', 'week', 'month', 'interval', 'occurrence'] as const;
export type StreakUnit = (typeof STREAK_UNITS)[number];

/** Day numbers, both ends included. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The day that names it: its first, the occurrence itself, a check-in, or the check-in before a gap. */
  readonly on: number;
}

/**
 * `transparent` neither counts nor breaks; `current` is not over yet; `partial` is the first unit when the history
 * begins inside it. Only a missed unit can break a streak.
 */
export type Verdict = 'met' | 'missed' | 'transparent' | 'current' | 'partial';

export interface Unit extends Span {
  readonly kind: StreakUnit;
  readonly need: number;
  readonly have: number;
  readonly verdict: Verdict;
  /** Freezes it costs when it is missed. */
  readonly cost: number;
  /** Whether freezes may pay for it: nothing that was over before `starts_on` can be paid. */
  readonly payable: boolean;
  /** Intervals: the days from one check-in to the next, or to today, less the rest days between them. */
  readonly gap: number | null;
}

/** How often a habit is due: `num` times in `den` days, at most once a day. */
export interface PerDay {
  readonly num: number;
  readonly den: number;
}

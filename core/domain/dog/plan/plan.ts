/** A training plan: steps that raise one of the three Ds at a time (spec 5.7). */

/** How far away, for how long, among how much else. */
export const THREE_DS = ['distance', 'duration', 'distraction'] as const;
export type ThreeD = (typeof THREE_DS)[number];

/** In the order of `THREE_DS`; each is 0 to 9, and higher is harder. */
export type Levels = readonly [distance: number, duration: number, distraction: number];

export interface PlanStep {
  readonly title: string;
  readonly details: string;
  /** What counts as having it: `4 of 5 ten-second holds`. */
  readonly successCriteria: string;
  /** 1 to 60. */
  readonly estimatedMinutes: number;
  /** Which of the levels is higher than in the step before; `null` for the first step. */
  readonly raises: ThreeD | null;
  readonly levels: Levels;
}

export interface PlanTemplate {
  /** Title of the goal. */
  readonly title: string;
  /** Tags and triggers that speak for it, in their stored spelling; its own key is one of them. */
  readonly matches: readonly string[];
  readonly steps: readonly PlanStep[];
}

/** A declarative goal over a tracker's logs, and the rows it is judged into (spec 1.1). The words are those of the tables. */
import type { Instant } from '../../event.ts';

/** Stored with every row, so that a change of the rules can find the rows it has to compute anew. */
export const ENGINE_VERSION = 1;

export type MeasureType = 'frequency' | 'delta' | 'target';
export type Direction = 'up' | 'down';
export type AggMethod = 'min' | 'max' | 'avg' | 'sum' | 'last';
export type IntervalUnit = 'h' | 'd' | 'w' | 'm' | 'y';
export type PeriodMode = 'calendar' | 'anchored' | 'rolling';
export type ThresholdType = 'gte' | 'lte' | 'between' | 'eq';

/** `[from, to)` in which the goal's status was `paused`; `to` is `null` while it lasts. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** The columns of `goal_rules`, and the goal's pauses. Decimals are plain decimal strings. */
export interface GoalRule {
  readonly goalId: string;
  readonly trackerId: string;
  readonly measureType: MeasureType;
  /** `null` means up. */
  readonly direction: Direction | null;
  readonly aggMethod: AggMethod | null;
  /** Both or neither; neither makes the target one single window. */
  readonly intervalValue: number | null;
  readonly intervalUnit: IntervalUnit | null;
  readonly periodMode: PeriodMode;
  readonly frequency: number | null;
  readonly deltaGoal: string | null;
  readonly goalEndPoint: string | null;
  readonly goalStartPoint: string | null;
  readonly thresholdType: ThresholdType | null;
  readonly threshold: string | null;
  readonly thresholdMin: string | null;
  readonly thresholdMax: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  /** IANA zone. */
  readonly timezone: string;
  /** ISO: 1 Monday to 7 Sunday. */
  readonly weekStart: number;
  /** 0 to 12: the hour at which a new day begins. */
  readonly dayStartHour: number;
  readonly pauses: readonly Pause[];
}

/** A log that is not voided. `value` is its number; `null`: it holds text or JSON. */
export interface Log {
  readonly id: string;
  readonly at: Instant;
  readonly value: string | null;
}

/** One row of `goal_evaluations`, without what the store adds (revision, engine version, time of computing). */
export interface EvaluationRow {
  readonly label: string;
  readonly start: Instant;
  /** `null`: a single window that never ends. */
  readonly end: Instant | null;
  readonly rolling: boolean;
  /** At most 6 decimals, no zeros at the end. */
  readonly value: string | null;
  readonly baseline: string | null;
  readonly dataPoints: number;
  readonly met: boolean;
  readonly final: boolean;
  readonly metAt: Instant | null;
  /** 4 decimals; `1.0000` exactly when met. */
  readonly progress: string;
  readonly status: 'open' | 'closed';
  readonly partial: boolean;
}

export const isUp = (rule: GoalRule): boolean => rule.direction !== 'down';

/** A target without interval: one row, latched when it is reached (spec 1.6). */
export const isSingleWindow = (rule: GoalRule): boolean => rule.intervalUnit === null;

/** How delta and target goals make one number of many logs. */
export const methodOf = (rule: GoalRule): AggMethod => rule.aggMethod ?? 'last';

/** Only logs with a number take part, but a frequency goal without threshold counts every log (spec 1.1). */
export const takesPart = (rule: GoalRule, log: { readonly value: unknown }): boolean =>
  log.value !== null || (rule.measureType === 'frequency' && rule.thresholdType === null);

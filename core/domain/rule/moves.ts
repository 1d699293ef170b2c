/** What has changed since the stored rows were computed, made ready for both kinds of update (spec 1.8). */
import type { Reading } from './readings.ts';
import type { EvaluationRow, GoalRule } from './rule.ts';
import type { Schedule } from './schedule.ts';

/** Instants are epoch milliseconds. */
export interface Moves {
  readonly rule: GoalRule;
  readonly schedule: Schedule;
  /** The instant of the stored rows; `-Infinity`: there are none. */
  readonly since: number;
  readonly now: number;
  /** Stored rows that are at hand, by label. */
  readonly known: ReadonlyMap<string, EvaluationRow>;
  /** Every log that the rows did not see or should not have seen, by time. */
  readonly logs: readonly Reading[];
  /** Whether all of them are new, and none was voided. */
  readonly onlyNew: boolean;
}

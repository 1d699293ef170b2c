/** The incremental path (spec 1.8): new rows from what has changed, reading only the logs that they need. */
import type { Instant } from '../event.ts';
import { ms } from './instants.ts';
import { ask, questionsOf, type LogReader } from './log-query.ts';
import type { Moves } from './moves.ts';
import { readingsOf } from './readings.ts';
import type { EvaluationRow, GoalRule, Log } from './rule.ts';
import { createSchedule } from './schedule.ts';
import { updatePeriods } from './update-periods.ts';
import { updateWindow } from './update-window.ts';

/** A log that came, or was voided. */
export interface LogChange {
  readonly log: Log;
  readonly voided: boolean;
}

export interface Update {
  readonly rule: GoalRule;
  /** Of a chain member (spec 1.9). */
  readonly activation: Instant | null;
  /** The `now` of the rows that are stored: exactly that, not earlier. `null`: there are none, compute all. */
  readonly since: Instant | null;
  /** Not before `since`, or it is taken for that. */
  readonly now: Instant;
  /** What came to the tracker or left it since then, each once; the store already answers with it. */
  readonly changes: readonly LogChange[];
  /** Stored rows that are at hand, as they were before: the open ones are enough. They save reading. */
  readonly known: readonly EvaluationRow[];
}

/** Logs written ahead of their time exist once it has come. */
const arrivedBetween = function* (rule: GoalRule, since: number, now: number): LogReader<readonly Log[]> {
  if (since === -Infinity || since >= now) return [];
  return (yield* ask([questionsOf(rule, now)(since + 1, now + 1)])).flat();
};

/**
 * Rows to store instead of the ones with their labels, so that all rows are those of `evaluate` at `now`. Some may be
 * equal to what is stored; none ever has to be deleted. When the rule or the activation has changed, nothing stored
 * counts any more: pass `since: null`, and delete the rows whose labels do not come back.
 */
export const updateRows = function* (update: Update): LogReader<readonly EvaluationRow[]> {
  const { rule, activation, changes, known } = update;
  const since = update.since === null ? -Infinity : ms(update.since);
  const now = Math.max(since, ms(update.now));
  const schedule = createSchedule(rule, activation);
  const { grid, opensAt, endsAt } = schedule;
  if (now < opensAt || opensAt >= endsAt) return [];
  const arrived = yield* arrivedBetween(rule, since, now);
  const moves: Moves = {
    rule,
    schedule,
    since,
    now,
    known: new Map(known.map((row) => [row.label, row])),
    // Without rows, nothing has changed: all is new.
    logs: since === -Infinity ? [] : readingsOf(rule, [...changes.map(({ log }) => log), ...arrived], now),
    onlyNew: changes.every(({ voided }) => !voided),
  };
  return yield* grid === null ? updateWindow(moves) : updatePeriods(grid, moves);
};

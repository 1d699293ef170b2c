/** What time alone does to rows: periods end, new ones begin (spec 1.2, 1.8). */
import type { Instant } from '../event.ts';
import { instant, ms } from './instants.ts';
import { isSingleWindow, methodOf, type EvaluationRow, type GoalRule } from './rule.ts';
import { createSchedule, type Period, type Schedule } from './schedule.ts';

/** The periods whose rows time changed after `since` up to `now` (epoch milliseconds, `-Infinity`: since ever). */
export interface Passage {
  /** They have no row yet. */
  readonly begun: readonly Period[];
  /** They ended. */
  readonly ended: readonly Period[];
  /** The goal was paused or taken up again in them, at `since` or later. */
  readonly paused: readonly Period[];
}

/** What time did to the goal's periods from `since` to `now`. */
export const passageOf = (rule: GoalRule, schedule: Schedule, since: number, now: number): Passage => {
  const { opensAt, between } = schedule;
  const edges = rule.pauses.flatMap(({ from, to }) => (to === null ? [ms(from)] : [ms(from), ms(to)]));
  return {
    begun: between(since, now, now).filter(({ cell }) => Math.max(cell.start, opensAt) > since),
    ended: since < opensAt ? [] : between(since, since, now).filter(({ to }) => since < to && to <= now),
    paused: edges.filter((at) => since <= at && at <= now).flatMap((at) => between(at, at, now)),
  };
};

/**
 * The row after its period has ended, if no log came or went since it was computed: that changes no number. A single
 * window of an average is judged by its end and no case for this.
 */
export const closedRow = (row: EvaluationRow): EvaluationRow => ({
  ...row,
  status: 'closed',
  final: true,
  metAt: row.met ? (row.metAt ?? row.end) : null,
});

/**
 * The next instant after `now` at which rows change although no log comes: the goal starts, a period ends (and the next
 * one begins), or `ends_at` passes; `null`: never. `row`: that of the single window, if there is one. Logs written ahead
 * of their time are the store's to know.
 */
export const nextChangeAt = (
  rule: GoalRule,
  now: Instant,
  { activation = null, row }: { readonly activation?: Instant | null; readonly row?: EvaluationRow } = {},
): Instant | null => {
  const { grid, opensAt, endsAt } = createSchedule(rule, activation);
  const at = ms(now);
  if (opensAt >= endsAt || at >= endsAt) return null;
  if (at < opensAt) return instant(opensAt);
  if (grid !== null) return instant(Math.min(grid.cellAt(at).end, endsAt));
  const done = isSingleWindow(rule) && methodOf(rule) !== 'avg' && row?.status === 'closed';
  return done || endsAt === Infinity ? null : instant(endsAt);
};

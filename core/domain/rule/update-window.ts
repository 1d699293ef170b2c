/** The new row of a single window, from its old one wherever that gives exactly the same (spec 1.6, 1.8). */
import { exact, ZERO } from './exact.ts';
import { gather } from './gather.ts';
import { ms } from './instants.ts';
import { judgePeriod } from './judge.ts';
import { askByName, questionsOf, type LogReader } from './log-query.ts';
import type { Moves } from './moves.ts';
import { readingsOf, within } from './readings.ts';
import { methodOf, type EvaluationRow, type GoalRule } from './rule.ts';
import type { Period } from './schedule.ts';
import { addToWindow, fixedStart, openingOf, startFrom, verdictOfWindow, type WindowState } from './target.ts';
import { passageOf } from './time-passes.ts';
import { rowOf, type Verdict } from './verdict.ts';

/** The window as its row left it. A sum of nothing is 0 once the tracker has a log. */
const stateOf = (rule: GoalRule, row: EvaluationRow, hasLog: boolean): WindowState => {
  const nothing = methodOf(rule) === 'sum' && hasLog ? ZERO : null;
  return {
    dataPoints: row.dataPoints,
    total: row.value === null ? nothing : exact(row.value),
    reachedAt: row.metAt === null ? null : ms(row.metAt),
  };
};

/** What the old row and the new logs say together; `null` when only the whole window can tell. */
const extended = function* (
  { rule, now, logs, onlyNew }: Moves,
  row: EvaluationRow,
  period: Period,
): LogReader<Verdict | null> {
  const method = methodOf(rule);
  if (!onlyNew || method === 'avg') return null;
  const hasNewLog = logs.some(({ at }) => at < period.to);
  const state = stateOf(rule, row, hasNewLog);
  const added = within(logs, period.from, period.to);
  const firstAdded = added[0]?.at ?? Infinity;
  // Once the target is reached, sums and extremes no longer depend on the order of what follows.
  const inAnyOrder = added.length === 0 || (method !== 'last' && firstAdded > (state.reachedAt ?? Infinity));
  const question = questionsOf(rule, now);
  const inWindow = (...how: [{ first: number } | { last: number }, boolean?]) => [
    question(period.from, period.to, ...how),
  ];
  const { newest, fine, opening } = yield* askByName({
    newest: inAnyOrder ? [] : inWindow({ last: added.length }),
    // A row's sum has 6 decimals: with finer logs in the window it is not exact.
    fine: method === 'sum' && added.length > 0 ? inWindow({ first: 1 }, true) : [],
    opening:
      fixedStart(rule) === null ? [question(-Infinity, period.from + 1, { last: 1 }), ...inWindow({ first: 1 })] : [],
  });
  const ids = new Set(added.map(({ id }) => id));
  if (fine.length > 0 || newest.some(({ id }) => !ids.has(id))) return null;
  const start = startFrom(rule, openingOf(period, readingsOf(rule, opening, now)));
  return verdictOfWindow(rule, addToWindow(rule, state, added), start, period.to <= now);
};

/** The row of a target without interval, if it may have changed. */
export const updateWindow = function* (moves: Moves): LogReader<readonly EvaluationRow[]> {
  const { rule, schedule, since, now, known, logs } = moves;
  const [period] = schedule.between(-Infinity, Infinity, now);
  if (!period) return [];
  const { begun, ended, paused } = passageOf(rule, schedule, since, now);
  const touched = logs.some(({ at }) => at < period.to);
  if (!touched && [begun, ended, paused].every(({ length }) => length === 0)) return [];
  const row = begun.length > 0 ? undefined : known.get(period.label);
  const verdict = row ? yield* extended(moves, row, period) : null;
  if (verdict !== null) return [rowOf(rule, period, verdict, now)];
  const readings = yield* gather(rule, schedule, [period], now);
  return [judgePeriod(rule, schedule, period, readings, now)];
};

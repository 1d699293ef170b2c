/** Reads what judging some periods needs, and nothing else (spec 1.8). */
import { ms } from './instants.ts';
import { ask, askByName, questionsOf, type LogReader } from './log-query.ts';
import { readingsOf, type Reading } from './readings.ts';
import { methodOf, type GoalRule } from './rule.ts';
import type { Period, Schedule } from './schedule.ts';

type Stretch = readonly [from: number, to: number];

/** `stretches` ascend by their start. */
const merged = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const apart: Stretch[] = [];
  for (const [from, to] of stretches) {
    const last = apart.at(-1);
    if (last && from <= last[1]) apart[apart.length - 1] = [last[0], Math.max(last[1], to)];
    else apart.push([from, to]);
  }
  return apart;
};

/** Periods that do not follow right after another one of the list. */
const startsOfRuns = (periods: readonly Period[]): readonly Period[] =>
  periods.filter(({ cell }, index) => cell.start !== periods[index - 1]?.cell.end);

/** Whether the period is compared with the latest earlier cell that has a log, however far back that lies. */
export const comparesFarBack = (rule: GoalRule): boolean =>
  rule.measureType === 'delta' && rule.goalStartPoint === null && methodOf(rule) !== 'sum';

/** Whether a sum without logs is 0 or nothing, which the tracker's first log says (spec 1.3). */
export const needsFirstEver = (rule: GoalRule): boolean => rule.measureType !== 'frequency' && methodOf(rule) === 'sum';

/** The readings that `judgePeriod` needs for `periods`, which are in order. `now` is in epoch milliseconds. */
export const gather = function* (
  rule: GoalRule,
  { grid }: Schedule,
  periods: readonly Period[],
  now: number,
): LogReader<readonly Reading[]> {
  const question = questionsOf(rule, now);
  const previous = (start: number): number =>
    grid !== null && rule.measureType === 'delta' && needsFirstEver(rule) ? grid.cellAt(start - 1).start : start;
  const windows = periods.map(({ from, to }): Stretch => [previous(from), Math.min(to, now + 1)]);
  const runs = comparesFarBack(rule) ? startsOfRuns(periods) : [];
  const { logs, lastBefore, firstEver } = yield* askByName({
    logs: merged(windows).map(([from, to]) => question(from, to)),
    lastBefore:
      grid === null
        ? periods.map(({ from }) => question(-Infinity, from + 1, { last: 1 }))
        : runs.map(({ cell }) => question(-Infinity, cell.start, { last: 1 })),
    firstEver: needsFirstEver(rule) && periods.length > 0 ? [question(-Infinity, now + 1, { first: 1 })] : [],
  });
  // Of a cell so far back the last log is not enough, unless only the last one matters.
  const cells = grid === null || methodOf(rule) === 'last' ? [] : lastBefore.map(({ at }) => grid.cellAt(ms(at)));
  const levels = yield* ask(cells.map(({ start, end }) => question(start, end)));
  return readingsOf(rule, [...logs, ...lastBefore, ...firstEver, ...levels.flat()], now);
};

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { answerFrom, runWith } from './log-query.ts';
import { logsIn, momentIn, scene } from './random-goals.ts';
import type { EvaluationRow, GoalRule, Log } from './rule.ts';
import { updateRows, type LogChange, type Update } from './update-rows.ts';
import { BLANK_RULE } from './vector-rules.ts';

const RUNS = { numRuns: 4000 };

/** A goal and its logs at `since`, and what comes and goes until `now`. */
interface Story {
  readonly rule: GoalRule;
  readonly since: string;
  readonly now: string;
  readonly before: readonly Log[];
  readonly after: readonly Log[];
  readonly changes: readonly LogChange[];
}

const fate = fc.constantFrom('stays', 'stays', 'stays', 'stays', 'comes', 'goes');

/** In a third of the stories only time passes, in a half only logs change. */
const story: fc.Arbitrary<Story> = scene.chain(({ rule, middle }) =>
  fc
    .record({
      logs: logsIn(middle),
      fates: fc.oneof(
        fc.constant<string[]>([]),
        fc.array(fate, { minLength: 25, maxLength: 25 }),
        fc.array(fc.constantFrom('stays', 'stays', 'stays', 'comes'), { minLength: 25, maxLength: 25 }),
        // Logs that come at the end, one after the other, are the everyday case.
        fc.integer({ min: 1, max: 3 }).map((count) => Array.from({ length: count }, () => 'comes')),
      ),
      moments: fc.tuple(momentIn(middle, -28, 30), momentIn(middle, -28, 30)),
      still: fc.boolean(),
    })
    .map(({ logs, fates, moments, still }): Story => {
      const [since = '', later = ''] = [...moments].sort();
      const now = still ? since : later;
      const newestFirst = [...logs].sort((a, b) => (a.at < b.at ? 1 : -1));
      const told = newestFirst.filter(({ at }) => at <= now).concat(newestFirst.filter(({ at }) => at > now));
      const fateOf = (index: number): string => fates[index] ?? 'stays';
      return {
        rule,
        since,
        now,
        before: told.filter((_, index) => fateOf(index) !== 'comes'),
        after: told.filter((_, index) => fateOf(index) !== 'goes'),
        changes: told.flatMap((log, index) =>
          fateOf(index) === 'stays' ? [] : [{ log, voided: fateOf(index) === 'goes' }],
        ),
      };
    }),
);

const byLabel = (rows: readonly EvaluationRow[]): ReadonlyMap<string, EvaluationRow> =>
  new Map(rows.map((row) => [row.label, row]));
const inOrder = (rows: Iterable<EvaluationRow>): readonly EvaluationRow[] =>
  [...rows].sort((a, b) => a.start.localeCompare(b.start) || a.label.localeCompare(b.label));
const differs = (a: EvaluationRow | undefined, b: EvaluationRow): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** What was known of pauses just before `since`: one that began or ended then is news. */
const beforePauses = (rule: GoalRule, since: string): GoalRule => ({
  ...rule,
  pauses: rule.pauses
    .filter(({ from }) => from < since)
    .map(({ from, to }) => ({ from, to: to !== null && to < since ? to : null })),
});

/** Hands over what is asked for and nothing else, and counts it. */
const run = (update: Update, logs: readonly Log[]) => {
  let [read, rounds] = [0, 0];
  const work = updateRows(update);
  let step = work.next();
  while (!step.done) {
    rounds += 1;
    const answers = step.value.map((query) => answerFrom(logs, query));
    read += answers.flat().length;
    step = work.next(answers);
  }
  return { rows: step.value, read, rounds };
};

describe.each([
  ['all rows', (rows: readonly EvaluationRow[]) => rows],
  ['the open rows', (rows: readonly EvaluationRow[]) => rows.filter(({ status }) => status === 'open')],
  ['no row', () => []],
])('with %s at hand', (_, atHand) => {
  test('the incremental path gives the rows of a full evaluation', () => {
    let [changed, several, turned] = [0, 0, 0];
    fc.assert(
      fc.property(story, ({ rule, since, now, before, after, changes }) => {
        const old = byLabel(evaluate(beforePauses(rule, since), before, since));
        const full = evaluate(rule, after, now);
        const known = atHand([...old.values()]);
        const { rows, rounds } = run({ rule, activation: null, since, now, changes, known }, after);
        expect(inOrder(new Map([...old, ...byLabel(rows)]).values())).toEqual(inOrder(full));
        expect(rounds).toBeLessThanOrEqual(4);
        const moved = full.filter((row) => differs(old.get(row.label), row));
        changed += Number(moved.length > 0);
        several += Number(moved.length > 1);
        turned += Number(moved.some(({ label, met }) => (old.get(label)?.met ?? met) !== met));
      }),
      RUNS,
    );
    expect(changed).toBeGreaterThan(RUNS.numRuns / 3);
    expect(several).toBeGreaterThan(RUNS.numRuns / 8);
    expect(turned).toBeGreaterThan(RUNS.numRuns / 40);
  });
});

test('without rows, all are computed, from the logs that are asked for', () => {
  fc.assert(
    fc.property(story, ({ rule, now, after }) => {
      const { rows } = run({ rule, activation: null, since: null, now, changes: [], known: [] }, after);
      expect(rows).toEqual(evaluate(rule, after, now));
    }),
    RUNS,
  );
});

test('nothing happens to rows when nothing has changed, and no log is read', () => {
  fc.assert(
    fc.property(story, ({ rule, since, before }) => {
      const known = evaluate(rule, before, since);
      const quiet = { ...rule, pauses: [] };
      const update = { rule: quiet, activation: null, since, now: since, changes: [], known };
      expect(run(update, before)).toEqual({ rows: [], read: 0, rounds: 0 });
    }),
    RUNS,
  );
});

/** What the table of spec 1.8 allows to change, where it is narrow: the period of the log, or those up to the next log. */
test('no more periods are touched than the specification lists', () => {
  let narrow = 0;
  fc.assert(
    fc.property(story, ({ rule, now, before, after, changes }) => {
      const quiet = { ...rule, pauses: [] };
      fc.pre(rule.intervalUnit !== null && rule.aggMethod !== 'sum');
      const rows = evaluate(quiet, after, now);
      const known = evaluate(quiet, before, now);
      const update = { rule: quiet, activation: null, since: now, now, changes, known };
      const touched = new Set(run(update, after).rows.map(({ label }) => label));
      const takesPart = (log: Log) =>
        log.value !== null || (rule.measureType === 'frequency' && rule.thresholdType === null);
      const moments = changes.filter(({ log }) => takesPart(log)).map(({ log }) => log.at);
      const carried = rule.measureType === 'delta' && rule.goalStartPoint === null;
      const allowed = rows.filter(({ start, end }, index) => {
        const cellEnd = end ?? '9999';
        // The first row may be clipped, the last one, too: a log in the rest of their cells touches them.
        const inCell = (at: string) => (index === 0 || at >= start) && (at < cellEnd || end === rule.endsAt);
        const since = (at: string) => rows.findIndex((row) => row.end !== null && at < row.end);
        const upToNextLog = (at: string) => {
          const first = since(at);
          if (first < 0 || index < first) return false;
          const own = at >= (rows[first]?.start ?? '') ? first + 1 : first;
          return rows.slice(own, index).every(({ dataPoints }) => dataPoints === 0);
        };
        return moments.some((at) => at <= now && (inCell(at) || (carried && upToNextLog(at))));
      });
      for (const label of touched) expect(allowed.map((row) => row.label)).toContain(label);
      narrow += Number(touched.size > 0 && touched.size < rows.length);
    }),
    RUNS,
  );
  expect(narrow).toBeGreaterThan(RUNS.numRuns / 10);
});

describe('a long history is not read', () => {
  const HOUR = 3_600_000;
  const start = Date.parse('2025-01-06T00:00:00Z');
  const history = Array.from({ length: 8_000 }, (_, hour): Log => ({
    id: String(hour).padStart(6, '0'),
    at: new Date(start + hour * HOUR).toISOString(),
    value: String(hour % 10),
  }));
  const now = new Date(start + 8_000 * HOUR).toISOString();
  const added: Log = { id: '008000', at: now, value: '5' };
  const base: GoalRule = { ...BLANK_RULE, startsAt: new Date(start).toISOString() };
  const weekly = { intervalValue: 1, intervalUnit: 'w' } as const;
  const target = { measureType: 'target', goalEndPoint: '1000000' } as const;
  const cases: readonly (readonly [string, Partial<GoalRule>, number])[] = [
    ['frequency per week', { frequency: 3, ...weekly }, 24 * 7],
    ['days per week', { frequency: 3, ...weekly, aggMethod: 'sum', thresholdType: 'gte', threshold: '9' }, 24 * 7],
    ['rolling week', { frequency: 3, intervalValue: 7, intervalUnit: 'd', periodMode: 'rolling' }, 24 * 7],
    ['delta of the last value', { measureType: 'delta', deltaGoal: '1', ...weekly }, 24 * 7 + 1],
    ['delta of averages', { measureType: 'delta', deltaGoal: '1', aggMethod: 'avg', ...weekly }, 24 * 14 + 1],
    ['delta of sums', { measureType: 'delta', deltaGoal: '1', aggMethod: 'sum', ...weekly }, 24 * 14 + 2],
    ['target per week', { ...target, ...weekly }, 24 * 7],
    ['sum per week', { ...target, aggMethod: 'sum', ...weekly }, 24 * 7 + 3],
    ['reach a last value', target, 3],
    ['reach a sum', { ...target, aggMethod: 'sum' }, 1],
    ['reach a maximum', { ...target, aggMethod: 'max' }, 3],
    ['reach a minimum', { ...target, aggMethod: 'min' }, 3],
  ];
  test.each(cases)('%s', (_, columns, most) => {
    const rule = { ...base, ...columns };
    const old = evaluate(rule, history, now);
    const after = [...history, added];
    const update = { rule, activation: null, since: now, now, changes: [{ log: added, voided: false }] };
    const { rows, read } = run({ ...update, known: old.slice(-1) }, after);
    expect(inOrder(new Map([...byLabel(old), ...byLabel(rows)]).values())).toEqual(evaluate(rule, after, now));
    expect(rows.length).toBe(1);
    expect(read).toBeLessThanOrEqual(most);
  });

  test('a sum with finer values than a row can hold is added up from the beginning', () => {
    const rule = { ...base, ...target, aggMethod: 'sum' } as const;
    const fine = history.map((log) => (log.id === '000007' ? { ...log, value: '7.0000004' } : log));
    const after = [...fine, { ...added, value: '0.0000004' }];
    const changes = after.slice(-1).map((log) => ({ log, voided: false }));
    const known = evaluate(rule, fine, now);
    const { rows, read } = run({ rule, activation: null, since: now, now, changes, known }, after);
    expect(rows).toEqual(evaluate(rule, after, now));
    expect(rows[0]?.value).toBe('36000.000001');
    expect(read).toBeGreaterThan(8_000);
  });
});

describe('a single window that has been reached', () => {
  const rule: GoalRule = { ...BLANK_RULE, measureType: 'target', goalEndPoint: '5' };
  const now = '2026-01-20T00:00:00.000Z';
  const log = (id: string, day: string, value: string): Log => ({ id, at: `2026-01-${day}T08:00:00.000Z`, value });
  const logs = [log('m', '06', '3'), log('n', '08', '5'), log('o', '12', '4')];
  const added = (columns: Partial<GoalRule>, change: Log) => {
    const goal = { ...rule, ...columns };
    const known = evaluate(goal, logs, now);
    const update = { rule: goal, activation: null, since: now, now, changes: [{ log: change, voided: false }], known };
    const { rows, read } = run(update, [...logs, change]);
    expect(rows).toEqual(evaluate(goal, [...logs, change], now));
    return { row: rows[0], read };
  };

  test('keeps its last value when an earlier one comes late', () => {
    expect(added({}, log('p', '10', '9')).row).toMatchObject({ value: '4', dataPoints: 4 });
  });

  test('adds to its sum in any order, without reading the window', () => {
    const { row, read } = added({ aggMethod: 'sum' }, log('p', '10', '9'));
    expect(row).toMatchObject({ value: '21', metAt: '2026-01-08T08:00:00.000Z' });
    expect(read).toBe(0);
  });

  test('is reached later when a log before that instant takes something away', () => {
    // It comes first at the very instant at which the sum was reached.
    expect(added({ aggMethod: 'sum' }, log('a', '08', '-4')).row?.metAt).toBe('2026-01-12T08:00:00.000Z');
  });

  test('is reached earlier when a log of the past does it', () => {
    expect(added({}, log('p', '07', '6')).row?.metAt).toBe('2026-01-07T08:00:00.000Z');
  });
});

test('a period that ends is closed without a look at its logs, if its row is at hand', () => {
  const rule: GoalRule = { ...BLANK_RULE, direction: 'down', frequency: 2, intervalValue: 1, intervalUnit: 'w' };
  const logs: readonly Log[] = [{ id: 'a', at: '2026-01-06T08:00:00.000Z', value: null }];
  const [since, now] = ['2026-01-11T00:00:00.000Z', '2026-01-12T00:00:00.000Z'];
  const update = { rule, activation: null, since, now, changes: [], known: evaluate(rule, logs, since) };
  const { rows, read } = run(update, logs);
  expect(rows).toEqual(evaluate(rule, logs, now));
  expect(read).toBe(0);
});

test('time that goes back is taken for standing still', () => {
  const rule = { ...BLANK_RULE, frequency: 1, intervalValue: 1, intervalUnit: 'd' } as const;
  const since = '2026-01-08T12:00:00.000Z';
  const update = { rule, activation: null, since, now: '2026-01-06T12:00:00.000Z', changes: [], known: [] };
  expect(run(update, []).rows).toEqual([]);
  expect(runWith(updateRows({ ...update, since: null }), () => []).length).toBe(2);
});

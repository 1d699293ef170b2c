import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { logsIn, momentIn, scene } from './random-goals.ts';
import type { GoalRule } from './rule.ts';
import { nextChangeAt } from './time-passes.ts';
import { BLANK_RULE } from './vector-rules.ts';

const RUNS = { numRuns: 2500 };
const earlier = (at: string): string => new Date(Date.parse(at) - 1).toISOString();

test('without logs and pauses, rows stay as they are up to the next change, and then they do not', () => {
  let [opened, closed, never] = [0, 0, 0];
  const given = scene.chain(({ rule, middle }) =>
    fc.record({ rule: fc.constant({ ...rule, pauses: [] }), logs: logsIn(middle), now: momentIn(middle, -30, 30) }),
  );
  fc.assert(
    fc.property(given, ({ rule, logs, now }) => {
      const past = logs.filter(({ at }) => at <= now);
      const rows = evaluate(rule, past, now);
      const [row] = rows;
      const next = nextChangeAt(rule, now, row ? { row } : {});
      if (next === null) {
        expect(evaluate(rule, past, '2099-01-01T00:00:00.000Z')).toEqual(rows);
        never += 1;
        return;
      }
      expect(next > now).toBe(true);
      expect(evaluate(rule, past, earlier(next))).toEqual(rows);
      const then = evaluate(rule, past, next);
      expect(then).not.toEqual(rows);
      opened += Number(then.length > rows.length);
      closed += Number(
        then.some(
          ({ label, status }) => status === 'closed' && rows.some((r) => r.label === label && r.status === 'open'),
        ),
      );
    }),
    RUNS,
  );
  for (const count of [opened, closed, never]) expect(count).toBeGreaterThan(RUNS.numRuns / 10);
});

const weekly: GoalRule = { ...BLANK_RULE, frequency: 1, intervalValue: 1, intervalUnit: 'w' };
const reach: GoalRule = { ...BLANK_RULE, measureType: 'target', goalEndPoint: '5', endsAt: '2026-02-01T00:00:00.000Z' };
const at = '2026-01-06T08:00:00.000Z';
const rowAfter = (rule: GoalRule, value: string) => evaluate(rule, [{ id: 'a', at, value }], at)[0];

test.each<readonly [string, string | null, string | null]>([
  ['before it starts', nextChangeAt(weekly, '2026-01-01T00:00:00.000Z'), '2026-01-05T00:00:00.000Z'],
  ['within a week', nextChangeAt(weekly, at), '2026-01-12T00:00:00.000Z'],
  ['on a boundary', nextChangeAt(weekly, '2026-01-12T00:00:00.000Z'), '2026-01-19T00:00:00.000Z'],
  ['the last week', nextChangeAt({ ...weekly, endsAt: '2026-01-08T00:00:00.000Z' }, at), '2026-01-08T00:00:00.000Z'],
  ['after the end', nextChangeAt({ ...weekly, endsAt: at }, at), null],
  ['a window that is open', nextChangeAt(reach, at), '2026-02-01T00:00:00.000Z'],
  ['a window without end', nextChangeAt({ ...reach, endsAt: null }, at), null],
  ['a target that is reached', nextChangeAt(reach, at, { row: rowAfter(reach, '5') ?? never() }), null],
  ['one that is not', nextChangeAt(reach, at, { row: rowAfter(reach, '4') ?? never() }), '2026-02-01T00:00:00.000Z'],
  [
    'a member still locked',
    nextChangeAt(reach, at, { activation: '2026-01-20T00:00:00.000Z' }),
    '2026-01-20T00:00:00.000Z',
  ],
  ['one that comes too late', nextChangeAt(reach, at, { activation: '2026-02-01T00:00:00.000Z' }), null],
])('%s', (_, next, expected) => {
  expect(next).toBe(expected);
});

function never(): never {
  throw new Error('there is a row');
}

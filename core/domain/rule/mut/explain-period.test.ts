import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate } from './aggregate.ts';
import { evaluate } from './evaluate.ts';
import { asDecimal, rounded } from './exact.ts';
import { explainPeriod } from './explain-period.ts';
import { logsIn, momentIn, scene } from './random-goals.ts';
import { readingsOf } from './readings.ts';
import { isUp, methodOf, type GoalRule, type Log } from './rule.ts';
import { BLANK_RULE } from './vector-rules.ts';

const RUNS = { numRuns: 2500 };

const explained = (
  columns: Partial<GoalRule>,
  values: readonly (readonly [string, string | null])[],
  now = '2026-01-20T00:00:00.000Z',
) => {
  const rule: GoalRule = { ...BLANK_RULE, intervalValue: 1, intervalUnit: 'w', ...columns };
  const logs = values.map(([time, value], index): Log => ({ id: `l${index}`, at: `2026-01-${time}:00.000Z`, value }));
  const [row] = evaluate(rule, logs, now);
  if (!row) throw new Error('there is a row');
  return explainPeriod(rule, row, logs, now).map(({ why, counted }) => (counted ? `+${why}` : why));
};

test.each<readonly [string, Partial<GoalRule>, readonly (readonly [string, string | null])[], readonly string[]]>([
  [
    'a count',
    { frequency: 2, thresholdType: 'gte', threshold: '5' },
    [
      ['04T08:00', '9'],
      ['05T08:00', '5'],
      ['06T08:00', '4.99'],
      ['06T09:00', null],
      ['07T08:00', '6'],
      ['08T08:00', '7'],
      ['12T00:00', '8'],
    ],
    ['outside', '+counted', 'threshold_failed', 'no_number', '+decided', '+counted', 'outside'],
  ],
  [
    'a limit, which no log decides',
    { frequency: 1, direction: 'down' },
    [
      ['05T08:00', null],
      ['06T08:00', '1'],
    ],
    ['+counted', '+counted'],
  ],
  [
    'days by their last log',
    { frequency: 2, aggMethod: 'last', thresholdType: 'lte', threshold: '90' },
    [
      ['05T07:00', '95'],
      ['05T08:00', '90'],
      ['06T07:00', '89'],
      ['06T08:00', '91'],
    ],
    ['not_last', '+day_counted', 'not_last', 'day_failed'],
  ],
  [
    'days by their sum',
    { frequency: 1, aggMethod: 'sum', thresholdType: 'gte', threshold: '8000' },
    [
      ['05T07:00', '5000'],
      ['05T08:00', '3000'],
      ['06T07:00', '7999'],
    ],
    ['+day_counted', '+day_counted', 'day_failed'],
  ],
  [
    'a change of the minimum: the first of equal ones',
    { measureType: 'delta', deltaGoal: '1', aggMethod: 'min' },
    [
      ['05T07:00', '5'],
      ['06T07:00', '4'],
      ['07T07:00', '4'],
    ],
    ['not_min', '+counted', 'not_min'],
  ],
  [
    'a target reached and left again',
    { measureType: 'target', goalEndPoint: '90', direction: 'down', intervalValue: null, intervalUnit: null },
    [
      ['05T07:00', '92'],
      ['06T07:00', '90'],
      ['07T07:00', '89'],
      ['08T07:00', '91'],
      ['21T07:00', '80'],
    ],
    ['not_last', '+decided', 'not_last', '+counted', 'outside'],
  ],
  [
    'the best of a week',
    { measureType: 'target', goalEndPoint: '9', aggMethod: 'max' },
    [
      ['05T07:00', '7'],
      ['06T07:00', '8'],
    ],
    ['not_max', '+counted'],
  ],
])('%s', (_, columns, values, expected) => {
  expect(explained(columns, values)).toEqual(expected);
});

test('the logs that counted make the value of the row', () => {
  let [counting, failing] = [0, 0];
  const given = scene.chain(({ rule, middle }) =>
    fc.record({ rule: fc.constant(rule), logs: logsIn(middle), now: momentIn(middle, -5, 30) }),
  );
  fc.assert(
    fc.property(given, ({ rule, logs, now }) => {
      for (const row of evaluate(rule, logs, now)) {
        const verdicts = explainPeriod(rule, row, logs, now);
        expect(verdicts.map(({ log }) => log)).toEqual(logs);
        const measured = verdicts.filter(({ why }) => why !== 'outside' && why !== 'no_number');
        expect(measured.length).toBe(row.dataPoints);
        const counted = verdicts.filter(({ counted: counts }) => counts);
        counting += Number(counted.length > 0);
        failing += Number(measured.length > counted.length);
        if (rule.measureType === 'frequency') {
          if (rule.aggMethod === null) expect(String(counted.length)).toBe(row.value);
          const decided = verdicts.some(({ why }) => why === 'decided');
          expect(decided).toBe(isUp(rule) && rule.aggMethod === null && row.met);
          continue;
        }
        const method = methodOf(rule);
        // The log that reached a single window counts, too, although another one may be its value by now.
        const makers = counted.filter(
          ({ why }) => why === 'counted' || method === 'sum' || method === 'avg' || counted.length === 1,
        );
        const level = aggregate(
          method,
          readingsOf(
            rule,
            makers.map(({ log }) => log),
            Infinity,
          ),
        );
        if (level !== null && rule.measureType === 'target') expect(asDecimal(rounded(level))).toBe(row.value);
      }
    }),
    RUNS,
  );
  expect(counting).toBeGreaterThan(RUNS.numRuns);
  expect(failing).toBeGreaterThan(RUNS.numRuns / 4);
});

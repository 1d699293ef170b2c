import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { answerFrom, runWith } from './log-query.ts';
import { logsIn, momentIn, scene } from './random-goals.ts';
import { milestoneRewards, periodRewards, recurringReward, windowReward } from './rewards.ts';
import type { EvaluationRow, GoalRule, Log } from './rule.ts';
import { BLANK_RULE } from './vector-rules.ts';

const RUNS = { numRuns: 2500 };
const daily: GoalRule = { ...BLANK_RULE, frequency: 1, intervalValue: 1, intervalUnit: 'd' };
const reach: GoalRule = { ...BLANK_RULE, measureType: 'target', goalEndPoint: '5' };

const log = (at: string, value: string | null = '1'): Log => ({ id: at, at: new Date(at).toISOString(), value });

const pay = (
  rule: GoalRule,
  logs: readonly Log[],
  now: string,
  {
    paid = [],
    inGroup = false,
    rows = evaluate(rule, logs, now),
  }: {
    readonly paid?: readonly EvaluationRow[];
    readonly inGroup?: boolean;
    readonly rows?: readonly EvaluationRow[];
  } = {},
) => runWith(periodRewards(rule, rows, { inGroup, paid, now }), (query) => answerFrom(logs, query));

describe('periods', () => {
  test('a final met row pays once, under its own key, at the instant it was met', () => {
    const logs = [log('2026-01-06T08:00:00Z'), log('2026-01-06T09:00:00Z')];
    const [first, ...others] = pay(daily, logs, '2026-01-08T00:00:00Z');
    expect(first).toEqual({
      type: 'goal.period_met',
      dedupeKey: 'goal.period_met:g:2026-01-06',
      at: '2026-01-06T08:00:00.000Z',
      label: '2026-01-06',
    });
    expect(others).toEqual([]);
    const paid = evaluate(daily, logs, '2026-01-08T00:00:00Z');
    expect(pay(daily, logs, '2026-01-08T00:00:00Z', { paid })).toEqual([]);
  });

  test('silence under a limit pays nothing, keeping it pays at the end of the day', () => {
    const limit: GoalRule = { ...daily, direction: 'down', frequency: 2 };
    const logs = [log('2026-01-06T08:00:00Z')];
    expect(pay(limit, logs, '2026-01-06T12:00:00Z')).toEqual([]);
    expect(pay(limit, logs, '2026-01-08T00:00:00Z').map(({ label, at }) => [label, at])).toEqual([
      ['2026-01-06', '2026-01-07T00:00:00.000Z'],
    ]);
  });

  test('a single window pays its period when it stands alone, and in a chain its milestone only', () => {
    const logs = [log('2026-01-06T08:00:00Z', '5')];
    expect(pay(reach, logs, '2026-01-07T00:00:00Z').map(({ dedupeKey }) => dedupeKey)).toEqual([
      'goal.period_met:g:2026-01-05',
    ]);
    expect(pay(reach, logs, '2026-01-07T00:00:00Z', { inGroup: true })).toEqual([]);
  });

  test('a recurring member of a chain pays its periods', () => {
    expect(pay(daily, [log('2026-01-06T08:00:00Z')], '2026-01-08T00:00:00Z', { inGroup: true }).length).toBe(1);
  });
});

describe('rolling windows', () => {
  const rolling: GoalRule = { ...daily, frequency: 2, intervalValue: 7, periodMode: 'rolling' };
  const labels = (rule: GoalRule, logs: readonly Log[], now: string, paid: readonly EvaluationRow[] = []) =>
    pay(rule, logs, now, { paid }).map(({ label }) => label);

  test('one pair of logs pays one window, however many windows it is in', () => {
    const logs = [log('2026-01-06T08:00:00Z'), log('2026-01-07T08:00:00Z')];
    expect(evaluate(rolling, logs, '2026-01-12T00:00:00Z').filter(({ met }) => met).length).toBe(6);
    expect(labels(rolling, logs, '2026-01-12T00:00:00Z')).toEqual(['2026-01-07']);
  });

  test('one more log makes a window that pays again', () => {
    const logs = [log('2026-01-06T08:00:00Z'), log('2026-01-07T08:00:00Z'), log('2026-01-09T08:00:00Z')];
    expect(labels(rolling, logs, '2026-01-12T00:00:00Z')).toEqual(['2026-01-07', '2026-01-09']);
  });

  test('logs from before the goal started pay nothing alone', () => {
    const before = [log('2026-01-03T08:00:00Z'), log('2026-01-04T08:00:00Z')];
    expect(labels(rolling, before, '2026-01-12T00:00:00Z')).toEqual([]);
    expect(labels(rolling, [...before, log('2026-01-06T08:00:00Z')], '2026-01-12T00:00:00Z')).toEqual(['2026-01-06']);
  });

  test('a log that does not pass is no fresh one', () => {
    const rule: GoalRule = { ...rolling, thresholdType: 'gte', threshold: '5' };
    const logs = [log('2026-01-06T08:00:00Z', '5'), log('2026-01-07T08:00:00Z', '6'), log('2026-01-09T08:00:00Z', '4')];
    expect(labels(rule, logs, '2026-01-12T00:00:00Z')).toEqual(['2026-01-07']);
  });

  test('for a limit, every log in the window is one of its logs', () => {
    const rule: GoalRule = { ...rolling, direction: 'down', thresholdType: 'gte', threshold: '5' };
    const logs = [log('2026-01-06T08:00:00Z', '1'), log('2026-01-09T08:00:00Z', '2')];
    expect(labels(rule, logs, '2026-01-12T00:00:00Z')).toEqual(['2026-01-06', '2026-01-09']);
  });

  test('what has been paid stays used, whatever has become of its row', () => {
    const logs = [log('2026-01-06T08:00:00Z'), log('2026-01-07T08:00:00Z')];
    const rows = evaluate(rolling, logs, '2026-01-12T00:00:00Z');
    const paid = rows.filter(({ label }) => label === '2026-01-08').map((row) => ({ ...row, met: false }));
    expect(labels(rolling, logs, '2026-01-12T00:00:00Z', paid)).toEqual([]);
  });
});

test('row by row pays what all rows at once pay', () => {
  let paying = 0;
  const given = scene.chain(({ rule, middle }) =>
    fc.record({ rule: fc.constant(rule), logs: logsIn(middle), now: momentIn(middle, 0, 30) }),
  );
  fc.assert(
    fc.property(given, ({ rule, logs, now }) => {
      const rows = evaluate(rule, logs, now);
      const atOnce = pay(rule, logs, now);
      const paid: EvaluationRow[] = [];
      for (const row of rows) if (pay(rule, logs, now, { rows: [row], paid }).length > 0) paid.push(row);
      expect(atOnce.map(({ label }) => label)).toEqual(paid.map(({ label }) => label));
      expect(new Set(atOnce.map(({ dedupeKey }) => dedupeKey)).size).toBe(atOnce.length);
      for (const { met, final, dataPoints } of paid) expect(met && final && dataPoints > 0).toBe(true);
      if (rule.periodMode !== 'rolling') {
        expect(paid.length).toBe(rows.filter(({ met, final, dataPoints }) => met && final && dataPoints > 0).length);
      }
      paying += Number(paid.length > 0);
    }),
    RUNS,
  );
  expect(paying).toBeGreaterThan(RUNS.numRuns / 8);
});

describe('goals', () => {
  test('a single window completes its goal when it is reached', () => {
    const [row] = evaluate(reach, [log('2026-01-06T08:00:00Z', '5')], '2026-01-07T00:00:00Z');
    expect(windowReward(reach, row)).toEqual([
      { type: 'goal.completed', dedupeKey: 'goal.completed:g', at: '2026-01-06T08:00:00.000Z', label: '2026-01-05' },
    ]);
    expect(windowReward(reach, evaluate(reach, [], '2026-01-07T00:00:00Z')[0])).toEqual([]);
    expect(windowReward(reach, undefined)).toEqual([]);
    const [periodic] = evaluate(daily, [log('2026-01-05T08:00:00Z')], '2026-01-07T00:00:00Z');
    expect(windowReward(daily, periodic)).toEqual([]);
  });

  test.each<readonly [string, { closed: number; met: number }, string, string | undefined, number]>([
    ['four of five', { closed: 5, met: 4 }, '2026-02-01T00:00:00.000Z', undefined, 1],
    ['less than that', { closed: 9, met: 7 }, '2026-02-01T00:00:00.000Z', undefined, 0],
    ['but enough for this goal', { closed: 9, met: 7 }, '2026-02-01T00:00:00.000Z', '0.75', 1],
    ['no whole period', { closed: 0, met: 0 }, '2026-02-01T00:00:00.000Z', '0', 0],
    ['before the end', { closed: 5, met: 5 }, '2026-01-31T23:59:59.999Z', undefined, 0],
  ])('a recurring goal completes at its end: %s', (_, counts, now, rate, count) => {
    const rule = { ...daily, endsAt: '2026-02-01T00:00:00.000Z' };
    const rewards = recurringReward(rule, counts, now, rate);
    expect(rewards.length).toBe(count);
    if (rewards[0]) expect(rewards[0]).toMatchObject({ dedupeKey: 'goal.completed:g', at: rule.endsAt, label: null });
    expect(recurringReward(daily, { closed: 5, met: 5 }, now)).toEqual([]);
    expect(recurringReward({ ...reach, endsAt: rule.endsAt }, { closed: 1, met: 1 }, now)).toEqual([]);
  });

  test('a member pays its milestone, the last one completes the group', () => {
    const progress = {
      goalId: 'c1',
      state: 'completed',
      activatedAt: null,
      reachedAt: '2026-01-06T08:00:00.000Z',
    } as const;
    const keys = (isLast: boolean) =>
      milestoneRewards(progress, { id: 'grp', isLast }).map(({ dedupeKey }) => dedupeKey);
    expect(keys(false)).toEqual(['goal.milestone_met:c1']);
    expect(keys(true)).toEqual(['goal.milestone_met:c1', 'goal.completed:grp']);
    expect(milestoneRewards({ ...progress, state: 'active', reachedAt: null }, { id: 'grp', isLast: true })).toEqual(
      [],
    );
  });
});

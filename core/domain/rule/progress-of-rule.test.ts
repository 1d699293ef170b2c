import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateChain } from './chain.ts';
import { evaluate } from './evaluate.ts';
import { progressOfRule, summaryOf } from './progress-of-rule.ts';
import { logsIn, momentIn, scene } from './random-goals.ts';
import { recurringReward, windowReward } from './rewards.ts';
import { isSingleWindow, type GoalRule, type Log } from './rule.ts';
import { countPeriods } from './success-rate.ts';
import { BLANK_RULE } from './vector-rules.ts';

const daily: GoalRule = { ...BLANK_RULE, frequency: 1, intervalValue: 1, intervalUnit: 'd' };
const log = (at: string, value: string | null = null): Log => ({ id: at, at: new Date(at).toISOString(), value });
const progressAt = (rule: GoalRule, logs: readonly Log[], now: string) =>
  progressOfRule(rule, summaryOf(evaluate(rule, logs, now)), now);

test('the rate of whole closed days; the open day and a partial one do not count', () => {
  const rule = { ...daily, startsAt: '2026-01-05T12:00:00.000Z' };
  const logs = [log('2026-01-06T08:00:00Z'), log('2026-01-08T08:00:00Z')];
  expect(progressAt(rule, logs, '2026-01-06T12:00:00Z').progress).toBeNull();
  expect(progressAt(rule, logs, '2026-01-09T12:00:00Z')).toEqual({
    currentValue: '0',
    progress: '0.6667',
    reachedAt: null,
    chainState: null,
    activatedAt: null,
  });
});

test('a single window says itself how far it is and when it was reached', () => {
  const rule: GoalRule = {
    ...BLANK_RULE,
    measureType: 'target',
    goalEndPoint: '90',
    goalStartPoint: '100',
    direction: 'down',
  };
  const logs = [log('2026-01-06T08:00:00Z', '95'), log('2026-01-07T08:00:00Z', '90')];
  expect(progressAt(rule, logs, '2026-01-06T12:00:00Z')).toMatchObject({
    currentValue: '95',
    progress: '0.5000',
    reachedAt: null,
  });
  expect(progressAt(rule, logs, '2026-01-08T00:00:00Z')).toMatchObject({
    progress: '1.0000',
    reachedAt: '2026-01-07T08:00:00.000Z',
  });
  expect(progressAt(rule, logs, '2026-01-04T00:00:00Z')).toMatchObject({ currentValue: null, progress: null });
});

test('a periodic target is reached at the end of its first met period, others by their rate at the end', () => {
  const target: GoalRule = { ...daily, measureType: 'target', frequency: null, goalEndPoint: '5' };
  const logs = [log('2026-01-06T08:00:00Z', '5')];
  expect(progressAt(target, logs, '2026-01-06T12:00:00Z').reachedAt).toBeNull();
  expect(progressAt(target, logs, '2026-01-08T12:00:00Z').reachedAt).toBe('2026-01-07T00:00:00.000Z');
  const short = { ...daily, endsAt: '2026-01-07T00:00:00.000Z' };
  const both = [log('2026-01-05T08:00:00Z'), ...logs];
  expect(progressAt(short, both, '2026-01-06T23:00:00Z').reachedAt).toBeNull();
  expect(progressAt(short, both, '2026-01-07T00:00:00Z').reachedAt).toBe(short.endsAt);
  expect(progressAt(short, logs, '2026-01-07T00:00:00Z').reachedAt).toBeNull();
  const summary = summaryOf(evaluate(short, logs, '2026-01-07T00:00:00Z'));
  expect(progressOfRule(short, summary, '2026-01-07T00:00:00Z', { successRate: '0.5' }).reachedAt).toBe(short.endsAt);
});

test('a member of a chain has its state', () => {
  const logs = new Map([['w', [log('2026-01-06T08:00:00Z')]]]);
  const now = '2026-01-08T00:00:00.000Z';
  const [first, second] = evaluateChain([daily, { ...daily, goalId: 'h' }], logs, now);
  const progress = (member: typeof first) =>
    member && progressOfRule(daily, summaryOf(member.rows), now, { chain: member });
  expect(progress(first)).toEqual({
    currentValue: '0',
    progress: '0.3333',
    reachedAt: '2026-01-06T08:00:00.000Z',
    chainState: 'completed',
    activatedAt: '2026-01-05T00:00:00.000Z',
  });
  expect(progress(second)).toMatchObject({
    chainState: 'active',
    activatedAt: '2026-01-07T00:00:00.000Z',
    reachedAt: null,
  });
});

test('a goal is completed exactly when it says it is reached, but for periodic targets, which complete by their rate', () => {
  let reached = 0;
  const given = scene.chain(({ rule, middle }) =>
    fc.record({ rule: fc.constant(rule), logs: logsIn(middle), now: momentIn(middle, 0, 40) }),
  );
  fc.assert(
    fc.property(given, ({ rule, logs, now }) => {
      const rows = evaluate(rule, logs, now);
      const { progress, reachedAt } = progressOfRule(rule, summaryOf(rows), now);
      const rewards = [...windowReward(rule, rows[0]), ...recurringReward(rule, countPeriods(rows), now)];
      if (isSingleWindow(rule) || rule.measureType !== 'target') {
        expect(rewards.map(({ at }) => at)).toEqual(reachedAt === null ? [] : [reachedAt]);
      }
      const counts = countPeriods(rows);
      if (!isSingleWindow(rule)) expect(progress === '1.0000').toBe(counts.closed > 0 && counts.met === counts.closed);
      reached += Number(reachedAt !== null);
    }),
    { numRuns: 2500 },
  );
  expect(reached).toBeGreaterThan(250);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../../test/vectors/dog.json' with { type: 'json' };
import type { StepView } from '#core/contract/steps.ts';
import { foldAttempts, OUTCOMES, type Attempt, type AttemptRule, type Outcome } from '#core/domain/dog/attempts.ts';
import { withWaiting, type WaitingAttempt } from './shown-goal.ts';
import { attemptOf, stepOf, threeSteps, trainingGoal } from './test-steps.ts';

const START = Date.parse(vectors.attempts_start);
const MINUTE = 60_000;
const names: Readonly<Record<string, Outcome>> = { p: 'pass', n: 'needs_work', o: 'neutral' };
const at = (index: number): string => new Date(START + index * MINUTE).toISOString();

const waits = (outcome: Outcome, index: number, countsAs: number | null = null): WaitingAttempt => ({
  id: `w${index}`,
  stepId: 'a',
  outcome,
  occurredAt: at(index),
  durationSeconds: 0,
  note: null,
  countsAs,
});

const shownStep = (outcomes: readonly Outcome[], first: Partial<StepView> = {}) =>
  withWaiting(
    trainingGoal(threeSteps(first)),
    {},
    outcomes.map((outcome, index) => waits(outcome, index)),
  ).steps?.[0];

test('attempts that wait say what the server will say, vector by vector', () => {
  const all = [...vectors.attempts_first_step, ...vectors.attempts_required];
  for (const { attempts, expect: expected, ...rule } of all) {
    if (attempts === '') continue;
    const required = 'required_passes' in rule ? rule.required_passes : 3;
    const step = shownStep(
      [...attempts].map((letter) => names[letter] ?? 'neutral'),
      { required_passes: required },
    );
    const { completed_at, ...counts } = expected;
    // The rows without `first_step` were made for a later step: there a first one splits where they drop.
    const suggestion = expected.suggestion === 'drop' ? 'split' : expected.suggestion;
    expect([attempts, step]).toMatchObject([attempts, { ...counts, suggestion }]);
    expect(step?.completed_at && Date.parse(step.completed_at)).toEqual(completed_at && Date.parse(completed_at));
  }
});

test('what the server has and what waits are counted as one row, however they are divided', () => {
  const rule: AttemptRule = { requiredPasses: 3, reopenedAt: null, isFirstStep: true };
  const asAttempt = (outcome: Outcome, index: number): Attempt => ({ id: `x${index}`, outcome, createdAt: at(index) });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...OUTCOMES), { minLength: 1, maxLength: 12 }),
      fc.nat(12),
      (outcomes, cut) => {
        const known = outcomes.slice(0, cut).map(asAttempt);
        const server = foldAttempts(rule, known);
        const status = server.status === 'pending' ? 'in_progress' : server.status;
        const goal = trainingGoal(
          threeSteps({
            status,
            completed_at: server.completedAt,
            pass_count: server.passCount,
            needs_work_count: server.needsWorkCount,
            neutral_count: server.neutralCount,
            consecutive_passes: server.consecutivePasses,
            needs_work_run: server.needsWorkRun,
            suggestion: server.suggestion,
          }),
        );
        const read = known.map(({ id, outcome, createdAt }) => attemptOf(id, { outcome, created_at: createdAt }));
        const waiting = outcomes.slice(cut).map((outcome, index) => waits(outcome, cut + index));
        const step = withWaiting(goal, { a: read.toReversed() }, waiting).steps?.[0];
        const all = foldAttempts(rule, outcomes.map(asAttempt));
        expect(step).toMatchObject({
          status: all.status,
          completed_at: all.completedAt,
          pass_count: all.passCount,
          consecutive_passes: all.consecutivePasses,
          needs_work_run: all.needsWorkRun,
          suggestion: all.suggestion,
        });
      },
    ),
    { numRuns: 1_000 },
  );
});

test('the third pass ends the step, and the next one begins', () => {
  const goal = trainingGoal(threeSteps());
  const shown = withWaiting(goal, {}, [waits('pass', 0), waits('pass', 1), waits('pass', 2)]);
  expect(shown.steps?.map(({ status }) => status)).toEqual(['done', 'in_progress', 'pending']);
  expect(goal.steps?.map(({ status }) => status)).toEqual(['in_progress', 'pending', 'pending']);
});

test('the last step that ends reaches the goal', () => {
  const steps = [
    stepOf('b', { status: 'skipped' }),
    stepOf('a', { status: 'in_progress', step_order: 1, required_passes: 1 }),
  ];
  expect(withWaiting(trainingGoal(steps), {}, [waits('pass', 0)]).status).toBe('completed');
});

test('an attempt that the server has counted already is not counted twice', () => {
  const goal = trainingGoal(threeSteps({ pass_count: 1, consecutive_passes: 1 }));
  expect(withWaiting(goal, {}, [waits('pass', 0, 1)]).steps?.[0]?.consecutive_passes).toBe(1);
  expect(withWaiting(goal, {}, [waits('pass', 1, 2)]).steps?.[0]?.consecutive_passes).toBe(2);
});

test('a step with parts suggests nothing, and one that was reopened counts from there, whatever the device’s clock', () => {
  const parts = [stepOf('a1', { parent_step_id: 'a', status: 'skipped' })];
  const goal = trainingGoal([...threeSteps({ reopened_at: '2026-03-03T09:00:00.000Z' }), ...parts]);
  const shown = withWaiting(goal, {}, [waits('needs_work', 0), waits('needs_work', 1), waits('needs_work', 2)]);
  expect(shown.steps?.[0]).toMatchObject({ needs_work_run: 3, suggestion: null });
});

test('an attempt on a step that is not here changes nothing', () => {
  const goal = trainingGoal(threeSteps());
  expect(withWaiting(goal, {}, [{ ...waits('pass', 0), stepId: 'elsewhere' }])).toBe(goal);
});

import { describe, expect, test } from 'vitest';
import { instantOf, newStep } from './arbitrary-training.ts';
import { foldAttempts, type Attempt, type StepVerdict } from './attempts.ts';
import { activateGoal, moveGoal } from './goal-lifecycle.ts';
import { findStep, STEP_STATUSES, type Step, type StepStatus, type TrainingGoal } from './step-tree.ts';
import { assertTakesAttempts, assertTakesParts, followAttempts, moveStep } from './steps.ts';

const NOW = instantOf(30);
const step = (id: string, status: StepStatus = 'pending'): Step => {
  const [top = id, part] = id.split('.');
  return {
    ...newStep(id, part === undefined ? top.charCodeAt(0) : Number(part), part === undefined ? null : top),
    status,
    completedAt: status === 'done' ? instantOf(0) : null,
  };
};
const active = (...steps: readonly Step[]): TrainingGoal => ({ status: 'active', steps });
const statusOf = (goal: TrainingGoal, id: string) => findStep(goal, id).status;
const code = (name: string) => expect.objectContaining({ code: name }) as Error;

const verdict = (outcomes: readonly Attempt['outcome'][], reopenedAt: string | null = null): StepVerdict =>
  foldAttempts(
    { requiredPasses: 3, reopenedAt, isFirstStep: false },
    outcomes.map((outcome, index) => ({ id: `a${index}`, outcome, createdAt: instantOf(index + 1) })),
  );
const none = verdict([]);
const passes = (count: number) => verdict(Array.from({ length: count }, () => 'pass'));

/** Spec 5.3. */
const allowed: Readonly<Record<StepStatus, readonly StepStatus[]>> = {
  pending: ['in_progress'],
  in_progress: ['done', 'skipped'],
  done: ['in_progress'],
  skipped: ['pending'],
};

describe.each(STEP_STATUSES)('from %s', (from) => {
  test.each(STEP_STATUSES)('to %s', (to) => {
    const move = () => moveStep(active(step('a', from), step('b', 'in_progress')), 'a', to, NOW);
    if (allowed[from].includes(to)) expect(statusOf(move(), 'a')).toBe(to);
    else expect(move).toThrow(code('invalid_transition'));
  });
});

describe('by hand', () => {
  test('done says when', () => {
    const goal = moveStep(active(step('a', 'in_progress'), step('b')), 'a', 'done', NOW);
    expect(findStep(goal, 'a')).toMatchObject({ completedAt: NOW, reopenedAt: null });
  });

  test('reopening clears when it was done and says when it was reopened', () => {
    const goal = moveStep(active(step('a', 'done')), 'a', 'in_progress', NOW);
    expect(findStep(goal, 'a')).toMatchObject({ status: 'in_progress', completedAt: null, reopenedAt: NOW });
  });

  test('beginning one is no reopening', () => {
    const goal = moveStep(active(step('a')), 'a', 'in_progress', NOW);
    expect(findStep(goal, 'a')).toMatchObject({ completedAt: null, reopenedAt: null });
  });

  test('other moves keep when it was reopened', () => {
    const again = moveStep(active(step('a', 'done'), step('b')), 'a', 'in_progress', instantOf(20));
    expect(findStep(moveStep(again, 'a', 'done', NOW), 'a').reopenedAt).toBe(instantOf(20));
  });

  test('a step that is not there is not found', () => {
    expect(() => moveStep(active(step('a')), 'x', 'done', NOW)).toThrow(code('not_found'));
  });
});

describe('when a step ends', () => {
  test.each(['done', 'skipped'] as const)('%s: the next pending one starts', (to) => {
    const goal = moveStep(active(step('a', 'in_progress'), step('b', 'skipped'), step('c'), step('d')), 'a', to, NOW);
    expect([statusOf(goal, 'c'), statusOf(goal, 'd'), goal.status]).toEqual(['in_progress', 'pending', 'active']);
  });

  test('an earlier one that was put back starts first', () => {
    const goal = moveStep(active(step('a'), step('b', 'in_progress'), step('c')), 'b', 'done', NOW);
    expect([statusOf(goal, 'a'), statusOf(goal, 'c')]).toEqual(['in_progress', 'pending']);
  });

  test('none starts beside one that is in progress', () => {
    const goal = moveStep(active(step('a', 'in_progress'), step('b', 'in_progress'), step('c')), 'a', 'done', NOW);
    expect([statusOf(goal, 'b'), statusOf(goal, 'c')]).toEqual(['in_progress', 'pending']);
  });

  test('the last one completes the goal, if one was done', () => {
    expect(moveStep(active(step('a', 'done'), step('b', 'in_progress')), 'b', 'skipped', NOW).status).toBe('completed');
    expect(moveStep(active(step('a', 'skipped'), step('b', 'in_progress')), 'b', 'skipped', NOW).status).toBe('active');
  });

  test('a paused goal completes too, and starts nothing', () => {
    const paused = { ...active(step('a', 'in_progress'), step('b')), status: 'paused' as const };
    const goal = moveStep(paused, 'a', 'done', NOW);
    expect([goal.status, statusOf(goal, 'b')]).toEqual(['paused', 'pending']);
    const last = moveStep({ ...goal, steps: [step('a', 'in_progress')] }, 'a', 'done', NOW);
    expect(last.status).toBe('completed');
  });

  test.each(['draft', 'archived', 'completed'] as const)('a goal that is %s stays so', (status) => {
    const goal = moveStep({ ...active(step('a', 'in_progress')), status }, 'a', 'done', NOW);
    expect(goal.status).toBe(status);
  });

  test('putting a step back or reopening one ends nothing', () => {
    const reopened = moveGoal({ ...active(step('a', 'done'), step('b', 'skipped')), status: 'completed' }, 'active');
    expect(moveStep(reopened, 'b', 'pending', NOW).status).toBe('active');
    expect(moveStep(reopened, 'a', 'in_progress', NOW).status).toBe('active');
  });
});

describe('parts', () => {
  const split = active(step('a', 'in_progress'), step('a.0'), step('a.1'), step('b'));
  const begun = moveStep(split, 'a.0', 'in_progress', NOW);
  const half = moveStep(begun, 'a.0', 'done', NOW);
  const both = moveStep(moveStep(half, 'a.1', 'in_progress', NOW), 'a.1', 'skipped', NOW);

  test('take the attempts while one of them is open', () => {
    for (const goal of [split, begun, half]) {
      expect(() => assertTakesAttempts(goal, 'a')).toThrow(code('step_has_children'));
      expect(() => assertTakesAttempts(goal, 'a.1')).not.toThrow();
    }
    expect(() => assertTakesAttempts(both, 'a')).not.toThrow();
    expect(() => assertTakesAttempts(both, 'x')).toThrow(code('not_found'));
  });

  test('end their step when all are over and one is done', () => {
    expect([statusOf(half, 'a'), statusOf(half, 'b')]).toEqual(['in_progress', 'pending']);
    expect(findStep(both, 'a')).toMatchObject({ status: 'done', completedAt: NOW });
    expect(statusOf(both, 'b')).toBe('in_progress');
  });

  test('leave it open when all were skipped; then its own attempts end it', () => {
    const skipped = ['a.0', 'a.1'].reduce((goal, id) => {
      return moveStep(moveStep(goal, id, 'in_progress', NOW), id, 'skipped', NOW);
    }, split);
    expect(statusOf(skipped, 'a')).toBe('in_progress');
    expect(() => assertTakesAttempts(skipped, 'a')).not.toThrow();
    expect(statusOf(followAttempts(skipped, 'a', passes(2), passes(3), NOW), 'a')).toBe('done');
  });

  test('decide alone while one of them is open: an old attempt of their step that is voided changes nothing', () => {
    expect(followAttempts(half, 'a', passes(2), passes(3), NOW)).toBe(half);
  });

  test('are done before their step is called done', () => {
    expect(() => moveStep(half, 'a', 'done', NOW)).toThrow(code('step_has_children'));
    expect(statusOf(moveStep(half, 'a', 'skipped', NOW), 'a')).toBe('skipped');
  });

  test('begin a step that was not begun', () => {
    const later = active(step('a', 'in_progress'), step('b'), step('b.0'));
    expect(statusOf(moveStep(later, 'b.0', 'in_progress', NOW), 'b')).toBe('in_progress');
  });

  test('open their step again when one of them is opened', () => {
    for (const [id, to] of [
      ['a.0', 'in_progress'],
      ['a.1', 'pending'],
    ] as const) {
      const again = moveStep(both, id, to, instantOf(40));
      expect(findStep(again, 'a')).toMatchObject({
        status: 'in_progress',
        completedAt: null,
        reopenedAt: instantOf(40),
      });
    }
  });

  test('are what is reopened, not the step they ended', () => {
    expect(() => moveStep(both, 'a', 'in_progress', NOW)).toThrow(code('step_has_children'));
  });

  test('leave a step alone that was skipped, and end it when it is put back', () => {
    const skipped = moveStep(half, 'a', 'skipped', NOW);
    const over = moveStep(moveStep(skipped, 'a.1', 'in_progress', NOW), 'a.1', 'done', NOW);
    expect(statusOf(over, 'a')).toBe('skipped');
    expect(statusOf(moveStep(over, 'a', 'pending', NOW), 'a')).toBe('done');
  });

  test('have no parts of their own, and a step that is over gets none', () => {
    expect(() => assertTakesParts(split, 'a')).not.toThrow();
    expect(() => assertTakesParts(split, 'b')).not.toThrow();
    expect(() => assertTakesParts(split, 'a.0')).toThrow(code('conflict'));
    expect(() => assertTakesParts(both, 'a')).toThrow(code('invalid_transition'));
  });
});

describe('attempts', () => {
  const goal = activateGoal({ status: 'draft', steps: [step('a'), step('b'), step('c')] });

  test('end their step at the attempt that did it, and the next one starts', () => {
    const after = followAttempts(goal, 'a', passes(2), passes(3), NOW);
    expect(findStep(after, 'a')).toMatchObject({ status: 'done', completedAt: instantOf(3) });
    expect(statusOf(after, 'b')).toBe('in_progress');
  });

  test('begin a pending step', () => {
    expect(statusOf(followAttempts(goal, 'b', none, passes(1), NOW), 'b')).toBe('in_progress');
  });

  test('that change nothing give the same goal', () => {
    expect(followAttempts(goal, 'a', passes(1), passes(2), NOW)).toBe(goal);
    const done = followAttempts(goal, 'a', passes(2), passes(3), NOW);
    expect(followAttempts(done, 'a', passes(3), passes(4), NOW)).toBe(done);
  });

  test('do not undo what was decided by hand', () => {
    const skipped = moveStep(goal, 'a', 'skipped', NOW);
    expect(followAttempts(skipped, 'a', passes(2), passes(3), NOW)).toBe(skipped);
    const called = moveStep(goal, 'a', 'done', NOW);
    expect(followAttempts(called, 'a', passes(1), passes(2), NOW)).toBe(called);
    expect(followAttempts(called, 'a', passes(2), passes(3), NOW)).toBe(called);
  });

  test('that are voided open the step they ended, and only that', () => {
    const done = followAttempts(goal, 'a', passes(2), passes(3), NOW);
    const back = followAttempts(done, 'a', passes(3), passes(2), NOW);
    expect(findStep(back, 'a')).toMatchObject({ status: 'in_progress', completedAt: null, reopenedAt: null });
    const called = moveStep(goal, 'a', 'done', NOW);
    expect(followAttempts(called, 'a', passes(3), passes(2), NOW)).toBe(called);
  });

  test('that are voided may move the end to a later attempt', () => {
    const four = passes(4);
    const done = followAttempts(goal, 'a', passes(2), four, NOW);
    const moved = followAttempts(done, 'a', four, { ...four, completedAt: instantOf(4) }, NOW);
    expect(findStep(moved, 'a')).toMatchObject({ status: 'done', completedAt: instantOf(4) });
  });

  test('after a reopening end it again', () => {
    const done = followAttempts(goal, 'a', passes(2), passes(3), NOW);
    const again = moveStep(done, 'a', 'in_progress', instantOf(10));
    const fresh: StepVerdict = { ...passes(3), completedAt: instantOf(13) };
    expect(findStep(followAttempts(again, 'a', none, fresh, NOW), 'a')).toMatchObject({
      status: 'done',
      completedAt: instantOf(13),
      reopenedAt: instantOf(10),
    });
  });

  test('on the last open step complete the goal', () => {
    const last = active(step('a', 'done'), step('b', 'in_progress'));
    expect(followAttempts(last, 'b', passes(2), passes(3), NOW).status).toBe('completed');
  });
});

/** What must hold for every tree of steps, whatever is done to it (spec 5.3, 5.4). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError, type ErrorCode } from '../errors.ts';
import { acts, draft, perform, touchedBy, type Act, type World } from './arbitrary-training.ts';
import {
  areAchieved,
  changedSteps,
  childrenOf,
  currentStep,
  isOver,
  type Step,
  type TrainingGoal,
} from './step-tree.ts';

const RUNS = { numRuns: 2000 };

type Watch = (before: World, after: World, act: Act) => void;

/** Does everything that is not refused, and looks at every move. */
const history = (goal: TrainingGoal, all: readonly Act[], watch: Watch, refused: Set<ErrorCode> = new Set()): World => {
  let world: World = { goal, attempts: [] };
  for (const [n, act] of all.entries()) {
    try {
      const next = perform(world, act, n);
      watch(world, next, act);
      world = next;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.add(error.code);
    }
  }
  return world;
};

const top = ({ steps }: TrainingGoal): readonly Step[] => childrenOf(steps, null);
const inProgress = (steps: readonly Step[]): readonly Step[] => steps.filter(({ status }) => status === 'in_progress');

/** The step that is touched and the one it is a part of. */
const touched = (world: World, act: Act): readonly string[] => {
  const id = touchedBy(world, act);
  return id === null ? [] : [id, id.split('.')[0] ?? id];
};

test('at most one top-level step is in progress by itself', () => {
  let started = 0;
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      history(goal, all, (before, after, act) => {
        const byHand = touched(before, act);
        const itself = changedSteps(before.goal, after.goal).filter(({ id }) => !byHand.includes(id));
        started += itself.length;
        expect(itself.length).toBeLessThanOrEqual(1);
        for (const step of itself) expect(inProgress(top(after.goal))).toEqual([step]);
      });
    }),
    RUNS,
  );
  expect(started).toBeGreaterThan(500);
});

test('while nobody begins or reopens one by hand, at most one is in progress at all', () => {
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      const byItself = all.filter((act) => act.kind === 'goal' || act.kind === 'activate' || act.kind === 'step');
      let world: World = { goal, attempts: [] };
      for (const [n, act] of byItself.entries()) {
        const now = currentStep(world.goal);
        const isFine = act.kind !== 'step' || (act.to !== 'in_progress' && now?.parentId === null);
        if (!isFine) continue;
        const pick = world.goal.steps.findIndex(({ id }) => id === now?.id);
        try {
          world = perform(world, act.kind === 'step' ? { ...act, pick } : act, n);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
        expect(inProgress(top(world.goal)).length).toBeLessThanOrEqual(1);
      }
    }),
    RUNS,
  );
});

/** Whether a top-level step was open before and is over now. */
const ends = (before: TrainingGoal, after: TrainingGoal): boolean =>
  top(after).some((step) => {
    const was = before.steps.find(({ id }) => id === step.id);
    return isOver(step) && was !== undefined && !isOver(was);
  });

test('when a step ends and others wait, an active goal has one in progress', () => {
  let waited = 0;
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      history(goal, all, ({ goal: before }, { goal: after }, act) => {
        const begins = act.kind === 'activate' || (act.kind === 'goal' && act.to === 'active');
        const waits = top(after).some(({ status }) => status === 'pending');
        if (after.status !== 'active' || !waits || !(begins || ends(before, after))) return;
        waited += 1;
        expect(inProgress(top(after)).length).toBeGreaterThan(0);
      });
    }),
    RUNS,
  );
  expect(waited).toBeGreaterThan(500);
});

test('a goal completes by itself exactly when its last top-level step ends and one is done', () => {
  let completed = 0;
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      history(goal, all, ({ goal: before }, { goal: after }, act) => {
        const status = act.kind === 'activate' ? 'active' : act.kind === 'goal' ? act.to : before.status;
        const isOpen = status === 'active' || status === 'paused';
        const completes = isOpen && areAchieved(top(after)) && (ends(before, after) || act.kind === 'activate');
        expect(after.status).toBe(completes ? 'completed' : status);
        completed += Number(completes);
      });
    }),
    RUNS,
  );
  expect(completed).toBeGreaterThan(200);
});

test('a step with parts is done exactly when they are over and one is done', () => {
  let ended = 0;
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      history(goal, all, (_, { goal: after }) => {
        for (const step of top(after)) {
          const parts = childrenOf(after.steps, step.id);
          if (parts.length === 0 || step.status === 'skipped') continue;
          if (areAchieved(parts)) expect(step.status).toBe('done');
          // Once all were skipped its own attempts may end it.
          else if (parts.some((part) => !isOver(part))) expect(step.status).not.toBe('done');
          if (parts.some(({ status }) => status === 'in_progress')) expect(step.status).toBe('in_progress');
          ended += Number(areAchieved(parts));
        }
      });
    }),
    RUNS,
  );
  expect(ended).toBeGreaterThan(200);
});

test('a step has a time of completion exactly when it is done', () => {
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      history(goal, all, (_, { goal: after }) => {
        for (const { status, completedAt } of after.steps) expect(completedAt !== null).toBe(status === 'done');
      });
    }),
    RUNS,
  );
});

test('nothing but a step, its parent and the next one ever changes', () => {
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      history(goal, all, (before, after, act) => {
        const byHand = touched(before, act);
        const others = changedSteps(before.goal, after.goal).filter(({ id }) => !byHand.includes(id));
        for (const { parentId, status } of others) expect([parentId, status]).toEqual([null, 'in_progress']);
        expect(after.goal.steps.map(({ id }) => id)).toEqual(before.goal.steps.map(({ id }) => id));
      });
    }),
    RUNS,
  );
});

test('what is refused is refused by one of the codes of the chapter', () => {
  const refused = new Set<ErrorCode>();
  fc.assert(
    fc.property(draft, acts, (goal, all) => {
      history(goal, all, () => undefined, refused);
    }),
    RUNS,
  );
  expect([...refused].sort()).toEqual(['invalid_transition', 'step_has_children']);
});

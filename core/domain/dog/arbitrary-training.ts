/** For tests: training goals with random trees of steps, and everything that can be done to them. */
import fc from 'fast-check';
import { foldAttempts, OUTCOMES, type Attempt, type AttemptRule, type StepVerdict } from './attempts.ts';
import { activateGoal, moveGoal } from './goal-lifecycle.ts';
import {
  findStep,
  GOAL_STATUSES,
  isFirstStep,
  STEP_STATUSES,
  type GoalStatus,
  type Step,
  type StepStatus,
  type TrainingGoal,
} from './step-tree.ts';
import { assertTakesAttempts, followAttempts, moveStep } from './steps.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');

/** The instant of the nth thing that is done. */
export const instantOf = (n: number): string => new Date(START + n * 60_000).toISOString();

export const newStep = (id: string, order: number, parentId: string | null = null): Step => ({
  id,
  parentId,
  order,
  status: 'pending',
  completedAt: null,
  reopenedAt: null,
});

/** A draft with up to four top-level steps, each with up to three parts, in no order: ids such as `s0` and `s0.2`. */
export const draft: fc.Arbitrary<TrainingGoal> = fc
  .array(fc.integer({ min: -2, max: 3 }), { minLength: 1, maxLength: 4 })
  .map((parts) =>
    parts.flatMap((count, index) => {
      const id = `s${index}`;
      const children = Array.from({ length: Math.max(0, count) }, (_, order) => newStep(`${id}.${order}`, order, id));
      return [newStep(id, index), ...children];
    }),
  )
  .chain((steps) => fc.shuffledSubarray(steps, { minLength: steps.length }))
  .map((steps) => ({ status: 'draft', steps }));

export type Act =
  | { readonly kind: 'activate' }
  | { readonly kind: 'goal'; readonly to: GoalStatus }
  | { readonly kind: 'step'; readonly pick: number; readonly to: StepStatus }
  | { readonly kind: 'attempt'; readonly pick: number; readonly outcome: Attempt['outcome'] }
  | { readonly kind: 'void'; readonly pick: number };

const pick = fc.nat(30);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant({ kind: 'activate' } as const),
  fc.record({ kind: fc.constant('goal' as const), to: fc.constantFrom(...GOAL_STATUSES, 'active' as const) }),
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('step' as const), pick, to: fc.constantFrom(...STEP_STATUSES) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('attempt' as const),
      pick,
      outcome: fc.constantFrom(...OUTCOMES, 'pass' as const, 'pass' as const),
    }),
  },
  fc.record({ kind: fc.constant('void' as const), pick }),
);
export const acts = fc
  .array(act, { minLength: 1, maxLength: 40, size: 'max' })
  .map((all): readonly Act[] => [{ kind: 'activate' }, ...all]);

/** A goal with the attempts on its steps. */
export interface World {
  readonly goal: TrainingGoal;
  readonly attempts: readonly (Attempt & { readonly stepId: string })[];
}

/** Two in a row are enough here, so that steps often end. */
const REQUIRED = 2;

const verdictOf = ({ goal, attempts }: World, id: string): StepVerdict => {
  const { reopenedAt } = findStep(goal, id);
  const rule: AttemptRule = { requiredPasses: REQUIRED, reopenedAt, isFirstStep: isFirstStep(goal, id) };
  return foldAttempts(
    rule,
    attempts.filter(({ stepId }) => stepId === id),
  );
};

const idOf = ({ goal }: World, n: number): string => goal.steps[n % goal.steps.length]?.id ?? '';

const withAttempts = (world: World, attempts: World['attempts'], stepId: string, now: string): World => {
  const [before, after] = [verdictOf(world, stepId), verdictOf({ ...world, attempts }, stepId)];
  return { attempts, goal: followAttempts(world.goal, stepId, before, after, now) };
};

/** Which step the user touches. */
export const touchedBy = (world: World, done: Act): string | null => {
  if (done.kind === 'step' || done.kind === 'attempt') return idOf(world, done.pick);
  if (done.kind !== 'void') return null;
  return world.attempts[done.pick % Math.max(1, world.attempts.length)]?.stepId ?? null;
};

/** The world after the nth act. @throws {DomainError} what refuses it */
export const perform = (world: World, done: Act, n: number): World => {
  const now = instantOf(n);
  const stepId = touchedBy(world, done);
  switch (done.kind) {
    case 'activate':
      return { ...world, goal: activateGoal(world.goal) };
    case 'goal':
      return { ...world, goal: moveGoal(world.goal, done.to) };
    case 'step':
      return { ...world, goal: moveStep(world.goal, stepId ?? '', done.to, now) };
    case 'attempt': {
      assertTakesAttempts(world.goal, stepId ?? '');
      const attempt = { id: `a${n}`, outcome: done.outcome, createdAt: now, stepId: stepId ?? '' };
      return withAttempts(world, [...world.attempts, attempt], attempt.stepId, now);
    }
    case 'void': {
      if (stepId === null) return world;
      const at = done.pick % world.attempts.length;
      return withAttempts(world, world.attempts.toSpliced(at, 1), stepId, now);
    }
  }
};

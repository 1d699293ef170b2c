/** Training: attempts, which go through the device's queue and show at once, and steps, which need the server (spec 5.3, 5.4). */
import { untrack } from 'svelte';
import { v4 } from 'uuid';
import type { CallOf } from '#core/contract/endpoint.ts';
import type { GoalView } from '#core/contract/goals.ts';
import { listMoments, type MomentView } from '#core/contract/moments.ts';
import type { AttemptView, StepView } from '#core/contract/steps.ts';
import {
  activateGoal,
  createStep,
  generateSteps,
  getAiRun,
  linkMoment,
  listAttempts,
  splitStep,
  suggestGoals,
  undoAiRun,
  unlinkMoment,
  updateStep,
  voidAttempt,
  type AiRunView,
} from '#core/contract/training.ts';
import { allPages } from '../api/all-pages.ts';
import { ApiError, call } from '../api/call.ts';
import { countOf, withWaiting, type KnownAttempts, type WaitingAttempt } from '../features/training/shown-goal.ts';
import { isAnswer, waitingOf, type Waiting } from '../features/training/waiting.ts';
import type { QueueItem } from '../offline/queue-item.ts';
import { queue } from '../offline/queue.svelte.ts';
import { goalState } from './goals.svelte.ts';
import { session } from './session.svelte.ts';

export type NewStep = CallOf<typeof createStep>['body'];
export type StepChange = NonNullable<CallOf<typeof updateStep>['body']>;
export type PlanChoice = NonNullable<CallOf<typeof generateSteps>['body']>;

/** One set as it is tapped. */
export interface Entry {
  readonly outcome: AttemptView['outcome'];
  readonly durationSeconds: number | null;
  /** `''`: none. */
  readonly note: string;
}

/** What was logged last, with what it did, to be told and undone. */
export interface TrainingNews {
  /** `client_attempt_id` */
  readonly id: string;
  readonly stepId: string;
  readonly outcome: AttemptView['outcome'];
  readonly isTakenBack: boolean;
}

/** Items of the queue that are looked through. */
const QUEUED_MAX = 200;
/** Moments that are offered to be linked. */
const MOMENTS_MAX = 100;
const NO_STORAGE = 'This device has no room to keep the attempt. Free some, and tap again.';

const createTraining = () => {
  let waiting = $state.raw<readonly Waiting[]>([]);
  let attempts = $state.raw<KnownAttempts>({});
  let news = $state.raw<TrainingNews | null>(null);
  let notices = $state.raw<Readonly<Record<string, string | null>>>({});
  let moments = $state.raw<readonly MomentView[]>([]);

  /** What counts: not what is taken back, nor what the server refused. */
  const counted = $derived.by(() => {
    const refused = new Set(queue.rejected.map(({ id }) => id));
    return waiting.filter(({ isUndone, itemId }) => !isUndone && !refused.has(itemId ?? ''));
  });

  const goalOf = (stepId: string): GoalView | undefined =>
    [...goalState.goals, ...goalState.archived].find((goal) => goal.steps?.some(({ id }) => id === stepId));
  const putAttempt = (attempt: AttemptView): void => {
    const step = attempt.goal_step_id;
    const others = (attempts[step] ?? []).filter(({ id }) => id !== attempt.id);
    // Steps whose attempts were not read yet are read as a whole.
    if (attempts[step]) attempts = { ...attempts, [step]: [attempt, ...others] };
  };
  const replaceAttempt = (attempt: AttemptView): void => {
    const step = attempt.goal_step_id;
    const rows = (attempts[step] ?? []).map((one) => (one.id === attempt.id ? attempt : one));
    attempts = { ...attempts, [step]: rows };
  };
  const putStep = (goal: GoalView, step: StepView): void =>
    goalState.moved({ ...goal, steps: (goal.steps ?? []).map((one) => (one.id === step.id ? step : one)) });
  /** Those that this page saw leave the queue, which a slow look into it may still name. */
  let settled: readonly string[] = [];
  const drop = (id: string): void => {
    settled = [...settled, id];
    waiting = waiting.filter((one) => one.id !== id);
  };
  const readAttempts = async (stepId: string): Promise<void> => {
    const rows = await allPages((query) => call(listAttempts, { params: { id: stepId }, query }));
    attempts = { ...attempts, [stepId]: rows };
  };
  const takeBack = async (attemptId: string): Promise<void> => {
    const { attempt } = await call(voidAttempt, { params: { id: attemptId }, body: {} });
    replaceAttempt(attempt);
    const goal = goalOf(attempt.goal_step_id);
    if (goal) await goalState.open(goal.id);
  };

  const arrived = (item: QueueItem, view: unknown): void => {
    if (item.kind !== 'attempt') return;
    const known = waiting.find(({ id }) => id === item.body.client_attempt_id);
    const goal = goalOf(item.body.step_id);
    if (goal && isAnswer(view)) {
      // What follows for the other steps stays on screen until the goal is read.
      putStep(known && !known.isUndone ? withWaiting(goal, attempts, [known]) : goal, view.step);
      putAttempt(view.attempt);
    }
    drop(item.body.client_attempt_id);
    const back = known?.isUndone === true && isAnswer(view) ? takeBack(view.attempt.id) : Promise.resolve();
    void back.then(() => goal && goalState.open(goal.id)).catch(() => undefined);
  };
  queue.onLeft((left) => {
    for (const { item, outcome } of left) arrived(item, outcome.view);
  });

  /** What stands in the queue of this device: from before a reload, and what another tab has sent meanwhile. */
  const reconcile = async (): Promise<void> => {
    const before = untrack(() => waiting);
    const items = await queue.newest('attempt', QUEUED_MAX);
    const queued = new Set(items.map(({ id }) => id));
    const gone = before.filter(({ id, itemId }) => itemId !== null && !queued.has(itemId) && !settled.includes(id));
    const known = new Set(waiting.map(({ id }) => id));
    const found = items.toReversed().flatMap(waitingOf);
    const isGone = (id: string) => gone.some((one) => one.id === id);
    waiting = [
      ...found.filter(({ id }) => !known.has(id) && !settled.includes(id)),
      ...waiting.filter(({ id }) => !isGone(id)),
    ];
    const stepIds = new Set(gone.map(({ stepId }) => stepId));
    for (const stepId of stepIds) {
      const goal = goalOf(stepId);
      if (attempts[stepId]) await readAttempts(stepId);
      if (goal) await goalState.open(goal.id);
    }
  };
  $effect.root(() => {
    $effect(() => {
      void queue.counts;
      void session.user?.id;
      void reconcile().catch(() => undefined);
    });
    $effect(() => {
      // Somebody else may sign in next.
      if (session.status !== 'signed-out') return;
      waiting = [];
      attempts = {};
      moments = [];
      notices = {};
      news = null;
    });
  });

  const reread = async (goalId: string, work: Promise<unknown>): Promise<void> => {
    await work;
    await goalState.open(goalId);
  };

  return {
    /** The goal with what waits on this device. */
    shown: (goal: GoalView): GoalView => withWaiting(goal, attempts, counted),
    /** Attempts of a step that the server has, newest first; `undefined`: not read yet. */
    attemptsOf: (stepId: string): readonly AttemptView[] | undefined => attempts[stepId],
    /** Attempts of a step that are on their way, newest first. */
    waitingOf: (stepId: string): readonly WaitingAttempt[] =>
      counted.filter((one) => one.stepId === stepId).toReversed(),
    /** Attempts on the steps of a goal that the server refused, with its reasons. */
    refusedOf: (goal: GoalView): readonly QueueItem[] =>
      queue.rejected.filter(
        (item) => item.kind === 'attempt' && (goal.steps ?? []).some(({ id }) => id === item.body.step_id),
      ),
    get news() {
      return news;
    },
    get isOnline() {
      return queue.isOnline && !queue.needsSignIn;
    },
    /** The newest of the user's moments, as far as they were read. */
    get moments() {
      return moments;
    },
    readAttempts,
    readMoments: async (): Promise<void> => {
      moments = (await call(listMoments, { query: { limit: MOMENTS_MAX } })).items;
    },
    /** Shows at once, and is on the disk when it resolves. @throws {ApiError} this device cannot keep it */
    log: async (step: StepView, { outcome, durationSeconds, note }: Entry): Promise<void> => {
      const id = v4();
      const occurredAt = new Date().toISOString();
      const details = {
        ...(durationSeconds !== null && { duration_seconds: durationSeconds }),
        ...(note.trim() !== '' && { note: note.trim() }),
      };
      const one: Waiting = {
        id,
        stepId: step.id,
        outcome,
        occurredAt,
        durationSeconds: durationSeconds ?? 0,
        note: note.trim() === '' ? null : note.trim(),
        // `step` is shown with all that waits.
        countsAs: countOf(step) + 1,
        itemId: null,
        isUndone: false,
      };
      waiting = [...waiting, one];
      news = { id, stepId: step.id, outcome, isTakenBack: false };
      try {
        const item = await queue.enqueue({
          kind: 'attempt',
          body: { step_id: step.id, outcome, occurred_at: occurredAt, client_attempt_id: id, ...details },
        });
        waiting = waiting.map((wait) => (wait.id === id ? { ...wait, itemId: item?.id ?? null } : wait));
      } catch {
        drop(id);
        news = null;
        throw new ApiError(0, { code: 'no_storage', detail: NO_STORAGE });
      }
    },
    /** Takes one back by its `client_attempt_id`, wherever it is. @throws {ApiError} */
    undo: async ({ id, stepId, outcome }: TrainingNews): Promise<void> => {
      const one = waiting.find((wait) => wait.id === id);
      if (one?.itemId != null && (await queue.discard(one.itemId))) drop(id);
      else if (waiting.some((wait) => wait.id === id)) {
        // It may have arrived: it is taken back when its answer comes.
        waiting = waiting.map((wait) => (wait.id === id ? { ...wait, isUndone: true } : wait));
      } else {
        if (!attempts[stepId]) await readAttempts(stepId);
        const attempt = (attempts[stepId] ?? []).find(({ client_attempt_id }) => client_attempt_id === id);
        if (attempt) await takeBack(attempt.id);
      }
      news = { id, stepId, outcome, isTakenBack: true };
    },
    takeBack: async (attempt: AttemptView): Promise<void> => {
      await takeBack(attempt.id);
      const { goal_step_id: stepId, outcome } = attempt;
      news = { id: attempt.client_attempt_id ?? attempt.id, stepId, outcome, isTakenBack: true };
    },
    discard: async (item: QueueItem): Promise<void> => {
      await queue.discard(item.id);
      if (item.kind === 'attempt') drop(item.body.client_attempt_id);
    },
    tell: (what: TrainingNews | null): void => {
      news = what;
    },
    begin: async (goal: GoalView): Promise<void> =>
      goalState.moved(await call(activateGoal, { params: { id: goal.id }, body: {} })),
    addStep: (goal: GoalView, body: NewStep): Promise<void> =>
      reread(goal.id, call(createStep, { params: { id: goal.id }, body })),
    changeStep: (step: StepView, body: StepChange): Promise<void> =>
      reread(step.goal_id, call(updateStep, { params: { id: step.id }, body })),
    split: (step: StepView): Promise<void> =>
      reread(step.goal_id, call(splitStep, { params: { id: step.id }, body: {} })),
    /** What to know of the plan that was made last for a goal; `null`: nothing. */
    noticeOf: (goalId: string): string | null => notices[goalId] ?? null,
    /** @throws {ApiError} */
    makePlan: async (goalId: string, body: PlanChoice): Promise<void> => {
      notices = { ...notices, [goalId]: null };
      const { notice } = await call(generateSteps, { params: { id: goalId }, body });
      notices = { ...notices, [goalId]: notice };
      await goalState.open(goalId);
    },
    readRun: (id: string): Promise<AiRunView> => call(getAiRun, { params: { id } }),
    /** How many steps it took away. */
    undoRun: async (goalId: string, id: string): Promise<number> => {
      const { removed } = await call(undoAiRun, { params: { id }, body: {} });
      await goalState.open(goalId);
      return removed;
    },
    link: (step: StepView, eventId: string, isLinked: boolean): Promise<void> =>
      reread(step.goal_id, call(isLinked ? linkMoment : unlinkMoment, { params: { id: step.id, eventId } })),
    suggestions: async () => (await call(suggestGoals)).items,
  };
};

export const training = createTraining();

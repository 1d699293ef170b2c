/** Training goals and their steps as their owner moves them (spec 5.3, 5.4), each act under the user's lock. */
import { foldAttempts, REQUIRED_PASSES } from '#core/domain/dog/attempts.ts';
import { activateGoal, afterStepEnded } from '#core/domain/dog/goal-lifecycle.ts';
import { assertCanSplit, splitStep } from '#core/domain/dog/split-step.ts';
import type { StepStatus, TrainingGoal } from '#core/domain/dog/step-tree.ts';
import { assertTakesParts, followAttempts, moveStep } from '#core/domain/dog/steps.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { LocalDate } from '#core/domain/event.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { NewStep, StepColumns } from '#infra/stores/step-store.ts';
import type { StepOverview } from '#infra/views/step-view.ts';
import { nextPlace, placeStep } from './arrange-steps.ts';
import {
  assertTakesSteps,
  findStepRow,
  findTraining,
  findTrainingOf,
  ruleOf,
  settleTraining,
  trainingOf,
  type Making,
  type Training,
} from './training.ts';

export interface TrainingControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

/** Under the API's names; what is left out stays, or has its default in a new step. */
interface StepFields {
  readonly details?: string | null | undefined;
  readonly success_criteria?: string | null | undefined;
  readonly scheduled_for?: LocalDate | null | undefined;
  readonly estimated_minutes?: number | null | undefined;
  readonly required_passes?: number | undefined;
}

export interface StepInput extends StepFields {
  readonly title: string;
  readonly parent_step_id?: string | null | undefined;
}

export interface StepChanges extends StepFields {
  readonly title?: string | undefined;
  readonly completion_notes?: string | null | undefined;
  readonly status?: StepStatus | undefined;
  /** Its place among those with the same parent, from 0. */
  readonly step_order?: number | undefined;
}

const NOTHING_SAID = {
  ...{ scheduledFor: null, raises: null, levels: null, aiGenerated: false, aiRunId: null },
} as const;

const orNull = (text: string | null | undefined): string | null => (text == null || text === '' ? null : text);

const columnsOf = ({ status: _, step_order: __, ...columns }: StepChanges): StepColumns =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value === '' ? null : value]],
    ),
  );

export const createTrainingControl = ({ uow, clock, newId, doorbell }: TrainingControlDeps) => {
  /** Works under the user's lock, then rings. */
  const under = async <T>(userId: string, work: (stores: UserStores, making: Making) => Promise<T>): Promise<T> => {
    const done = await uow.forUser(userId, (stores) => work(stores, { now: clock.now(), newId }));
    doorbell.ring();
    return done;
  };

  const rows = async (stores: UserStores, goalId: string, ids: readonly string[]): Promise<readonly StepOverview[]> =>
    (await stores.stepView.ofGoals([goalId])).filter(({ id }) => ids.includes(id));

  const added = async (stores: UserStores, { goal }: Training, steps: readonly NewStep[], making: Making) => {
    await stores.steps.insert(steps);
    const training = await trainingOf(stores, goal);
    // Where nothing is in progress, the new step is what comes next.
    const isTop = steps.some(({ parentId }) => parentId === null);
    if (isTop) await settleTraining(stores, training, afterStepEnded(training.tree), making);
    return rows(
      stores,
      goal.id,
      steps.map(({ id }) => id),
    );
  };

  /** Another number of passes may end the step, or open it again where its attempts alone had ended it. */
  const byOtherRule = async (stores: UserStores, before: Training, training: Training, id: string, { now }: Making) => {
    const [was, is] = [before, training].map(({ tree, steps }) => {
      const row = steps.find((step) => step.id === id);
      return row && ruleOf(tree, row);
    });
    if (!was || !is || was.requiredPasses === is.requiredPasses) return training.tree;
    const attempts = await stores.stepView.counted([id]);
    return followAttempts(training.tree, id, foldAttempts(was, attempts), foldAttempts(is, attempts), now);
  };

  return {
    /** @throws {DomainError} `not_found`, `conflict`, `no_steps`, `invalid_transition` */
    activate: (userId: string, goalId: string, requestId: string): Promise<void> =>
      under(userId, async (stores, making) => {
        const training = await findTraining(stores, goalId);
        await settleTraining(stores, training, activateGoal(training.tree), making);
        await stores.audit.append({
          requestId,
          type: 'goal.status_changed',
          entity: { type: 'goal', id: goalId },
          payload: { from: 'draft', to: 'active' },
          at: making.now,
        });
      }),

    /**
     * Adds a step behind the others, or a part behind those of its step.
     * @throws {DomainError} `not_found`, `conflict`, `invalid_transition`
     */
    addStep: (userId: string, goalId: string, input: StepInput): Promise<StepOverview> =>
      under(userId, async (stores, making) => {
        const training = await findTraining(stores, goalId);
        assertTakesSteps(training);
        const parentId = input.parent_step_id ?? null;
        if (parentId !== null) assertTakesParts(training.tree, parentId);
        const step: NewStep = {
          ...NOTHING_SAID,
          ...{ id: newId(), goalId, parentId, order: nextPlace(training.tree, parentId), title: input.title },
          details: orNull(input.details),
          successCriteria: orNull(input.success_criteria),
          scheduledFor: input.scheduled_for ?? null,
          estimatedMinutes: input.estimated_minutes ?? null,
          requiredPasses: input.required_passes ?? REQUIRED_PASSES,
        };
        const [made] = await added(stores, training, [step], making);
        if (!made) throw new Error('a step that was written cannot be read');
        return made;
      }),

    /** @throws {DomainError} `not_found`, `invalid_transition`, `step_has_children` */
    changeStep: (userId: string, id: string, changes: StepChanges): Promise<StepOverview> =>
      under(userId, async (stores, making) => {
        const before = await findTrainingOf(stores, id);
        await stores.steps.update(id, columnsOf(changes));
        const training = await trainingOf(stores, before.goal);
        let tree: TrainingGoal = await byOtherRule(stores, before, training, id, making);
        if (changes.step_order !== undefined) tree = placeStep(tree, id, changes.step_order);
        if (changes.status !== undefined) tree = moveStep(tree, id, changes.status, making.now);
        await settleTraining(stores, training, tree, making, changes.required_passes === undefined ? [] : [id]);
        return findStepRow(stores, id);
      }),

    /** @throws {DomainError} `not_found`, `step_has_children`, `conflict`, `invalid_transition` */
    split: (userId: string, id: string): Promise<readonly StepOverview[]> =>
      under(userId, async (stores, making) => {
        const training = await findTrainingOf(stores, id);
        assertTakesSteps(training);
        assertCanSplit(training.tree, id);
        const { goalId, aiGenerated, ...step } = await findStepRow(stores, id);
        const parts = splitStep(step).map(
          ({ title, details, successCriteria, estimatedMinutes, requiredPasses, raises, levels }, order): NewStep => ({
            ...NOTHING_SAID,
            ...{ id: newId(), goalId, parentId: id, order, aiGenerated },
            ...{ title, details, successCriteria, estimatedMinutes, requiredPasses, raises, levels },
          }),
        );
        return added(stores, training, parts, making);
      }),

    /** A second time changes nothing. @throws {DomainError} `not_found` for no such step or moment */
    link: (userId: string, stepId: string, eventId: string): Promise<void> =>
      under(userId, async (stores) => {
        await findStepRow(stores, stepId);
        if (!(await stores.stepView.hasMoment(eventId))) {
          throw new DomainError('not_found', { detail: 'There is no such moment.' });
        }
        await stores.steps.linkMoment(stepId, eventId);
      }),

    /** @throws {DomainError} `not_found` when it does not belong to the step */
    unlink: (userId: string, stepId: string, eventId: string): Promise<void> =>
      under(userId, async (stores) => {
        if (await stores.steps.unlinkMoment(stepId, eventId)) return;
        throw new DomainError('not_found', { detail: 'This moment does not belong to the step.' });
      }),
  };
};

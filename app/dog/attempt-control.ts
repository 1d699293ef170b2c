/**
 * Attempts on steps (spec 5.4): each is written with its raw fact, what all of them amount to, and what that does to the
 * step and its goal, in one transaction under the user's lock.
 */
import { foldAttempts, type Attempt, type Outcome } from '#core/domain/dog/attempts.ts';
import { refusal } from '#core/domain/dog/faults.ts';
import { readOccurredAt } from '#core/domain/dog/occurred-at.ts';
import { assertTakesAttempts, followAttempts } from '#core/domain/dog/steps.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { ManualFact } from '#core/providers/manual/index.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { AttemptOverview, StepOverview } from '#infra/views/step-view.ts';
import {
  findStepRow,
  findTraining,
  findTrainingOf,
  ruleOf,
  settleTraining,
  type Making,
  type Training,
} from './training.ts';
import type { TrainingControlDeps } from './training-control.ts';

export interface AttemptInput {
  readonly outcome: Outcome;
  /** Now unless given, and at most 5 minutes ahead of it. */
  readonly occurredAt?: Instant | undefined;
  readonly durationSeconds?: number | undefined;
  readonly note?: string | undefined;
  readonly clientAttemptId?: string | undefined;
}

export interface AttemptOnStep {
  readonly attempt: AttemptOverview;
  readonly step: StepOverview;
  /** `false`: it was there already, and nothing was written. */
  readonly made: boolean;
}

const eventTypes = { pass: 'step.passed', needs_work: 'step.needs_work', neutral: 'step.neutral' } as const;

const findAttempt = async ({ stepView }: Pick<UserStores, 'stepView'>, id: string): Promise<AttemptOverview> => {
  const attempt = await stepView.attempt(id);
  if (!attempt) throw new DomainError('not_found', { detail: 'There is no such attempt.' });
  return attempt;
};

/** @throws {DomainError} `future_date`, `validation_failed` */
const instantOf = (sent: Instant | undefined, now: Instant): Instant => {
  if (sent === undefined) return now;
  const { value, faults } = readOccurredAt(sent, now);
  if (faults.length > 0) throw refusal(faults);
  return value;
};

const factOf = (
  { id, goalId, title }: StepOverview,
  attemptId: string,
  outcome: Outcome,
  occurredAt: Instant,
): Extract<ManualFact, { attempt_id: string }> => ({
  type: eventTypes[outcome],
  attempt_id: attemptId,
  step_id: id,
  goal_id: goalId,
  title,
  occurred_at: occurredAt,
});

export const createAttemptControl = ({ uow, clock, newId, doorbell }: TrainingControlDeps) => {
  /** What the change from `before` to `after` among its attempts does to a step and its goal. */
  const follow = async (
    stores: UserStores,
    training: Training,
    step: StepOverview,
    attempts: { readonly before: readonly Attempt[]; readonly after: readonly Attempt[] },
    making: Making,
  ): Promise<void> => {
    const rule = ruleOf(training.tree, step);
    const [before, after] = [foldAttempts(rule, attempts.before), foldAttempts(rule, attempts.after)];
    const tree = followAttempts(training.tree, step.id, before, after, making.now);
    await settleTraining(stores, training, tree, making, [step.id]);
  };

  const write = async (
    stores: UserStores,
    step: StepOverview,
    input: AttemptInput,
    { now }: Making,
  ): Promise<Attempt> => {
    const { outcome } = input;
    const [id, rawId, occurredAt] = [newId(), newId(), instantOf(input.occurredAt, now)];
    const fact = factOf(step, id, outcome, occurredAt);
    await stores.raw.append([
      { id: rawId, source: 'manual', eventName: fact.type, payload: { ...fact }, receivedAt: now },
    ]);
    await stores.steps.insertAttempt({
      ...{ id, stepId: step.id, outcome, occurredAt, eventRawId: rawId, createdAt: now },
      durationSeconds: input.durationSeconds ?? 0,
      note: input.note === undefined || input.note === '' ? null : input.note,
      clientAttemptId: input.clientAttemptId ?? null,
    });
    return { id, outcome, createdAt: now };
  };

  return {
    /**
     * Logs one set; the same `clientAttemptId` again answers the attempt that is there.
     * @throws {DomainError} `not_found`, `conflict`, `step_has_children`, `future_date`, `validation_failed`
     */
    add: async (userId: string, stepId: string, input: AttemptInput): Promise<AttemptOnStep> => {
      const done = await uow.forUser(userId, async (stores) => {
        const making = { now: clock.now(), newId };
        const training = await findTrainingOf(stores, stepId);
        const known =
          input.clientAttemptId === undefined ? undefined : await stores.stepView.attemptBy(input.clientAttemptId);
        if (known && known.stepId !== stepId) {
          throw new DomainError('conflict', { field: 'client_attempt_id', detail: 'Another step has this attempt.' });
        }
        const step = await findStepRow(stores, stepId);
        if (known) return { attempt: known, step, made: false };
        if (training.goal.status === 'archived') {
          throw new DomainError('conflict', { detail: 'This goal is archived. Bring it back first.' });
        }
        assertTakesAttempts(training.tree, stepId);
        const before = await stores.stepView.counted([stepId]);
        const attempt = await write(stores, step, input, making);
        await follow(stores, training, step, { before, after: [...before, attempt] }, making);
        return {
          attempt: await findAttempt(stores, attempt.id),
          step: await findStepRow(stores, stepId),
          made: true,
        };
      });
      if (done.made) doorbell.ring();
      return done;
    },

    /** Takes an attempt back; a second time changes nothing. What it earned stays. @throws {DomainError} `not_found` */
    void: async (userId: string, attemptId: string, reason: string | null): Promise<Omit<AttemptOnStep, 'made'>> => {
      const done = await uow.forUser(userId, async (stores) => {
        const making = { now: clock.now(), newId };
        const { stepId } = await findAttempt(stores, attemptId);
        const step = await findStepRow(stores, stepId);
        const before = await stores.stepView.counted([stepId]);
        if (await stores.steps.voidAttempt(attemptId, reason, making.now)) {
          const training = await findTraining(stores, step.goalId);
          const after = before.filter(({ id }) => id !== attemptId);
          await follow(stores, training, step, { before, after }, making);
        }
        return { attempt: await findAttempt(stores, attemptId), step: await findStepRow(stores, stepId) };
      });
      doorbell.ring();
      return done;
    },
  };
};

/**
 * Goals of kind `event_count` as their owner defines them (spec 3). What reaches them is the drain's work: when a change
 * may have reached a goal, a fact asks the drain to look, so that the reward is paid in one place.
 */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import { fromCents, parseAmount, toCents } from '#core/domain/goal/amount.ts';
import { assertDeadline, progressOf } from '#core/domain/goal/target-goal.ts';
import { titleNorm } from '#core/domain/text/title-norm.ts';
import { logicalDate } from '#core/domain/time/calendar.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { GoalStatus } from '#infra/stores/goal-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';

export interface GoalControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

export interface NewGoalInput {
  readonly title: string;
  readonly description?: string | undefined;
  readonly unit?: string | undefined;
  readonly target_value: string | number;
  readonly event_filter: { readonly types: readonly string[]; readonly meta?: JsonObject | undefined };
  readonly target_date?: LocalDate | undefined;
  readonly start_date?: LocalDate | undefined;
}

export interface GoalChanges {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly unit?: string | null | undefined;
  readonly target_value?: string | number | undefined;
  readonly target_date?: LocalDate | null | undefined;
}

/** A goal with the date its pace is for. */
export interface GoalToday {
  readonly goal: GoalOverview;
  readonly today: LocalDate;
}

const noSuchGoal = () => new DomainError('not_found', { detail: 'There is no such goal.' });

/** A target is an amount above zero. */
const parseTarget = (sent: string | number): string => {
  const amount = parseAmount(sent, 'target_value');
  if (amount.startsWith('-')) {
    throw new DomainError('amount_invalid', { field: 'target_value', detail: 'target_value must be above zero.' });
  }
  return amount;
};

const assertFuture = (targetDate: LocalDate | null | undefined, today: LocalDate): void => {
  if (targetDate != null && targetDate < today) {
    throw new DomainError('deadline_passed', { field: 'target_date', detail: `${targetDate} has passed.` });
  }
};

/** The sum of a goal's entries, in hundredths. */
export const currentCents = ({ days }: GoalOverview): bigint =>
  days.reduce((sum, { value }) => sum + toCents(value), 0n);

const isReached = (goal: GoalOverview, target: string): boolean => currentCents(goal) >= toCents(target);

const moves: Readonly<Record<GoalStatus, readonly GoalStatus[]>> = {
  draft: [],
  active: ['paused', 'completed', 'archived'],
  paused: ['active', 'completed', 'archived'],
  completed: ['active', 'archived'],
  archived: ['active'],
};

/** When it was completed: kept by the archive, gone when it goes on. */
const completedAtOf = (goal: GoalOverview, status: GoalStatus, now: Instant): Instant | null => {
  if (status === 'completed') return now;
  return status === 'archived' ? goal.completedAt : null;
};

export const createGoalControl = ({ uow, clock, newId, doorbell }: GoalControlDeps) => {
  const todayOf = async (stores: UserStores, now: Instant): Promise<LocalDate> =>
    logicalDate(await stores.calendar.calendar(), now);

  const found = async (stores: UserStores, id: string): Promise<GoalOverview> => {
    const goal = await stores.goalView.find(id);
    if (!goal) throw noSuchGoal();
    return goal;
  };

  const askDrain = async ({ raw }: UserStores, goalId: string, now: Instant): Promise<void> => {
    await raw.appendSystem({ id: newId(), eventName: 'goal.changed', payload: { goal_id: goalId }, receivedAt: now });
  };

  /** Works under the user's lock, then rings. */
  const change = async (
    userId: string,
    id: string,
    work: (stores: UserStores, goal: GoalOverview, moment: { now: Instant; today: LocalDate }) => Promise<void>,
  ): Promise<GoalToday> => {
    const changed = await uow.forUser(userId, async (stores) => {
      const now = clock.now();
      const today = await todayOf(stores, now);
      await work(stores, await found(stores, id), { now, today });
      return { goal: await found(stores, id), today };
    });
    doorbell.ring();
    return changed;
  };

  return {
    /**
     * Counts events from now on; the past is not counted again.
     * @throws {DomainError} `amount_invalid`, `amount_zero`, `deadline_passed`, `deadline_before_start`
     */
    create: (userId: string, input: NewGoalInput): Promise<GoalToday> => {
      const targetValue = parseTarget(input.target_value);
      return uow.forUser(userId, async (stores) => {
        const now = clock.now();
        const today = await todayOf(stores, now);
        const startDate = input.start_date ?? today;
        assertFuture(input.target_date, today);
        assertDeadline(startDate, input.target_date ?? null);
        const id = newId();
        await stores.goals.insertEventCount({
          id,
          title: input.title,
          titleNorm: titleNorm(input.title),
          description: input.description ?? null,
          unit: input.unit ?? null,
          targetDate: input.target_date ?? null,
          targetValue,
          startDate,
          eventFilter: input.event_filter,
          createdAt: now,
        });
        return { goal: await found(stores, id), today };
      });
    },

    /** @throws {DomainError} as `create`, and `not_found` */
    change: (userId: string, id: string, changes: GoalChanges): Promise<GoalToday> => {
      const target = changes.target_value === undefined ? null : parseTarget(changes.target_value);
      return change(userId, id, async (stores, goal, { now, today }) => {
        const { title, description, unit, target_date: targetDate } = changes;
        if (targetDate !== undefined) {
          assertFuture(targetDate, today);
          if (goal.startDate !== null) assertDeadline(goal.startDate, targetDate);
        }
        await stores.goals.update(id, {
          ...(title !== undefined && { title, title_norm: titleNorm(title) }),
          ...(description !== undefined && { description }),
          ...(unit !== undefined && { unit }),
          ...(targetDate !== undefined && { target_date: targetDate }),
        });
        if (target === null || goal.targetValue === null) return;
        const current = currentCents(goal);
        await stores.goals.retarget(id, { value: target, progress: progressOf(fromCents(current), target) });
        // Raised above what was reached, a completed goal goes on; its reward stays (spec 3.3).
        if (goal.status === 'completed' && !isReached(goal, target)) {
          await stores.goals.setState(id, { status: 'active', completedAt: null, archivedAt: null });
        }
        if (isReached(goal, target)) await askDrain(stores, id, now);
      });
    },

    /** @throws {DomainError} `invalid_transition`, `not_found` */
    setStatus: (userId: string, id: string, status: GoalStatus): Promise<GoalToday> =>
      change(userId, id, async (stores, goal, { now }) => {
        if (goal.status === status) return;
        const reached = goal.targetValue !== null && isReached(goal, goal.targetValue);
        if (!moves[goal.status].includes(status)) {
          throw new DomainError('invalid_transition', {
            field: 'status',
            detail: `A goal that is ${goal.status} cannot become ${status}.`,
          });
        }
        if (status === 'completed' && !reached) {
          throw new DomainError('invalid_transition', {
            field: 'status',
            detail: 'This goal completes by itself when its target is reached.',
          });
        }
        if (goal.status === 'completed' && status === 'active' && reached) {
          throw new DomainError('invalid_transition', {
            field: 'status',
            detail: 'Its target is reached. Raise the target to go on.',
          });
        }
        await stores.goals.setState(id, {
          status,
          completedAt: completedAtOf(goal, status, now),
          archivedAt: status === 'archived' ? now : null,
        });
        if (status === 'active') await askDrain(stores, id, now);
      }),
  };
};

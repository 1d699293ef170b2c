/**
 * Goals as their owner defines them (spec 1, 3). What moves a goal is elsewhere: events in the drain, amounts in
 * `entry-control.ts`, logs in `trackers/log-control.ts`. A change of what a tracker goal is computes it anew.
 */
import type { NewGoal } from '#core/contract/goal-input.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant, JsonObject, LocalDate } from '#core/domain/event.ts';
import { fromCents, toCents } from '#core/domain/goal/amount.ts';
import { assertDeadline, progressOf } from '#core/domain/goal/target-goal.ts';
import { titleNorm } from '#core/domain/text/title-norm.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { GoalColumns, GoalStatus } from '#infra/stores/goal-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { GoalOverview } from '#infra/views/goal-view.ts';
import { dayOf } from '../calendar/user-day.ts';
import { moveTraining } from '../dog/training.ts';
import { assertMove, completionOf, isThere, stateOf } from './goal-status.ts';
import { computeGoals } from './compute-goals.ts';
import { forgetGoal } from './evaluate-goals.ts';
import {
  assertFuture,
  assertRule,
  changedRule,
  newRule,
  newTarget,
  newTraining,
  parseTarget,
  type GoalMoment,
} from './new-goal.ts';
import { payRewards } from './pay-rewards.ts';

export interface GoalControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

/** Columns of the goal itself, its target and its rule, under the API's names. What is left out stays. */
export type GoalChanges = Parameters<typeof changedRule>[1] & {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly category_id?: string | null | undefined;
  readonly unit?: string | null | undefined;
  readonly target_value?: string | number | undefined;
  readonly target_date?: LocalDate | null | undefined;
  readonly goal_group_id?: string | null | undefined;
  readonly sequence_index?: number | null | undefined;
};

/** A goal with the date its pace is for. */
export interface GoalToday {
  readonly goal: GoalOverview;
  readonly today: LocalDate;
}

const RULE_FIELDS = [
  ...['tracker_id', 'measure_type', 'direction', 'agg_method', 'interval_value', 'interval_unit', 'period_mode'],
  ...['frequency', 'delta_goal', 'goal_end_point', 'goal_start_point', 'threshold_type', 'threshold', 'threshold_min'],
  ...['threshold_max', 'starts_at', 'ends_at', 'timezone', 'week_start', 'day_start_hour'],
] as const;

/** The sum of a goal's entries, in hundredths. */
export const currentCents = ({ currentValue }: Pick<GoalOverview, 'currentValue'>): bigint =>
  toCents(currentValue ?? '0');

export const isReached = (goal: GoalOverview, target: string): boolean => currentCents(goal) >= toCents(target);

/** @throws {DomainError} `not_found` */
export const findGoal = async ({ goalView }: Pick<UserStores, 'goalView'>, id: string): Promise<GoalOverview> => {
  const goal = await goalView.find(id);
  if (!goal) throw new DomainError('not_found', { detail: 'There is no such goal.' });
  return goal;
};

/** The columns of `goals` that were sent. @throws {DomainError} for a column that the kind of goal does not have */
const columnsOf = (goal: GoalOverview, changes: GoalChanges): GoalColumns => {
  const { title, description, unit, target_date, category_id, goal_group_id, sequence_index } = changes;
  const fields = { description, unit, target_date, category_id, goal_group_id, sequence_index };
  const targets = goal.kind === 'training' ? (['target_value', 'unit'] as const) : [];
  const misplaced =
    goal.kind === 'tracker'
      ? (['target_value', 'target_date'] as const).find((field) => changes[field] !== undefined)
      : [...targets, ...RULE_FIELDS, 'goal_group_id' as const, 'sequence_index' as const].find(
          (field) => (changes as JsonObject)[field] !== undefined,
        );
  if (misplaced !== undefined) {
    throw new DomainError('validation_failed', { field: misplaced, detail: `This goal has no ${misplaced}.` });
  }
  return {
    ...(title !== undefined && { title, title_norm: titleNorm(title) }),
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
};

export const createGoalControl = ({ uow, clock, newId, doorbell }: GoalControlDeps) => {
  const askDrain = async ({ raw }: UserStores, goalId: string, now: Instant): Promise<void> => {
    const payload = { goal_id: goalId };
    await raw.append([{ id: newId(), source: 'system', eventName: 'goal.changed', payload, receivedAt: now }]);
  };

  const evaluate = (stores: UserStores, goalIds: readonly string[], now: Instant): Promise<void> =>
    computeGoals(stores, goalIds, { now, newId });

  /** Works under the user's lock, then rings. */
  const change = async (
    userId: string,
    id: string,
    work: (stores: UserStores, goal: GoalOverview, moment: GoalMoment) => Promise<void>,
  ): Promise<GoalToday> => {
    const changed = await uow.forUser(userId, async (stores) => {
      const moment = await dayOf(stores, clock.now());
      await work(stores, await findGoal(stores, id), moment);
      return { goal: await findGoal(stores, id), today: moment.today };
    });
    doorbell.ring();
    return changed;
  };

  const insert = async (stores: UserStores, id: string, input: NewGoal, moment: GoalMoment): Promise<void> => {
    const training = input.kind === 'training' ? newTraining(input, moment) : null;
    const inChain = input.kind === 'tracker' ? input : { goal_group_id: null, sequence_index: null };
    await stores.goals.insert({
      id,
      kind: input.kind,
      title: input.title,
      titleNorm: titleNorm(input.title),
      description: input.description ?? null,
      unit: input.kind === 'training' ? null : (input.unit ?? null),
      targetDate: input.kind === 'tracker' ? null : (input.target_date ?? null),
      categoryId: input.category_id ?? null,
      groupId: inChain.goal_group_id ?? null,
      sequenceIndex: inChain.sequence_index ?? null,
      ...(training ?? { priority: null, successCriteria: null, templateKey: null, status: 'active' }),
      createdAt: moment.now,
    });
    if (input.kind === 'training') return;
    if (input.kind !== 'tracker') {
      await stores.goals.insertTarget(id, input.kind, newTarget(input, moment), moment.now);
      return;
    }
    await stores.goals.insertRule(newRule(id, input, moment));
    // A chain begins anew with its new member.
    const members = (await stores.evaluations.withChain(id)).map((member) => member.id);
    await stores.evaluations.forget(members);
    await evaluate(stores, [id], moment.now);
  };

  const retarget = async (
    stores: UserStores,
    goal: GoalOverview,
    target: string,
    { now }: GoalMoment,
  ): Promise<void> => {
    const current = fromCents(currentCents(goal));
    await stores.goals.retarget(goal.id, { value: target, progress: progressOf(current, target) });
    // Raised above what was reached, a completed goal goes on; its reward stays (spec 3.3).
    if (goal.status === 'completed' && !isReached(goal, target)) {
      await stores.goals.setState(goal.id, { status: 'active', completedAt: null, archivedAt: null });
    }
    // The drain completes it and pays, as when an event reaches it.
    if (isReached(goal, target)) await askDrain(stores, goal.id, now);
  };

  /** Another rule or another place in a chain: the goal, and the chains it leaves and joins, are computed anew. */
  const redefine = async (
    stores: UserStores,
    goal: GoalOverview,
    changes: GoalChanges,
    now: Instant,
  ): Promise<void> => {
    const ruled = await stores.evaluations.find(goal.id);
    if (!ruled) throw new Error(`tracker goal ${goal.id} has no rule`);
    const rule = changedRule(ruled.rule, changes);
    const groupId = changes.goal_group_id === undefined ? goal.goalGroupId : changes.goal_group_id;
    assertRule(rule, groupId !== null, now);
    const chainOf = async () => (await stores.evaluations.withChain(goal.id)).map(({ id }) => id);
    const before = await chainOf();
    await stores.goals.update(goal.id, columnsOf(goal, changes));
    await stores.goals.updateRule(rule);
    const concerned = [...new Set([...before, ...(await chainOf())])];
    await stores.evaluations.forget(concerned);
    await evaluate(stores, concerned, now);
  };

  return {
    /**
     * A goal counts what comes from now on; a tracker goal judges the logs there are, from its start.
     * @throws {DomainError} `amount_invalid`, `amount_zero`, `deadline_passed`, `deadline_before_start`, `validation_failed`,
     *   `tracker_unknown`, `category_unknown`, `group_unknown`, `place_taken`
     */
    create: async (userId: string, input: NewGoal): Promise<GoalToday> => {
      const made = await uow.forUser(userId, async (stores) => {
        const moment = await dayOf(stores, clock.now());
        const id = newId();
        await insert(stores, id, input, moment);
        return { goal: await findGoal(stores, id), today: moment.today };
      });
      doorbell.ring();
      return made;
    },

    /** @throws {DomainError} as `create`, and `not_found` */
    change: (userId: string, id: string, changes: GoalChanges): Promise<GoalToday> => {
      const target = changes.target_value === undefined ? null : parseTarget(changes.target_value);
      return change(userId, id, async (stores, goal, moment) => {
        const { target_date: targetDate } = changes;
        if (targetDate !== undefined) {
          assertFuture(targetDate, moment.today);
          if (goal.startDate !== null) assertDeadline(goal.startDate, targetDate);
        }
        if (goal.kind === 'tracker') return redefine(stores, goal, changes, moment.now);
        await stores.goals.update(id, columnsOf(goal, changes));
        if (target !== null && goal.targetValue !== null) await retarget(stores, goal, target, moment);
      });
    },

    /** @throws {DomainError} `invalid_transition`, `not_found` */
    setStatus: (userId: string, id: string, status: GoalStatus, requestId: string): Promise<GoalToday> =>
      change(userId, id, async (stores, goal, { now }) => {
        if (isThere(goal, status)) return;
        if (goal.kind === 'training') await moveTraining(stores, goal, status, { now, newId });
        else {
          assertMove(goal, status, goal.targetValue !== null && isReached(goal, goal.targetValue));
          await stores.goals.setState(id, stateOf(goal, status, now));
        }
        await stores.audit.append({
          requestId,
          type: 'goal.status_changed',
          entity: { type: 'goal', id },
          payload: { from: goal.status, to: status },
          at: now,
        });
        if (goal.kind === 'tracker') await restOrWake(stores, goal, status, now);
        else if (status === 'active' && goal.kind !== 'training') await askDrain(stores, id, now);
        if (goal.kind === 'continuous_counter' && status === 'completed') {
          await payRewards(stores, [completionOf(goal, now)], now, newId);
        }
      }),
  };

  /** An archived tracker goal is computed no more; one that comes back, anew. A pause marks the periods it touches. */
  async function restOrWake(stores: UserStores, goal: GoalOverview, status: GoalStatus, now: Instant): Promise<void> {
    if (status === 'archived') {
      await forgetGoal(stores.due, goal.id);
      if (goal.goalGroupId === null) return;
      const rest = (await stores.goalView.ofGroups([goal.goalGroupId])).filter(
        (member) => member.status !== 'archived',
      );
      const ids = rest.map((member) => member.id);
      await stores.evaluations.forget([goal.id, ...ids]);
      await evaluate(stores, ids, now);
      return;
    }
    if (goal.status === 'archived') {
      await stores.evaluations.forget((await stores.evaluations.withChain(goal.id)).map(({ id }) => id));
    }
    await evaluate(stores, [goal.id], now);
  }
};

/**
 * Amounts on target and counter goals: append-only entries (spec 3.2, 3.3). An entry is written with its raw fact and the
 * goal's new sum in one transaction under the user's lock.
 */
import { DomainError } from '#core/domain/errors.ts';
import type { Instant, LocalDate } from '#core/domain/event.ts';
import { assertSum, fromCents, parseAmount, toCents } from '#core/domain/goal/amount.ts';
import { progressOf } from '#core/domain/goal/target-goal.ts';
import type { ManualFact } from '#core/providers/manual/index.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { EntryOverview, GoalOverview } from '#infra/views/goal-view.ts';
import { dateMeant, dayOf } from '../calendar/user-day.ts';
import { currentCents, findGoal, type GoalToday } from './goal-control.ts';
import { payRewards } from './pay-rewards.ts';

export interface EntryControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

export interface EntryInput {
  readonly value: string | number;
  readonly entryDate?: LocalDate | undefined;
  readonly note?: string | undefined;
  readonly clientEntryId?: string | undefined;
  /** IANA zone the device is in, if it said one that is known. */
  readonly deviceTimezone?: string | undefined;
}

export interface EntryToday extends GoalToday {
  readonly entry: EntryOverview;
  /** `false`: it was there already, and nothing was written. */
  readonly made: boolean;
}

const conflict = (detail: string, field?: string): DomainError =>
  new DomainError('conflict', { detail, ...(field !== undefined && { field }) });

/** @throws {DomainError} `conflict` for a goal that amounts do not move */
const assertTakesEntries = ({ kind, status }: GoalOverview): void => {
  if (kind === 'event_count') throw conflict('This goal counts events by itself.');
  if (kind !== 'target_based' && kind !== 'continuous_counter') throw conflict('This goal is not moved by amounts.');
  if (status === 'archived') throw conflict('This goal is archived. Bring it back first.');
};

export const createEntryControl = ({ uow, clock, newId, doorbell }: EntryControlDeps) => {
  const settle = async (stores: UserStores, goal: GoalOverview, sum: bigint, now: Instant): Promise<void> => {
    const current = fromCents(sum);
    const { targetValue: target } = goal;
    const reached = target !== null && sum >= toCents(target);
    await stores.goals.writeTotals(
      goal.id,
      {
        current,
        progress: target === null ? null : progressOf(current, target),
        reachedAt: reached ? (goal.reachedAt ?? now) : null,
      },
      now,
    );
    if (target === null) return;
    if (reached && (goal.status === 'active' || goal.status === 'paused')) {
      await stores.goals.setState(goal.id, { status: 'completed', completedAt: now, archivedAt: null });
      const dedupeKey = `goal.completed:${goal.id}`;
      const reward = { type: 'goal.completed' as const, dedupeKey, at: now, label: null };
      await payRewards(stores, [{ ...reward, goalId: goal.id, title: goal.title }], now, newId);
    }
    // A correction below the target: it goes on, and the reward stays (spec 3.3).
    if (!reached && goal.status === 'completed') {
      await stores.goals.setState(goal.id, { status: 'active', completedAt: null, archivedAt: null });
    }
  };

  const write = async (
    stores: UserStores,
    goal: GoalOverview,
    input: {
      readonly value: string;
      readonly date: LocalDate;
      readonly note: string | null;
      readonly clientId: string | null;
    },
    now: Instant,
  ): Promise<EntryOverview> => {
    const sum = currentCents(goal) + toCents(input.value);
    assertSum(sum);
    const [id, rawId] = [newId(), newId()];
    const fact: Extract<ManualFact, { type: 'progress.logged' }> = {
      type: 'progress.logged',
      entry_id: id,
      goal_id: goal.id,
      title: goal.title,
      entry_date: input.date,
    };
    await stores.raw.append([
      { id: rawId, source: 'manual', eventName: fact.type, payload: { ...fact }, receivedAt: now },
    ]);
    await stores.goals.insertEntry({
      id,
      goalId: goal.id,
      value: input.value,
      entryDate: input.date,
      note: input.note,
      clientEntryId: input.clientId,
      eventRawId: rawId,
      createdAt: now,
    });
    await settle(stores, goal, sum, now);
    const { value, date: entryDate, note } = input;
    return { id, value, entryDate, note, sourceEventId: null, createdAt: now };
  };

  const under = async (
    userId: string,
    goalId: string,
    work: (stores: UserStores, goal: GoalOverview) => Promise<Omit<EntryToday, keyof GoalToday> & { today: LocalDate }>,
  ): Promise<EntryToday> => {
    const entered = await uow.forUser(userId, async (stores) => {
      const goal = await findGoal(stores, goalId);
      assertTakesEntries(goal);
      const done = await work(stores, goal);
      return { ...done, goal: await findGoal(stores, goalId) };
    });
    if (entered.made) doorbell.ring();
    return entered;
  };

  return {
    /**
     * Adds an amount; the same `clientEntryId` again answers the entry that is there.
     * @throws {DomainError} `not_found`, `conflict`, `amount_invalid`, `amount_zero`, `amount_out_of_range`, `future_date`
     */
    add: (userId: string, goalId: string, input: EntryInput): Promise<EntryToday> => {
      const value = parseAmount(input.value);
      return under(userId, goalId, async (stores, goal) => {
        const day = await dayOf(stores, clock.now());
        const { now, today } = day;
        const clientId = input.clientEntryId ?? null;
        const known = clientId === null ? undefined : await stores.goalView.entryBy(clientId);
        if (known && known.goalId !== goalId) throw conflict('Another goal has this entry.', 'client_entry_id');
        if (known) return { entry: known, today, made: false };
        const { entryDate, deviceTimezone } = input;
        const date = dateMeant(day, { date: entryDate, deviceTimezone }, 'entry_date');
        const note = input.note === undefined || input.note === '' ? null : input.note;
        return { entry: await write(stores, goal, { value, date, note, clientId }, now), today, made: true };
      });
    },

    /** Adds the opposite of the sum. @throws {DomainError} `not_found`, `conflict`, `amount_zero` when there is nothing */
    reset: (userId: string, goalId: string, note: string | null): Promise<EntryToday> =>
      under(userId, goalId, async (stores, goal) => {
        const { now, today } = await dayOf(stores, clock.now());
        const sum = currentCents(goal);
        if (sum === 0n) throw new DomainError('amount_zero', { detail: 'It stands at 0 already.' });
        const input = { value: fromCents(-sum), date: today, note, clientId: null };
        return { entry: await write(stores, goal, input, now), today, made: true };
      }),
  };
};

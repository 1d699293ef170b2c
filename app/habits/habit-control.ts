/**
 * Habits as their owner defines and keeps them (spec 2). A completion is written with its raw fact and the new streak in
 * one transaction under the user's lock; a worker makes the event of it (spec 8.1).
 */
import { Rhythm } from '#core/contract/habits.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { JsonObject, LocalDate } from '#core/domain/event.ts';
import { checkRhythm } from '#core/domain/habit/check-rhythm.ts';
import { judgeHabit, type HabitStats } from '#core/domain/habit/judge-habit.ts';
import type { Frequency } from '#core/domain/habit/rhythm.ts';
import { habitCompletedValue } from '#core/domain/habit/streak-bonus.ts';
import type { ManualFact } from '#core/providers/manual/index.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { CompletionOverview, HabitOverview } from '#infra/views/habit-view.ts';
import { planTurn } from './turn-day.ts';
import { dateMeant, dayOf, type Day } from '../calendar/user-day.ts';
import { factsOf, keepStats, rhythmOf, streakAt } from './judge.ts';

export interface HabitControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly doorbell: Pick<Doorbell, 'ring'>;
}

export interface NewHabitInput {
  readonly title: string;
  readonly frequency: Frequency;
  readonly startsOn?: LocalDate | undefined;
  readonly freezePolicy: 'off' | 'auto';
  readonly categoryId?: string | null | undefined;
}

export interface HabitChanges {
  readonly title?: string | undefined;
  readonly frequencyType?: Frequency['type'] | undefined;
  /** Of the type that is given, or of the one the habit has. */
  readonly frequencyConfig?: JsonObject | undefined;
  readonly startsOn?: LocalDate | undefined;
  readonly freezePolicy?: 'off' | 'auto' | undefined;
  readonly categoryId?: string | null | undefined;
  readonly archived?: boolean | undefined;
}

export interface CompletionInput {
  readonly date?: LocalDate | undefined;
  /** `HH:MM` or `HH:MM:SS`. */
  readonly time?: string | undefined;
  readonly clientCompletionId?: string | undefined;
  /** IANA zone the device is in, if it said one that is known. */
  readonly deviceTimezone?: string | undefined;
}

/** A habit with its stats on the user's today. */
export interface HabitToday {
  readonly habit: HabitOverview;
  readonly stats: Omit<HabitStats, 'frozen'>;
  readonly today: LocalDate;
}

export interface CompletionToday {
  readonly completion: CompletionOverview;
  readonly stats: HabitStats;
  readonly today: LocalDate;
  /** `false`: it was there already, and nothing was written. */
  readonly made: boolean;
}

const noSuchHabit = () => new DomainError('not_found', { detail: 'There is no such habit.' });
const noSuchCompletion = () => new DomainError('not_found', { detail: 'There is no such completion.' });

/** @throws {ZodError} for a config that does not fit its type */
const changedRhythm = (habit: HabitOverview, { frequencyType, frequencyConfig }: HabitChanges) => {
  if (frequencyType === undefined && frequencyConfig === undefined) return {};
  const { frequency_type, frequency_config } = Rhythm.parse({
    frequency_type: frequencyType ?? habit.frequencyType,
    frequency_config: frequencyConfig ?? habit.frequencyConfig,
  });
  return { frequencyType: frequency_type, frequencyConfig: frequency_config };
};

const withChanges = (habit: HabitOverview, changes: HabitChanges): HabitOverview => ({
  ...habit,
  ...changedRhythm(habit, changes),
  title: changes.title ?? habit.title,
  startsOn: changes.startsOn ?? habit.startsOn,
  freezePolicy: changes.freezePolicy ?? habit.freezePolicy,
  categoryId: changes.categoryId === undefined ? habit.categoryId : changes.categoryId,
});

const allowsMany = ({ frequencyConfig }: HabitOverview): boolean =>
  'allowMultiplePerDay' in frequencyConfig && frequencyConfig.allowMultiplePerDay;

/** The time of a completion as it is stored. @throws {DomainError} when the habit needs one, or has none */
const timeOf = (habit: HabitOverview, time: string | undefined): string | null => {
  const many = allowsMany(habit);
  if (many === (time !== undefined)) return time === undefined ? null : time.padEnd('HH:MM:SS'.length, ':00');
  throw new DomainError('validation_failed', {
    field: 'completion_time',
    detail: many
      ? 'This habit may be done more than once a day: say at which time.'
      : 'This habit is done once a day and has no time.',
  });
};

export const createHabitControl = ({ uow, clock, newId, doorbell }: HabitControlDeps) => {
  const found = async ({ habitView }: UserStores, id: string): Promise<HabitOverview> => {
    const habit = await habitView.find(id);
    if (!habit) throw noSuchHabit();
    return habit;
  };

  /** Under the user's lock, with the habit and the user's today. */
  const under = <T>(
    userId: string,
    id: string,
    work: (stores: UserStores, habit: HabitOverview, day: Day) => Promise<T>,
  ): Promise<T> =>
    uow.forUser(userId, async (stores) => {
      const habit = await found(stores, id);
      return work(stores, habit, await dayOf(stores, clock.now()));
    });

  const completedFact = (
    habit: HabitOverview,
    date: LocalDate,
    streak: number,
  ): Extract<ManualFact, { type: 'habit.completed' }> => ({
    type: 'habit.completed',
    habit_id: habit.id,
    title: habit.title,
    completion_date: date,
    streak,
    value: habitCompletedValue(streak),
  });

  return {
    /** @throws {DomainError} `rrule_not_allowed`, `rrule_window_too_wide`, `category_unknown` */
    create: (userId: string, input: NewHabitInput): Promise<HabitToday> =>
      uow.forUser(userId, async (stores) => {
        const day = await dayOf(stores, clock.now());
        const startsOn = input.startsOn ?? day.today;
        const given = { ...input.frequency, startsOn, freezePolicy: input.freezePolicy, weekStart: day.weekStart };
        const { type, config } = checkRhythm(given);
        const id = newId();
        await stores.habits.insert({
          id,
          title: input.title,
          frequencyType: type,
          frequencyConfig: config,
          startsOn,
          freezePolicy: input.freezePolicy,
          categoryId: input.categoryId ?? null,
        });
        const stats = await keepStats(stores, await found(stores, id), day);
        await planTurn(stores, userId, day);
        return { habit: await found(stores, id), stats, today: day.today };
      }),

    /**
     * Changes a habit; another rhythm judges all of its history again. With `dryRun` nothing is written.
     * @throws {DomainError} as `create`, and `not_found`
     */
    change: (userId: string, id: string, changes: HabitChanges, dryRun: boolean): Promise<HabitToday> =>
      under(userId, id, async (stores, before, day) => {
        const wanted = withChanges(before, changes);
        const { config } = checkRhythm(rhythmOf(wanted, day.weekStart));
        const after = { ...wanted, frequencyConfig: config };
        if (dryRun) {
          const stats = judgeHabit(rhythmOf(after, day.weekStart), await factsOf(stores, after, day), day.today);
          return { habit: after, stats, today: day.today };
        }
        await stores.habits.update(id, {
          title: after.title,
          frequency_type: after.frequencyType,
          frequency_config: after.frequencyConfig,
          starts_on: after.startsOn,
          freeze_policy: after.freezePolicy,
          category_id: after.categoryId,
          ...(changes.archived !== undefined && { archived_at: changes.archived ? day.now : null }),
        });
        const stats = await keepStats(stores, after, day);
        if (changes.archived === false) await planTurn(stores, userId, day);
        return { habit: await found(stores, id), stats, today: day.today };
      }),

    /**
     * Completes a habit on a date, today unless given. What is completed already stays as it is (`made: false`).
     * @throws {DomainError} `not_found`, `future_date`, `validation_failed` (time), `conflict` (client id used elsewhere)
     */
    complete: async (userId: string, id: string, input: CompletionInput): Promise<CompletionToday> => {
      const completed = await under(userId, id, async (stores, habit, day): Promise<CompletionToday> => {
        const date = dateMeant(day, input, 'completion_date');
        const time = timeOf(habit, input.time);
        const { habitView, habits, raw } = stores;
        const known =
          (input.clientCompletionId !== undefined &&
            (await habitView.completionBy(id, { clientId: input.clientCompletionId }))) ||
          (await habitView.completionBy(id, { date, time }));
        if (known) {
          const stats = judgeHabit(rhythmOf(habit, day.weekStart), await factsOf(stores, habit, day), day.today);
          return { completion: known, stats, today: day.today, made: false };
        }
        const [completionId, rawId] = [newId(), newId()];
        const facts = await factsOf(stores, habit, day);
        const after = { ...facts, completions: [...facts.completions, { date, time }] };
        // A traveller's today may be tomorrow here; what it is worth is judged there.
        const there = { ...day, today: date > day.today ? date : day.today };
        const fact = completedFact(habit, date, streakAt(habit, after, there, date));
        await raw.append([
          { id: rawId, source: 'manual', eventName: fact.type, payload: { ...fact }, receivedAt: day.now },
        ]);
        await habits.insertCompletion({
          id: completionId,
          habitId: id,
          date,
          time,
          clientCompletionId: input.clientCompletionId ?? null,
          eventRawId: rawId,
          createdAt: day.now,
        });
        const stats = await keepStats(stores, habit, day);
        const completion = await habitView.completionBy(id, { id: completionId });
        if (!completion) throw new Error('a completion that was written cannot be read');
        return { completion, stats, today: day.today, made: true };
      });
      if (completed.made) doorbell.ring();
      return completed;
    },

    /** Undoes a completion; what it earned stays. @throws {DomainError} `not_found` */
    undo: (
      userId: string,
      id: string,
      by: { readonly id: string } | { readonly clientId: string },
      requestId: string,
    ): Promise<void> =>
      under(userId, id, async (stores, habit, day) => {
        const completion = await stores.habitView.completionBy(id, by);
        if (!completion) throw noSuchCompletion();
        await stores.habits.deleteCompletion(completion.id);
        await stores.audit.append({
          requestId,
          type: 'habit.completion_undone',
          entity: { type: 'habit', id },
          payload: { completion_date: completion.date, completion_time: completion.time },
        });
        await keepStats(stores, habit, day);
      }),

    /** Makes any date a rest day. @throws {DomainError} `not_found` */
    rest: (userId: string, id: string, date: LocalDate, reason: string | null): Promise<HabitToday> =>
      under(userId, id, async (stores, habit, day) => {
        await stores.habits.putSkip(id, date, reason);
        return { habit, stats: await keepStats(stores, habit, day), today: day.today };
      }),

    /** Makes a rest day an ordinary one again. @throws {DomainError} `not_found` when it is none */
    unrest: (userId: string, id: string, date: LocalDate): Promise<HabitToday> =>
      under(userId, id, async (stores, habit, day) => {
        if (!(await stores.habits.deleteSkip(id, date)))
          throw new DomainError('not_found', { detail: `${date} is no rest day of this habit.` });
        return { habit, stats: await keepStats(stores, habit, day), today: day.today };
      }),
  };
};

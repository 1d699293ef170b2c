/** Habits with their stored stats, and the facts they are judged by. */
import type { Instant, LocalDate } from '#core/domain/event.ts';
import type { HabitStats } from '#core/domain/habit/judge-habit.ts';
import type { FrequencyConfig, FrequencyType } from '#core/domain/habit/rhythm.ts';
import type { Queryable } from '../db/connect.ts';
import { preparedQuery, query, type Binding } from '../db/query.ts';

/** What is stored of a habit's stats: all but the days that were frozen, which are worked out when they are asked for. */
export type StoredStats = Omit<HabitStats, 'frozen'> & { readonly asOf: LocalDate };

export interface HabitOverview {
  readonly id: string;
  readonly title: string;
  readonly frequencyType: FrequencyType;
  readonly frequencyConfig: FrequencyConfig;
  readonly startsOn: LocalDate;
  readonly freezePolicy: 'off' | 'auto';
  readonly categoryId: string | null;
  readonly archivedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** `null`: not judged yet. */
  readonly stats: StoredStats | null;
}

export interface CompletionOverview {
  readonly id: string;
  readonly date: LocalDate;
  /** `HH:MM:SS`. */
  readonly time: string | null;
  readonly clientCompletionId: string | null;
  readonly createdAt: Instant;
}

interface CompletionOfHabit extends CompletionOverview {
  readonly habitId: string;
}

/** A day a habit was done on, and when. */
export interface Done {
  readonly date: LocalDate;
  readonly time: string | null;
}

interface Row extends Omit<HabitOverview, 'stats'>, Omit<StoredStats, 'asOf'> {
  readonly asOf: LocalDate | null;
}

const SELECT = `select h.id, h.title, h.frequency_type as "frequencyType", h.frequency_config as "frequencyConfig",
    h.starts_on as "startsOn", h.freeze_policy as "freezePolicy", h.category_id as "categoryId", h.archived_at as "archivedAt",
    h.created_at as "createdAt", h.updated_at as "updatedAt", s.current_streak as "currentStreak",
    s.longest_streak as "longestStreak", s.streak_unit as "streakUnit", s.state, s.at_risk as "atRisk",
    s.freezes_left as "freezesLeft", s.strength, s.as_of as "asOf"
  from habits h left join habit_stats s on s.habit_id = h.id`;

const overviewOf = (row: Row): HabitOverview => {
  const { currentStreak, longestStreak, streakUnit, state, atRisk, freezesLeft, strength, asOf, ...habit } = row;
  if (asOf === null) return { ...habit, stats: null };
  return {
    ...habit,
    stats: { currentStreak, longestStreak, streakUnit, state, atRisk, freezesLeft, strength, asOf },
  };
};

const COMPLETION = `select id, habit_id as "habitId", completion_date as date, completion_time::text as time, client_completion_id as "clientCompletionId",
    created_at as "createdAt" from habit_completions`;

export const createHabitView = (db: Queryable, userId: string) => {
  const habits = async (rest: string, bindings: readonly Binding[] = []): Promise<HabitOverview[]> =>
    (await query<Row>(db, `${SELECT} where h.user_id = ? ${rest}`, [userId, ...bindings])).rows.map(overviewOf);
  const completions = async (rest: string, bindings: readonly Binding[]): Promise<CompletionOverview[]> =>
    (await query<CompletionOverview>(db, `${COMPLETION} where user_id = ? ${rest}`, [userId, ...bindings])).rows;

  return {
    /** Oldest first. `after` is the id of the last habit of the page before. */
    page: (options: {
      readonly archived: boolean;
      readonly after?: string | undefined;
      readonly limit: number;
    }): Promise<readonly HabitOverview[]> =>
      habits(`and (h.archived_at is not null) = ? and (?::uuid is null or h.id > ?::uuid) order by h.id limit ?`, [
        options.archived,
        options.after ?? null,
        options.after ?? null,
        options.limit,
      ]),

    /** All that are kept up, oldest first. */
    kept: async (): Promise<readonly HabitOverview[]> =>
      (
        await preparedQuery<Row>(db, `${SELECT} where h.user_id = ? and h.archived_at is null order by h.id`, [userId])
      ).rows.map(overviewOf),

    these: (ids: readonly string[]): Promise<readonly HabitOverview[]> =>
      habits('and h.id = any(?::uuid[]) order by h.id', [ids]),

    find: async (id: string): Promise<HabitOverview | undefined> => (await habits('and h.id = ?', [id]))[0],

    /** Newest first. `after` is where the page before ended. */
    completions: (
      habitId: string,
      page: {
        readonly from?: LocalDate | undefined;
        readonly to?: LocalDate | undefined;
        readonly after?: { readonly date: LocalDate; readonly id: string } | undefined;
        readonly limit: number;
      },
    ): Promise<readonly CompletionOverview[]> =>
      completions(
        `and habit_id = ? and (?::date is null or completion_date >= ?::date) and (?::date is null or completion_date <= ?::date)
         and (?::date is null or (completion_date, id) < (?::date, ?::uuid)) order by completion_date desc, id desc limit ?`,
        [
          habitId,
          ...[page.from ?? null, page.from ?? null],
          ...[page.to ?? null, page.to ?? null],
          ...[page.after?.date ?? null, page.after?.date ?? null, page.after?.id ?? null],
          page.limit,
        ],
      ),

    /** What was done of these habits on `date`, latest first. */
    doneOn: async (habitIds: readonly string[], date: LocalDate): Promise<readonly CompletionOfHabit[]> =>
      (
        await query<CompletionOfHabit>(
          db,
          `${COMPLETION} where user_id = ? and habit_id = any(?::uuid[]) and completion_date = ?::date order by id desc`,
          [userId, habitIds, date],
        )
      ).rows,

    /** How many habits were done on each day between two dates, both counted; days without one are left out. */
    keptByDay: async (from: LocalDate, to: LocalDate): Promise<readonly { date: LocalDate; habits: number }[]> =>
      (
        await query<{ date: LocalDate; habits: number }>(
          db,
          `select c.completion_date as date, count(distinct c.habit_id)::int as habits
           from habits h join habit_completions c on c.habit_id = h.id
           where h.user_id = ? and c.completion_date between ?::date and ?::date
           group by c.completion_date order by c.completion_date`,
          [userId, from, to],
        )
      ).rows,

    completionBy: async (
      habitId: string,
      by: { readonly id: string } | { readonly clientId: string } | Done,
    ): Promise<CompletionOverview | undefined> => {
      if ('id' in by) return (await completions('and habit_id = ? and id = ?', [habitId, by.id]))[0];
      if ('clientId' in by) {
        return (await completions('and habit_id = ? and client_completion_id = ?', [habitId, by.clientId]))[0];
      }
      const at = 'and habit_id = ? and completion_date = ?::date and completion_time is not distinct from ?::time';
      return (await completions(at, [habitId, by.date, by.time]))[0];
    },

    /** Everything a habit was ever done on, by date. */
    done: async (habitId: string): Promise<readonly Done[]> =>
      (
        await query<Done>(
          db,
          `select completion_date as date, completion_time::text as time from habit_completions
           where habit_id = ? and user_id = ? order by completion_date, completion_time`,
          [habitId, userId],
        )
      ).rows,

    /** What was noted of rest days, ascending; those without a note are left out. */
    restNotes: async (habitId: string): Promise<readonly { readonly date: LocalDate; readonly note: string }[]> =>
      (
        await query<{ date: LocalDate; note: string }>(
          db,
          `select skip_date as date, reason as note from habit_skips
           where habit_id = ? and user_id = ? and reason is not null order by skip_date`,
          [habitId, userId],
        )
      ).rows,

    /** Rest days, ascending. */
    restDays: async (habitId: string): Promise<readonly LocalDate[]> =>
      (
        await query<{ date: LocalDate }>(
          db,
          `select skip_date as date from habit_skips where habit_id = ? and user_id = ? order by skip_date`,
          [habitId, userId],
        )
      ).rows.map(({ date }) => date),
  };
};

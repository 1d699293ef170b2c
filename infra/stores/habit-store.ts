/** Habits as their owner defines them, what was done of them, and how that stands (`habit_stats`, computed). */
import type { Instant, LocalDate } from '#core/domain/event.ts';
import type { HabitStats } from '#core/domain/habit/judge-habit.ts';
import type { FrequencyConfig, FrequencyType } from '#core/domain/habit/rhythm.ts';
import type { Queryable } from '../db/connect.ts';
import { query } from '../db/query.ts';

export interface NewHabit {
  readonly id: string;
  readonly title: string;
  readonly frequencyType: FrequencyType;
  readonly frequencyConfig: FrequencyConfig;
  readonly startsOn: LocalDate;
  readonly freezePolicy: 'off' | 'auto';
  readonly categoryId: string | null;
}

/** A column that is left out stays. */
export interface HabitColumns {
  readonly title?: string;
  readonly frequency_type?: FrequencyType;
  readonly frequency_config?: FrequencyConfig;
  readonly starts_on?: LocalDate;
  readonly freeze_policy?: 'off' | 'auto';
  readonly category_id?: string | null;
  readonly archived_at?: Instant | null;
}

export interface NewCompletion {
  readonly id: string;
  readonly habitId: string;
  readonly date: LocalDate;
  /** `HH:MM:SS`; `null` for a habit that is done once a day. */
  readonly time: string | null;
  readonly clientCompletionId: string | null;
  readonly eventRawId: string;
  readonly createdAt: Instant;
}

export const createHabitStore = (db: Queryable, userId: string) => ({
  insert: async (habit: NewHabit): Promise<void> => {
    await db('habits').insert({
      id: habit.id,
      user_id: userId,
      title: habit.title,
      frequency_type: habit.frequencyType,
      frequency_config: JSON.stringify(habit.frequencyConfig),
      starts_on: habit.startsOn,
      freeze_policy: habit.freezePolicy,
      category_id: habit.categoryId,
    });
  },

  update: async (id: string, { frequency_config: config, ...columns }: HabitColumns): Promise<void> => {
    const changes = { ...columns, ...(config && { frequency_config: JSON.stringify(config) }) };
    if (Object.keys(changes).length > 0) await db('habits').where({ id, user_id: userId }).update(changes);
  },

  insertCompletion: async (completion: NewCompletion): Promise<void> => {
    await db('habit_completions').insert({
      id: completion.id,
      habit_id: completion.habitId,
      user_id: userId,
      completion_date: completion.date,
      completion_time: completion.time,
      client_completion_id: completion.clientCompletionId,
      event_raw_id: completion.eventRawId,
      created_at: completion.createdAt,
    });
  },

  deleteCompletion: async (id: string): Promise<void> => {
    await db('habit_completions').where({ id, user_id: userId }).delete();
  },

  /** Makes `date` a rest day; a second time changes its reason only. */
  putSkip: async (habitId: string, date: LocalDate, reason: string | null): Promise<void> => {
    await query(
      db,
      `insert into habit_skips (habit_id, user_id, skip_date, reason) values (?, ?, ?::date, ?)
       on conflict (habit_id, skip_date) do update set reason = excluded.reason`,
      [habitId, userId, date, reason],
    );
  },

  /** Returns whether `date` was a rest day. */
  deleteSkip: async (habitId: string, date: LocalDate): Promise<boolean> =>
    (await db('habit_skips').where({ habit_id: habitId, user_id: userId, skip_date: date }).delete()) > 0,

  writeStats: async (habitId: string, stats: HabitStats, asOf: LocalDate, now: Instant): Promise<void> => {
    await query(
      db,
      `insert into habit_stats as s (habit_id, user_id, current_streak, longest_streak, streak_unit, state, at_risk, freezes_left,
         strength, as_of, computed_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?::numeric, ?::date, ?::timestamptz)
       on conflict (habit_id) do update set current_streak = excluded.current_streak, longest_streak = excluded.longest_streak,
         streak_unit = excluded.streak_unit, state = excluded.state, at_risk = excluded.at_risk,
         freezes_left = excluded.freezes_left, strength = excluded.strength, as_of = excluded.as_of,
         computed_at = excluded.computed_at`,
      [
        habitId,
        userId,
        stats.currentStreak,
        stats.longestStreak,
        stats.streakUnit,
        stats.state,
        stats.atRisk,
        stats.freezesLeft,
        stats.strength,
        asOf,
        now,
      ],
    );
  },
});

/** Habits in the shapes of api.md. */
import type { HabitToday } from '#app/habits/habit-control.ts';
import type {
  CompletionView,
  HabitColumns,
  HabitStats as StatsView,
  HabitView,
  StreakUnit,
} from '#core/contract/habits.ts';
import type { LocalDate } from '#core/domain/event.ts';
import type { ExplainedUnit } from '#core/domain/habit/explain-streak.ts';
import type { HabitStats } from '#core/domain/habit/judge-habit.ts';
import type { CompletionOverview, HabitOverview } from '#infra/views/habit-view.ts';

export const statsView = (stats: Omit<HabitStats, 'frozen'>, asOf: LocalDate): StatsView => ({
  current_streak: stats.currentStreak,
  longest_streak: stats.longestStreak,
  streak_unit: stats.streakUnit,
  state: stats.state,
  at_risk: stats.atRisk,
  freezes_left: stats.freezesLeft,
  strength: stats.strength,
  as_of: asOf,
});

/** The columns of a habit. Its type and config were checked as a pair when they were written. */
export const habitColumns = (habit: HabitOverview): HabitColumns =>
  ({
    id: habit.id,
    title: habit.title,
    frequency_type: habit.frequencyType,
    frequency_config: habit.frequencyConfig,
    starts_on: habit.startsOn,
    freeze_policy: habit.freezePolicy,
    category_id: habit.categoryId,
    archived_at: habit.archivedAt,
    created_at: habit.createdAt,
    updated_at: habit.updatedAt,
  }) as HabitColumns;

export const habitView = ({ habit, stats, today }: HabitToday): HabitView =>
  ({ ...habitColumns(habit), stats: statsView(stats, today) }) as HabitView;

export const completionView = (completion: CompletionOverview): CompletionView => ({
  id: completion.id,
  completion_date: completion.date,
  completion_time: completion.time,
  client_completion_id: completion.clientCompletionId,
  created_at: completion.createdAt,
});

export const unitView = (unit: ExplainedUnit): StreakUnit => ({
  on: unit.on,
  start: unit.start,
  end: unit.end,
  need: unit.need,
  have: unit.have,
  outcome: unit.outcome,
  rest: unit.rest,
  gap: unit.gap,
  dates: [...unit.dates],
  run: unit.run,
});

/** What a day of a habit looks like: one of a few shapes, each with a word (DESIGN.md, WeekGrid). Pure. */
import type { HabitView, StreakUnit } from '#core/contract/habits.ts';
import type { HabitDays } from '../../state/habit-days.svelte.ts';
import { countsOn, timesADay } from './due-days.ts';

/**
 * `part`: some of the times of a day. `due`: asked for today. `open`: was asked for and not done. `bridged`: paid from the
 * reserve. `free`: nothing was asked. `later`: a day to come. `unread`: not known yet.
 */
export type CellKind = 'done' | 'part' | 'rest' | 'short' | 'due' | 'open' | 'bridged' | 'free' | 'later' | 'unread';

export interface DayCell {
  readonly kind: CellKind;
  /** Completions of the day. */
  readonly count: number;
  /** Completions that make a day. */
  readonly need: number;
}

/** Past days are told by their unit. A week or a gap between check-ins asks for no day in particular. */
const pastKind = (habit: HabitView, units: readonly StreakUnit[], date: string): CellKind => {
  const { streak_unit } = habit.stats;
  if (streak_unit !== 'day' && streak_unit !== 'occurrence') return 'free';
  const unit = units.find(({ on }) => on === date);
  if (unit?.outcome === 'missed') return 'open';
  return unit?.outcome === 'frozen' ? 'bridged' : 'free';
};

const emptyKind = (habit: HabitView, { story, from }: HabitDays, date: string, today: string): CellKind => {
  if (story?.rest.includes(date)) return 'rest';
  if (date > today) return 'later';
  if (story?.short.includes(date)) return 'short';
  if (date < from) return 'unread';
  if (date === today) return habit.stats.state === 'due' && countsOn(habit, date) !== false ? 'due' : 'free';
  return pastKind(habit, story?.units ?? [], date);
};

export const cellOf = (habit: HabitView, days: HabitDays | undefined, date: string, today: string): DayCell => {
  const need = timesADay(habit);
  if (days === undefined) return { kind: date > today ? 'later' : 'unread', count: 0, need };
  const count = days.rows.filter((row) => row.completion_date === date).length;
  if (count > 0) return { kind: count >= need ? 'done' : 'part', count, need };
  return { kind: emptyKind(habit, days, date, today), count, need };
};

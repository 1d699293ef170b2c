/** What Home shows of a habit today (spec 2.3). Pure. */
import type { HabitView } from '#core/contract/habits.ts';
import { countsOn, timesADay } from '../habits/due-days.ts';

export interface TodayItem {
  readonly habit: HabitView;
  /** `met`: the week or month has what it needs, without today. */
  readonly kind: 'due' | 'done' | 'met' | 'rest';
  /** Times done today, and those that make a day. */
  readonly count: number;
  readonly need: number;
}

/** `null`: nothing is asked of it today. `count` is known; `stats` are those of before the last tap. */
export const todayItem = (habit: HabitView, count: number, today: string): TodayItem | null => {
  const need = timesADay(habit);
  const { state, streak_unit } = habit.stats;
  const item = (kind: TodayItem['kind']): TodayItem => ({ habit, kind, count, need });
  if (state === 'not_due') return null;
  if (count >= need) return item('done');
  if (state === 'rest') return item('rest');
  if (state === 'done' && streak_unit !== 'day' && streak_unit !== 'interval') return item('met');
  return countsOn(habit, today) === false ? null : item('due');
};

/** How many of those that were asked for have what they need; a rest day asks for nothing. */
export const doneOf = (items: readonly TodayItem[]): { readonly done: number; readonly all: number } => {
  const asked = items.filter(({ kind }) => kind !== 'rest');
  return { done: asked.filter(({ kind }) => kind !== 'due').length, all: asked.length };
};

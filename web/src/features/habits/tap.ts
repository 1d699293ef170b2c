/** What a tap on a day does: once a day it marks and takes back, more often it adds a time. */
import type { HabitView } from '#core/contract/habits.ts';
import { habitDays } from '../../state/habit-days.svelte.ts';
import { session } from '../../state/session.svelte.ts';
import { freeTime, timeIn } from './day-times.ts';
import { allowsMany } from './due-days.ts';

/** Adds a time of `date`, now unless given as `HH:MM`. */
export const addTime = (habit: HabitView, date: string, time = timeIn(Date.now(), session.user?.timezone)): void => {
  const taken = habitDays.rowsOn(habit.id, date).map((row) => row.completion_time);
  void habitDays.complete(habit, date, freeTime(time, taken));
};

export const tapDay = (habit: HabitView, date: string): void => {
  if (allowsMany(habit)) {
    addTime(habit, date);
    return;
  }
  const rows = habitDays.rowsOn(habit.id, date);
  if (rows.length === 0) void habitDays.complete(habit, date, null);
  for (const row of rows) void habitDays.undo(habit, row);
};

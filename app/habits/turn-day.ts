/** The turn of a user's day: every habit is judged on the new day, so that lists of today need not (spec 2.3). */
import type { Instant } from '#core/domain/event.ts';
import { addDays } from '#core/domain/time/dates.ts';
import { dayStart } from '#core/domain/time/day.ts';
import { segmentAt } from '#core/domain/time/calendar.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import { dayOf, type Day } from '../calendar/user-day.ts';
import { keepStats } from './judge.ts';

type Stores = Pick<UserStores, 'calendar' | 'habitView' | 'habits' | 'due'>;

export const HABIT_DAY = 'habit.day';

/** Plans the next turn of the user's day. */
export const planTurn = async ({ due }: Pick<UserStores, 'due'>, userId: string, day: Day): Promise<void> => {
  const { timezone, dayStartHour } = segmentAt(day.calendar, day.now);
  const runAt = dayStart(addDays(day.today, 1), timezone, dayStartHour);
  // Where the day has just been moved, the next one may have begun already by its clock.
  const soonest = new Date(Date.parse(day.now) + 60_000).toISOString();
  await due.plan([
    { kind: HABIT_DAY, key: `${HABIT_DAY}-${userId}`, payload: {}, runAt: runAt > day.now ? runAt : soonest },
  ]);
};

/** Judges the habits whose stats are of another day, or all where the calendar has changed. Under the user's lock. */
export const turnDay = async (
  stores: Stores,
  userId: string,
  now: Instant,
  options: { readonly all?: boolean } = {},
): Promise<void> => {
  const day = await dayOf(stores, now);
  const kept = await stores.habitView.kept();
  for (const habit of kept) {
    if (options.all === true || habit.stats?.asOf !== day.today) await keepStats(stores, habit, day);
  }
  if (kept.length > 0) await planTurn(stores, userId, day);
};

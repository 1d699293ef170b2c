/** What a kept habit is worth to the pet (spec 4.5). Small on purpose: the streak is never worth more than the habit. */

const KEPT = 10;
const BONUS_FROM = [3, 7, 14, 30, 100];

/** Value of `habit.completed`, 10 to 15, for a streak that includes this completion. */
export const habitCompletedValue = (streak: number): number =>
  KEPT + BONUS_FROM.filter((length) => streak >= length).length;

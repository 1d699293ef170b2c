/** What a model is told beside the goal: the moments of the last two weeks, as counts (spec 5.7). Pure. */
import { triggerOf } from '#core/domain/dog/context.ts';
import type { LoggedMoment } from '#core/domain/dog/suggest-goals.ts';
import type { CountedWord, GoalBreakdownFacts } from '#core/domain/dog-prompts/goal-breakdown.v1.ts';
import type { LocalDate } from '#core/domain/event.ts';
import { fraction, median, toFixed } from '#core/domain/goal/fraction.ts';
import { addDays } from '#core/domain/time/dates.ts';

/** Logical days that are looked at, today among them. */
const DAYS = 14;

/** The first of the days that suggestions and plans look at. */
export const firstDayBefore = (today: LocalDate): LocalDate => addDays(today, 1 - DAYS);

const counted = (
  moments: readonly LoggedMoment[],
  wordsOf: (moment: LoggedMoment) => readonly string[],
): readonly CountedWord[] => {
  const counts = new Map<string, { good: number; hard: number }>();
  for (const moment of moments) {
    for (const word of new Set(wordsOf(moment))) {
      const count = counts.get(word) ?? { good: 0, hard: 0 };
      count[moment.valence === 'positive' ? 'good' : 'hard'] += 1;
      counts.set(word, count);
    }
  }
  return [...counts]
    .map(([word, count]) => ({ word, ...count }))
    .sort((a, b) => b.good + b.hard - a.good - a.hard || (a.word < b.word ? -1 : 1));
};

const numbersOf = (
  moments: readonly LoggedMoment[],
  valence: LoggedMoment['valence'],
  key: 'distance_m' | 'recovery_seconds',
): readonly number[] =>
  moments.flatMap((moment) => {
    const value = moment.valence === valence ? moment.context[key] : undefined;
    return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
  });

const usual = (seconds: readonly number[]): number | null =>
  seconds.length === 0
    ? null
    : Number(toFixed(median(seconds.map((value) => fraction(BigInt(Math.round(value)), 1n))), 0));

/** Moments of the window, in any order. */
export const planFacts = (
  goal: GoalBreakdownFacts['goal'],
  moments: readonly LoggedMoment[],
): Omit<GoalBreakdownFacts, 'faults'> => {
  const calm = numbersOf(moments, 'positive', 'distance_m');
  return {
    goal,
    triggers: counted(moments, ({ context }) => {
      const trigger = triggerOf(context);
      return trigger === null ? [] : [trigger];
    }),
    tags: counted(moments, ({ tags }) => tags),
    bestCalmDistanceM: calm.length === 0 ? null : Math.min(...calm),
    usualRecoverySeconds: usual(numbersOf(moments, 'negative', 'recovery_seconds')),
  };
};

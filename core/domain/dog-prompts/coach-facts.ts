/** What the daily note is written from: the last 14 logical days, as counts and two trends. */
import type { Suggestion } from '../dog/attempts.ts';
import type { LocalDate } from '../event.ts';
import { addDays } from '../time/dates.ts';

/** A logged moment that was not deleted. */
export interface CoachMoment {
  readonly localDate: LocalDate;
  readonly valence: 'positive' | 'negative';
  /** Metres to the trigger. */
  readonly distanceM: number | null;
  /** Seconds until the dog was calm again. */
  readonly recoverySeconds: number | null;
}

/** The step that is in progress. */
export interface CoachStep {
  readonly title: string;
  readonly successCriteria: string | null;
  readonly consecutivePasses: number;
  readonly requiredPasses: number;
  readonly suggestion: Suggestion | null;
}

export interface CoachDay {
  readonly date: LocalDate;
  readonly good: number;
  readonly hard: number;
}

/** A number of the last seven days and of the seven before; `null`: not known. */
export interface TwoWeeks {
  readonly lastWeek: number | null;
  readonly weekBefore: number | null;
}

export interface CoachFacts {
  /** 14 dates, oldest first; the last one is today. */
  readonly days: readonly CoachDay[];
  /** Metres; the shortest distance of a good moment. */
  readonly bestCalmDistanceM: TwoWeeks;
  /** How long hard moments take to pass, against the week before; `null`: fewer than three of either week say. */
  readonly recovery: 'quicker' | 'slower' | 'steady' | null;
  readonly step: CoachStep | null;
}

const DAYS = 14;
const WEEK = 7;
/** A median of fewer is a hunch. */
const SAMPLE_MIN = 3;
const QUICKER = 0.8;
const SLOWER = 1.25;

const isKnown = (value: number | null): value is number => value !== null;

const shortest = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.min(...values));

const median = (values: readonly number[]): number | null => {
  if (values.length < SAMPLE_MIN) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [lower = 0, upper = 0] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (lower + upper) / 2;
};

const recoveryTrend = (before: readonly number[], last: readonly number[]): CoachFacts['recovery'] => {
  const [was, is] = [median(before), median(last)];
  if (was === null || is === null) return null;
  if (is <= was * QUICKER && is < was) return 'quicker';
  return is >= was * SLOWER && is > was ? 'slower' : 'steady';
};

/** The facts on `today`, the user's logical date. Moments come in any order; those of other days are passed over. */
export const gatherCoachFacts = (
  moments: readonly CoachMoment[],
  today: LocalDate,
  step: CoachStep | null,
): CoachFacts => {
  const dates = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS + 1));
  const first = dates[0] ?? today;
  const weekStart = addDays(today, 1 - WEEK);
  const known = moments.filter(({ localDate }) => localDate >= first && localDate <= today);
  const [before, last] = [
    known.filter(({ localDate }) => localDate < weekStart),
    known.filter(({ localDate }) => localDate >= weekStart),
  ];
  const of = (some: readonly CoachMoment[], valence: CoachMoment['valence']) =>
    some.filter((moment) => moment.valence === valence);
  const calm = (some: readonly CoachMoment[]) =>
    of(some, 'positive')
      .map((moment) => moment.distanceM)
      .filter(isKnown);
  const passing = (some: readonly CoachMoment[]) =>
    of(some, 'negative')
      .map((moment) => moment.recoverySeconds)
      .filter(isKnown);
  return {
    days: dates.map((date) => {
      const onDay = known.filter(({ localDate }) => localDate === date);
      return { date, good: of(onDay, 'positive').length, hard: of(onDay, 'negative').length };
    }),
    bestCalmDistanceM: { lastWeek: shortest(calm(last)), weekBefore: shortest(calm(before)) },
    recovery: recoveryTrend(passing(before), passing(last)),
    step,
  };
};

/**
 * The short kind note for today without a language model (spec 5.7): what happened, what it means, what today could be. The
 * voice is DESIGN.md's. The same facts give the same note.
 */
import type { CoachFacts, CoachStep, TwoWeeks } from './coach-facts.ts';
import { ownerText } from './owner-data.ts';

export interface DailyNote {
  /** The rules that wrote it, for `ai_runs.model`. */
  readonly version: string;
  /** One to three sentences. */
  readonly note: string;
}

const VERSION = 'rules-1';
const WEEK = 7;
/** Fewer moments are called a small sample. */
const SMALL = 5;
/** Fewer in a week are not compared. */
const COMPARED_MIN = 3;
const TITLE_MAX = 80;

interface Week {
  readonly good: number;
  readonly hard: number;
}

const weekOf = (days: CoachFacts['days']): Week => ({
  good: days.reduce((sum, day) => sum + day.good, 0),
  hard: days.reduce((sum, day) => sum + day.hard, 0),
});

const moments = (count: number, kind: 'good' | 'hard'): string => `${count} ${kind} moment${count === 1 ? '' : 's'}`;

const happened = (last: Week, before: Week): string => {
  if (last.good + last.hard + before.good + before.hard === 0) {
    return 'Nothing is logged for the last two weeks, and that is fine.';
  }
  if (last.good + last.hard === 0) return 'A quiet week in the log. What the dog learned before stays.';
  if (last.hard === 0) return `${moments(last.good, 'good')} in the last seven days.`;
  if (last.good === 0)
    return `${moments(last.hard, 'hard')} in the last seven days, written down. Hard ones teach the most.`;
  return `${last.good} good and ${moments(last.hard, 'hard')} in the last seven days.`;
};

/** Metres with at most one decimal. */
const metres = (value: number): string => `${Math.round(value * 10) / 10} m`;

const closer = ({ lastWeek, weekBefore }: TwoWeeks): string | null => {
  if (lastWeek === null || weekBefore === null || metres(lastWeek) === metres(weekBefore)) return null;
  return lastWeek < weekBefore ? `Calm at ${metres(lastWeek)}, it was ${metres(weekBefore)} the week before.` : null;
};

/** The kindest thing that is true; where there is no good news, what helps. */
const means = (facts: CoachFacts, last: Week, before: Week): string | null => {
  const [lastAll, beforeAll] = [last.good + last.hard, before.good + before.hard];
  if (lastAll === 0) return null;
  if (lastAll + beforeAll < SMALL) return 'That is a small sample, so no trend yet.';
  const nearer = closer(facts.bestCalmDistanceM);
  if (nearer !== null) return nearer;
  if (facts.recovery === 'quicker') return 'Hard ones pass sooner than the week before.';
  if (lastAll >= COMPARED_MIN && beforeAll >= COMPARED_MIN) {
    if (last.hard < before.hard) return `Hard ones went from ${before.hard} to ${last.hard}.`;
    if (last.good > before.good) return `Good ones went from ${before.good} to ${last.good}.`;
    if (last.hard > before.hard)
      return 'Harder than the week before, as weeks are at times. More room makes it easier.';
  }
  if (facts.recovery === 'slower') return 'Calming down takes longer now. More room and shorter walks make it easier.';
  return null;
};

const inARow = ({ consecutivePasses, requiredPasses }: CoachStep): string | null =>
  consecutivePasses > 0 && consecutivePasses < requiredPasses
    ? `${consecutivePasses} of ${requiredPasses} in a row so far`
    : null;

const stepToday = (step: CoachStep): string => {
  const title = `“${ownerText(step.title, TITLE_MAX)}”`;
  switch (step.suggestion) {
    case 'push':
      return `Today: ${title}, a little harder. It goes well.`;
    case 'stick':
      return `Today: ${title}, the same as last time.`;
    case 'drop':
      return `Today: one step back from ${title}, and let it be easy.`;
    case 'split':
      return `Today: a smaller piece of ${title}. Small steps count the same.`;
    case 'refresh':
      return `Today: a short repetition of ${title}.`;
    case null:
      return `Today: ${title}, ${inARow(step) ?? 'a few short tries'}.`;
  }
};

/** The note for the last of `facts.days`. */
export const builtinDailyNote = (facts: CoachFacts): DailyNote => {
  const [before, last] = [weekOf(facts.days.slice(0, -WEEK)), weekOf(facts.days.slice(-WEEK))];
  const today = facts.step === null ? 'Today: one moment on a walk, whatever it is like.' : stepToday(facts.step);
  const sentences = [happened(last, before), means(facts, last, before), today];
  return { version: VERSION, note: sentences.filter((sentence) => sentence !== null).join(' ') };
};

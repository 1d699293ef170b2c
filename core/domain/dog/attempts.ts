/** What the attempts on a step amount to: push, stick, drop (spec 5.4). A fold, which can go on where it stopped. */
import type { Instant } from '../event.ts';

export const OUTCOMES = ['pass', 'needs_work', 'neutral'] as const;
/** Of a short set of five: `pass` 4 or 5 good ones, `neutral` 3, `needs_work` 2 or fewer. */
export type Outcome = (typeof OUTCOMES)[number];

export const SUGGESTIONS = ['push', 'stick', 'drop', 'split', 'refresh'] as const;
/** Go on harder, stay, one step back, make two smaller steps of it, or refresh what was learnt. */
export type Suggestion = (typeof SUGGESTIONS)[number];

/** An attempt that was not voided. */
export interface Attempt {
  readonly id: string;
  readonly outcome: Outcome;
  /** When it arrived; attempts count in the order of (`createdAt`, `id`). */
  readonly createdAt: Instant;
}

/** What of a step its attempts are judged by. */
export interface AttemptRule {
  /** Passes in a row that end the step, 1 to 20. */
  readonly requiredPasses: number;
  /** Only attempts from here on count; `null`: all. */
  readonly reopenedAt: Instant | null;
  /** The goal's first top-level step: there is none to drop back to. */
  readonly isFirstStep: boolean;
}

export const REQUIRED_PASSES = 3;

/** Attempts as far as they are counted. */
export interface AttemptTally {
  readonly passCount: number;
  readonly needsWorkCount: number;
  readonly neutralCount: number;
  /** Passes since the last needs_work; neutral ones do not break the row. */
  readonly consecutivePasses: number;
  /** needs_work since the last pass. */
  readonly needsWorkRun: number;
  /** The last outcomes that are not neutral, at most five, oldest first. */
  readonly recent: readonly Outcome[];
  /** Time of the attempt that ended the step. */
  readonly completedAt: Instant | null;
}

export const NO_ATTEMPTS: AttemptTally = {
  passCount: 0,
  needsWorkCount: 0,
  neutralCount: 0,
  consecutivePasses: 0,
  needsWorkRun: 0,
  recent: [],
  completedAt: null,
};

/** The tally in words: what a step shows, and what its attempts alone make of its status. */
export interface StepVerdict extends Omit<AttemptTally, 'recent'> {
  readonly status: 'pending' | 'in_progress' | 'done';
  readonly suggestion: Suggestion | null;
}

const RECENT = 5;
const RUN_TO_SPLIT = 3;
const RUN_TO_REFRESH = 2;
const PASSES_TO_PUSH = 4;
const PASSES_TO_STICK = 3;

const count = ({ requiredPasses }: AttemptRule, tally: AttemptTally, { outcome, createdAt }: Attempt): AttemptTally => {
  if (outcome === 'neutral') return { ...tally, neutralCount: tally.neutralCount + 1 };
  const recent = [...tally.recent, outcome].slice(-RECENT);
  if (outcome === 'needs_work') {
    const { needsWorkCount, needsWorkRun } = tally;
    return {
      ...tally,
      recent,
      needsWorkCount: needsWorkCount + 1,
      needsWorkRun: needsWorkRun + 1,
      consecutivePasses: 0,
    };
  }
  const consecutivePasses = tally.consecutivePasses + 1;
  return {
    ...tally,
    recent,
    passCount: tally.passCount + 1,
    needsWorkRun: 0,
    consecutivePasses,
    completedAt: tally.completedAt ?? (consecutivePasses >= requiredPasses ? createdAt : null),
  };
};

/**
 * The tally with `attempts` added, which come after all that were counted before; those before the reopening are left out.
 * The fold from nothing over all attempts is the definition, and both agree.
 */
export const extendTally = (rule: AttemptRule, tally: AttemptTally, attempts: readonly Attempt[]): AttemptTally => {
  const from = rule.reopenedAt === null ? -Infinity : Date.parse(rule.reopenedAt);
  const counted = attempts.filter(({ createdAt }) => Date.parse(createdAt) >= from);
  return counted.reduce((sofar, attempt) => count(rule, sofar, attempt), tally);
};

const suggestionOf = ({ isFirstStep }: AttemptRule, tally: AttemptTally): Suggestion | null => {
  const { needsWorkRun, recent, completedAt } = tally;
  if (completedAt !== null) return needsWorkRun >= RUN_TO_REFRESH ? 'refresh' : null;
  if (needsWorkRun >= RUN_TO_SPLIT) return 'split';
  if (recent.length < RECENT) return null;
  const passes = recent.filter((outcome) => outcome === 'pass').length;
  if (passes >= PASSES_TO_PUSH) return 'push';
  if (passes >= PASSES_TO_STICK) return 'stick';
  return isFirstStep ? 'split' : 'drop';
};

/** What a tally says of its step. A step that was reopened and not tried since is in progress, not pending. */
export const judgeTally = (rule: AttemptRule, tally: AttemptTally): StepVerdict => {
  const { recent: _, ...counts } = tally;
  const tried = tally.passCount + tally.needsWorkCount + tally.neutralCount > 0;
  const begun = tried || rule.reopenedAt !== null ? 'in_progress' : 'pending';
  return { ...counts, status: counts.completedAt === null ? begun : 'done', suggestion: suggestionOf(rule, tally) };
};

const inOrder = (attempts: readonly Attempt[]): readonly Attempt[] =>
  [...attempts].sort(
    (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );

/** Counters, status and suggestion from all attempts of a step that were not voided, given in any order. */
export const foldAttempts = (rule: AttemptRule, attempts: readonly Attempt[]): StepVerdict =>
  judgeTally(rule, extendTally(rule, NO_ATTEMPTS, inOrder(attempts)));

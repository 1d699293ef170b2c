/** Splits a training goal into steps; the answer is a plan after spec 5.7. */
import { faultsAsData } from './answer-faults.ts';
import { DATA_RULE_V1, FAULTS_RULE_V1, METHOD_RULE_V1, STEPS_RULE_V1 } from './house-rules.v1.ts';
import { asData, ownerText, ownerTextOrNull, TEXT_LIMITS } from './owner-data.ts';
import type { Prompt } from './prompt.ts';

/** A trigger or tag, and how many moments of the last 14 days carry it. */
export interface CountedWord {
  readonly word: string;
  readonly good: number;
  readonly hard: number;
}

export interface GoalBreakdownFacts {
  readonly goal: { readonly title: string; readonly description: string | null };
  /** Last 14 logical days, most frequent first; the first ten are used. */
  readonly triggers: readonly CountedWord[];
  readonly tags: readonly CountedWord[];
  /** Metres; the shortest distance to a trigger at which the dog was calm in these days. `null`: not known. */
  readonly bestCalmDistanceM: number | null;
  /** Seconds; the usual time a hard moment takes to pass. `null`: not known. */
  readonly usualRecoverySeconds: number | null;
  /** Why the last answer to the same question was refused; empty on the first try. */
  readonly faults: readonly string[];
}

const VERSION = 'goal-breakdown.v1';
const WORDS_MAX = 10;

const SYSTEM = [
  'You are a dog trainer who splits one goal into small steps for the owner of a pet dog.',
  DATA_RULE_V1,
  METHOD_RULE_V1,
  'Answer with 3 to 10 steps, from what the dog can do today to the goal itself.',
  STEPS_RULE_V1,
  'Where fear or aggression may come up, "details" of the last step end with this sentence: Growling, snapping, panic or a sudden change of behaviour: stop and ask a veterinarian or a qualified behaviour professional.',
  'Use the counts, the distance in metres and the recovery time in seconds to choose where to begin. Where they are missing, begin indoors and easy.',
  FAULTS_RULE_V1,
  'The answer is one JSON object {"steps": […]}, each step with exactly the fields title, details, success_criteria, estimated_minutes, raises, levels.',
].join('\n\n');

const words = (counted: readonly CountedWord[]): readonly CountedWord[] =>
  counted.slice(0, WORDS_MAX).map(({ word, good, hard }) => ({ word: ownerText(word, TEXT_LIMITS.word), good, hard }));

export const goalBreakdownV1 = (facts: GoalBreakdownFacts): Prompt => ({
  version: VERSION,
  system: SYSTEM,
  user: asData({
    task: 'goal_breakdown',
    goal: {
      title: ownerText(facts.goal.title, TEXT_LIMITS.title),
      description: ownerTextOrNull(facts.goal.description, TEXT_LIMITS.text),
    },
    last_14_days: {
      triggers: words(facts.triggers),
      tags: words(facts.tags),
      best_calm_distance_m: facts.bestCalmDistanceM,
      usual_recovery_seconds: facts.usualRecoverySeconds,
    },
    faults_of_last_answer: faultsAsData(facts.faults),
  }),
});

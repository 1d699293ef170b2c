/** The short kind note for today, by a language model. Without one, `daily-coach-builtin.ts` writes it. */
import type { JsonObject } from '../event.ts';
import { faultsAsData } from './answer-faults.ts';
import type { CoachFacts } from './coach-facts.ts';
import { DATA_RULE_V1, FAULTS_RULE_V1, METHOD_RULE_V1 } from './house-rules.v1.ts';
import { asData, ownerText, ownerTextOrNull, TEXT_LIMITS } from './owner-data.ts';
import type { Prompt } from './prompt.ts';

const VERSION = 'daily-coach.v1';

/** Characters of a note. */
const NOTE_LENGTH = { min: 20, max: 400 } as const;

/** What the answer looks like. */
export const dailyCoachSchema: { readonly name: string; readonly schema: JsonObject } = {
  name: 'daily_note',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['note'],
    properties: { note: { type: 'string', minLength: NOTE_LENGTH.min, maxLength: NOTE_LENGTH.max } },
  },
};

const SYSTEM = [
  'You write the note of the day for the owner of a pet dog: two or three short sentences, together 20 to 400 characters.',
  DATA_RULE_V1,
  METHOD_RULE_V1,
  [
    'Say what happened in the last days, then what it means, then one small thing for today: the step in the data, eased or raised as its suggestion says (push: a little harder, stick: the same again, drop: one step back, split: a smaller piece of it, refresh: a short repetition).',
    'Be short, kind and concrete. Never blame, never compare with other people, never promise. A hard moment that was written down is worth as much as a good one. A day without notes is a day without notes, nothing more.',
    'No exclamation mark, no emoji, no headline, no greeting. Not the words just, only, should, must, fail, miss, unfortunately.',
    'Use numbers from the data alone. Fewer than five moments in all are a small sample: say so, and draw no conclusion. Where the data show growling, snapping, biting or panic, name a veterinarian or a qualified behaviour professional as who to ask.',
    'Write plain British English.',
  ].join('\n'),
  FAULTS_RULE_V1,
  'The answer is one JSON object {"note": "…"}.',
].join('\n\n');

export interface DailyCoachQuestion extends CoachFacts {
  /** Why the last answer to the same question was refused; empty on the first try. */
  readonly faults: readonly string[];
}

export const dailyCoachV1 = ({ days, bestCalmDistanceM, recovery, step, faults }: DailyCoachQuestion): Prompt => ({
  version: VERSION,
  system: SYSTEM,
  user: asData({
    task: 'daily_note',
    days: days.map(({ date, good, hard }) => ({ date, good, hard })),
    best_calm_distance_m: { last_7_days: bestCalmDistanceM.lastWeek, week_before: bestCalmDistanceM.weekBefore },
    recovery_against_week_before: recovery,
    step: step && {
      title: ownerText(step.title, TEXT_LIMITS.title),
      success_criteria: ownerTextOrNull(step.successCriteria, TEXT_LIMITS.text),
      consecutive_passes: step.consecutivePasses,
      required_passes: step.requiredPasses,
      suggestion: step.suggestion,
    },
    faults_of_last_answer: faultsAsData(faults),
  }),
});

/** Splits one step that is too hard now; the answer has the form of a plan after spec 5.7, of 3 to 5 steps. */
import type { Levels, ThreeD } from '../dog/plan/plan.ts';
import { faultsAsData } from './answer-faults.ts';
import { DATA_RULE_V1, FAULTS_RULE_V1, METHOD_RULE_V1, STEPS_RULE_V1 } from './house-rules.v1.ts';
import { asData, ownerText, ownerTextOrNull, TEXT_LIMITS } from './owner-data.ts';
import type { Prompt } from './prompt.ts';

export interface StepRefinementFacts {
  readonly goalTitle: string;
  readonly step: {
    readonly title: string;
    readonly details: string | null;
    readonly successCriteria: string | null;
    readonly estimatedMinutes: number | null;
    readonly raises: ThreeD | null;
    /** `null`: a step made by hand. */
    readonly levels: Levels | null;
  };
  readonly attempts: { readonly pass: number; readonly needsWork: number; readonly neutral: number };
  /** Notes on its attempts, newest first; the first five are used. */
  readonly notes: readonly string[];
  /** Why the last answer to the same question was refused; empty on the first try. */
  readonly faults: readonly string[];
}

const VERSION = 'step-refinement.v1';
const NOTES_MAX = 5;

const SYSTEM = [
  'You are a dog trainer. One step of a training plan is too hard for the dog at the moment. Split it into smaller ones for its owner.',
  DATA_RULE_V1,
  METHOD_RULE_V1,
  'Answer with 3 to 5 steps. The first is clearly easier than the step in the data; the last is that step itself, or asks the same.',
  STEPS_RULE_V1,
  'The levels count from the first of your steps, not from the level of the step in the data. The counts and notes of the attempts tell where it went wrong: ease that first.',
  FAULTS_RULE_V1,
  'The answer is one JSON object {"steps": […]}, each step with exactly the fields title, details, success_criteria, estimated_minutes, raises, levels.',
].join('\n\n');

export const stepRefinementV1 = ({ goalTitle, step, attempts, notes, faults }: StepRefinementFacts): Prompt => ({
  version: VERSION,
  system: SYSTEM,
  user: asData({
    task: 'step_refinement',
    goal: { title: ownerText(goalTitle, TEXT_LIMITS.title) },
    step: {
      title: ownerText(step.title, TEXT_LIMITS.title),
      details: ownerTextOrNull(step.details, TEXT_LIMITS.text),
      success_criteria: ownerTextOrNull(step.successCriteria, TEXT_LIMITS.text),
      estimated_minutes: step.estimatedMinutes,
      raises: step.raises,
      levels: step.levels,
    },
    attempts: { pass: attempts.pass, needs_work: attempts.needsWork, neutral: attempts.neutral },
    notes: notes.slice(0, NOTES_MAX).map((note) => ownerText(note, TEXT_LIMITS.note)),
    faults_of_last_answer: faultsAsData(faults),
  }),
});

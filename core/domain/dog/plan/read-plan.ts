/** From a model's answer to a plan that may be stored: schema, three Ds, methods, in this order (spec 5.7). */
import { checkPlan, type PlanFault } from './check-plan.ts';
import { methodFaults, type MethodFault } from './method-filter.ts';
import type { PlanStep } from './plan.ts';
import { PlanAnswer, type StepAnswer } from './plan-schema.ts';

/** Which check refused the answer. */
export type PlanRefusal = 'schema' | 'three_ds' | 'methods';

export type ReadPlan =
  | { readonly ok: true; readonly steps: readonly PlanStep[] }
  | {
      readonly ok: false;
      readonly refusal: PlanRefusal;
      /** Sentences for the retry; the model reads them. */
      readonly faults: readonly string[];
    };

const stepOf = (answer: StepAnswer): PlanStep => {
  const [distance = 0, duration = 0, distraction = 0] = answer.levels;
  return {
    title: answer.title.trim(),
    details: answer.details.trim(),
    successCriteria: answer.success_criteria.trim(),
    estimatedMinutes: answer.estimated_minutes,
    raises: answer.raises,
    levels: [distance, duration, distraction],
  };
};

const levelSentences: Readonly<Record<PlanFault['code'], string>> = {
  step_count: 'A plan has 3 to 10 steps.',
  first_raises: 'The first step raises nothing: its raises is null.',
  raises_nothing: 'None of its levels is higher than in the step before. Raise exactly one.',
  raises_several: 'Several of its levels are higher than in the step before. Raise exactly one.',
  raises_other: 'The level that is higher than in the step before is not the one in raises.',
};

const ofLevels = ({ step, code }: PlanFault): string =>
  step === null ? levelSentences[code] : `Step ${step}: ${levelSentences[code]}`;

const answerFields: Readonly<Record<MethodFault['field'], string>> = {
  title: 'title',
  details: 'details',
  successCriteria: 'success_criteria',
};

const ofMethods = ({ step, field, found }: MethodFault): string =>
  `Step ${step}: ${answerFields[field]} says "${found}". Only reward-based methods; use other words.`;

/** Reads what a model answered, already parsed from JSON. Never throws. All faults of the first check that fails are told. */
export const readPlan = (answer: unknown): ReadPlan => {
  const parsed = PlanAnswer.safeParse(answer);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'The answer'}: ${message}`);
    return { ok: false, refusal: 'schema', faults };
  }
  const steps = parsed.data.steps.map(stepOf);
  const levels = checkPlan(steps);
  if (levels.length > 0) return { ok: false, refusal: 'three_ds', faults: levels.map(ofLevels) };
  const methods = methodFaults(steps);
  if (methods.length > 0) return { ok: false, refusal: 'methods', faults: methods.map(ofMethods) };
  return { ok: true, steps };
};

/** The plan that is always there: no network, no model (spec 5.7, provider `builtin`). */
import type { PlanStep } from './plan.ts';
import { templateListing, templates, type TemplateKey } from './templates.ts';

export interface BuiltinPlan {
  /** `null`: the generic plan. */
  readonly templateKey: TemplateKey | null;
  readonly steps: readonly PlanStep[];
}

/** For a topic no template knows: at home, longer, farther, in a new place. */
const genericSteps: readonly PlanStep[] = [
  {
    title: 'At home, where it is quiet',
    details: 'Choose one small thing the dog can almost do. Short sets of five, a treat for each good one.',
    successCriteria: '4 of 5 good repetitions',
    estimatedMinutes: 3,
    raises: null,
    levels: [0, 0, 0],
  },
  {
    title: 'The same for longer',
    details: 'Wait a little longer before each treat, then take a short one again. Stop while it goes well.',
    successCriteria: '4 of 5 good repetitions, each a little longer',
    estimatedMinutes: 5,
    raises: 'duration',
    levels: [0, 1, 0],
  },
  {
    title: 'The same from farther away',
    details: 'Add a step or two of distance. Go back to the dog to treat.',
    successCriteria: '4 of 5 good repetitions from a few steps away',
    estimatedMinutes: 5,
    raises: 'distance',
    levels: [1, 1, 0],
  },
  {
    title: 'In a new place',
    details: 'Somewhere new and still quiet. You stand close again, because the place is hard enough.',
    successCriteria: '4 of 5 good repetitions in the new place',
    estimatedMinutes: 8,
    raises: 'distraction',
    levels: [0, 1, 1],
  },
];

/**
 * The plan for a topic: the template whose key it is or that lists it (`loose_leash`, `pulling`), else the generic one.
 * The topic is in its stored spelling (`normaliseTag`); `null`: none was named.
 */
export const builtinPlan = (topic: string | null): BuiltinPlan => {
  const templateKey = topic === null ? null : templateListing(topic);
  return { templateKey, steps: templateKey === null ? genericSteps : templates[templateKey].steps };
};

/** What a model may answer when it is asked for a plan: good, and bad in every way the product must survive. */
import vectors from '../vectors/dog.json' with { type: 'json' };

const { steps } = vectors.templates.loose_leash;

/** A plan that passes schema, `checkPlan` and method filter. */
export const goodPlan = JSON.stringify({ steps });

/** Good in form, and one step teaches a blow. */
export const forbiddenMethodPlan = JSON.stringify({
  steps: steps.map((step, index) =>
    index === 2 ? { ...step, details: 'Give a leash pop when the dog pulls.' } : step,
  ),
});

/** Good in form, but one step raises two levels at once. */
export const badLevelsPlan = JSON.stringify({
  steps: steps.map((step, index) => (index === 1 ? { ...step, levels: [1, 1, 0] } : step)),
});

/** JSON, but not as the schema says: two steps, a title missing, a minute that is text. */
export const wrongShapePlan = JSON.stringify({
  steps: steps.slice(0, 2).map(({ title: _title, ...step }) => ({ ...step, estimated_minutes: 'five' })),
});

/** Cut in the middle, as by a model that loses the thread. */
export const badJsonPlan = goodPlan.slice(0, goodPlan.length >> 1);

import { expect, test } from 'vitest';
import vectors from '../../../../test/vectors/dog.json' with { type: 'json' };
import { checkPlan } from './check-plan.ts';
import { methodFaults } from './method-filter.ts';
import type { PlanStep } from './plan.ts';
import { PlanAnswer } from './plan-schema.ts';
import { SAFETY_SENTENCE } from './safety-sentence.ts';
import { TEMPLATE_KEYS, templateListing, templates } from './templates.ts';

const asVector = ({ title, details, successCriteria, estimatedMinutes, raises, levels }: PlanStep) => ({
  title,
  details,
  success_criteria: successCriteria,
  estimated_minutes: estimatedMinutes,
  raises,
  levels,
});

test('the templates are those of the vectors, word for word', () => {
  const ours = TEMPLATE_KEYS.map((key) => {
    const { title, matches, steps } = templates[key];
    return [key, { title, matches, steps: steps.map(asVector) }];
  });
  expect(TEMPLATE_KEYS).toEqual(Object.keys(vectors.templates));
  expect(Object.fromEntries(ours)).toEqual(vectors.templates);
});

test('the safety sentence ends the last step of reactivity and crate, and stands nowhere else', () => {
  expect(SAFETY_SENTENCE).toBe(vectors.safety_sentence);
  for (const key of TEMPLATE_KEYS) {
    const { steps } = templates[key];
    const told = steps.filter(({ details }) => details.includes(SAFETY_SENTENCE));
    expect(told).toEqual(key === 'reactivity' || key === 'crate' ? steps.slice(-1) : []);
    for (const { details } of told) expect(details.endsWith(SAFETY_SENTENCE)).toBe(true);
  }
});

test.each(TEMPLATE_KEYS)('%s passes every check of a plan', (key) => {
  const { steps } = templates[key];
  expect(PlanAnswer.safeParse({ steps: steps.map(asVector) }).error).toBeUndefined();
  expect([checkPlan(steps), methodFaults(steps)]).toEqual([[], []]);
});

test('a word speaks for one template, and each key for its own', () => {
  const words = TEMPLATE_KEYS.flatMap((key) => templates[key].matches);
  expect(new Set(words).size).toBe(words.length);
  for (const key of TEMPLATE_KEYS) {
    expect(templateListing(key)).toBe(key);
    for (const word of templates[key].matches) expect(templateListing(word)).toBe(key);
  }
});

test.each(['zoomies', '', 'Pulling', 'constructor', '__proto__'])('%j speaks for none', (word) => {
  expect(templateListing(word)).toBeNull();
});

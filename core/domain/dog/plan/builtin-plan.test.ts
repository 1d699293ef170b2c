import { describe, expect, test } from 'vitest';
import vectors from '../../../../test/vectors/dog.json' with { type: 'json' };
import { builtinPlan } from './builtin-plan.ts';
import { readPlan } from './read-plan.ts';
import { TEMPLATE_KEYS, templates } from './templates.ts';

const answerOf = (topic: string | null) => ({
  steps: builtinPlan(topic).steps.map(({ successCriteria, estimatedMinutes, ...step }) => ({
    ...step,
    success_criteria: successCriteria,
    estimated_minutes: estimatedMinutes,
  })),
});

test.each(TEMPLATE_KEYS)('%s has its own', (key) => {
  expect(builtinPlan(key)).toEqual({ templateKey: key, steps: templates[key].steps });
});

test('a word that a template lists has that one', () => {
  expect(builtinPlan('demand_barking').templateKey).toBe('settle');
});

describe.each([null, '', 'zoomies', 'constructor', '__proto__'])('for %j', (topic) => {
  test('the plan is the generic one of the vectors', () => {
    const { templateKey, steps } = builtinPlan(topic);
    const generic = vectors.check_plan.find(({ name }) => name === 'generic');
    expect(templateKey).toBeNull();
    expect(steps.map(({ raises, levels }) => ({ raises, levels }))).toEqual(generic?.steps);
  });
});

test.each([...TEMPLATE_KEYS, null])('the plan for %s passes what a model’s plan has to pass', (topic) => {
  expect(readPlan(answerOf(topic))).toEqual({ ok: true, steps: builtinPlan(topic).steps });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newStep } from './arbitrary-training.ts';
import { THREE_DS } from './plan/plan.ts';
import { TEMPLATE_KEYS, templates } from './plan/templates.ts';
import { assertCanSplit, splitStep, type StepWording } from './split-step.ts';
import type { Step, StepStatus } from './step-tree.ts';

const step: StepWording = {
  title: 'Same game at 20 m',
  details: 'Still trigger, closer.',
  successCriteria: '4 of 5 look-aways',
  estimatedMinutes: 5,
  requiredPasses: 3,
  raises: 'distance',
  levels: [5, 2, 1],
};

describe('the first part', () => {
  test.each([
    ['distance', [2, 3, 5], 5],
    ['duration', [5, 1, 5], 5],
    ['distraction', [5, 3, 2], 5],
  ] as const)('has half the %s, rounded down', (raises, levels, estimatedMinutes) => {
    const hard: StepWording = { ...step, raises, levels: [5, 3, 5] };
    expect(splitStep(hard)[0]).toEqual({ ...hard, levels, estimatedMinutes });
  });

  test.each([
    [5, 3],
    [4, 2],
    [1, 1],
    [null, null],
  ])('of a step that raises nothing takes %s minutes → %s', (minutes, half) => {
    const first: StepWording = { ...step, raises: null, estimatedMinutes: minutes };
    expect(splitStep(first)[0]).toEqual({ ...first, estimatedMinutes: half });
  });

  test('of a step without levels takes half the minutes', () => {
    const written: StepWording = { ...step, levels: null };
    expect(splitStep(written)[0]).toEqual({ ...written, estimatedMinutes: 3 });
  });
});

test('the second part is the step itself, and both are steps of the template’s words', () => {
  const wordings = TEMPLATE_KEYS.flatMap((key) =>
    templates[key].steps.map((one): StepWording => ({ ...one, requiredPasses: 3 })),
  );
  for (const wording of wordings) {
    const [easier, same] = splitStep(wording);
    expect(same).toEqual(wording);
    expect({ ...easier, levels: same.levels, estimatedMinutes: same.estimatedMinutes }).toEqual(same);
  }
});

test('the first part is never harder, and easier in at most one way', () => {
  const level = fc.integer({ min: 0, max: 9 });
  const wording = fc.record<StepWording>({
    title: fc.string(),
    details: fc.option(fc.string()),
    successCriteria: fc.option(fc.string()),
    estimatedMinutes: fc.option(fc.integer({ min: 1, max: 60 })),
    requiredPasses: fc.integer({ min: 1, max: 20 }),
    raises: fc.constantFrom(null, ...THREE_DS),
    levels: fc.option(fc.tuple(level, level, level)),
  });
  fc.assert(
    fc.property(wording, (given) => {
      const [easier] = splitStep(given);
      const changed = THREE_DS.filter((_, d) => easier.levels?.[d] !== given.levels?.[d]);
      expect([[], [given.raises]]).toContainEqual(changed);
      for (const [d, now] of (easier.levels ?? []).entries()) expect(now).toBeLessThanOrEqual(given.levels?.[d] ?? -1);
      if (given.estimatedMinutes !== null) {
        expect(easier.estimatedMinutes).toBeGreaterThanOrEqual(1);
        expect(easier.estimatedMinutes).toBeLessThanOrEqual(given.estimatedMinutes);
      }
    }),
    { numRuns: 1000 },
  );
});

describe('what can be split', () => {
  const a = (status: StepStatus): Step => ({ ...newStep('a', 0), status });
  const part = newStep('a.0', 0, 'a');
  const check =
    (id: string, ...steps: readonly Step[]) =>
    () =>
      assertCanSplit({ status: 'active', steps }, id);
  const code = (name: string) => expect.objectContaining({ code: name }) as Error;

  test.each(['pending', 'in_progress'] as const)('a step that is %s', (status) => {
    expect(check('a', a(status))).not.toThrow();
  });
  test.each(['done', 'skipped'] as const)('not one that is %s', (status) => {
    expect(check('a', a(status))).toThrow(code('invalid_transition'));
  });
  test('not one that was split', () => expect(check('a', a('in_progress'), part)).toThrow(code('step_has_children')));
  test('not a part', () => expect(check('a.0', a('in_progress'), part)).toThrow(code('conflict')));
  test('not one that is not there', () => expect(check('x', a('pending'))).toThrow(code('not_found')));
});

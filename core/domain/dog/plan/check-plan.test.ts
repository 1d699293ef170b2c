import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../../../../test/vectors/dog.json' with { type: 'json' };
import { checkPlan, type LevelStep, type PlanFault } from './check-plan.ts';
import { THREE_DS, type Levels } from './plan.ts';

const RUNS = { numRuns: 2000 };

interface Vector {
  readonly name: string;
  readonly steps: readonly { readonly raises: string | null; readonly levels: readonly number[] }[];
  readonly errors: readonly unknown[];
}
const cases: readonly Vector[] = vectors.check_plan;

test('the vectors are there', () => {
  expect(cases.length).toBe(10);
});

test.each(cases)('$name', ({ steps, errors }) => {
  expect(checkPlan(steps as readonly LevelStep[])).toEqual(errors);
});

test('no steps at all', () => {
  expect(checkPlan([])).toEqual([{ step: null, code: 'step_count' }]);
});

const level = fc.integer({ min: 0, max: 9 });
const levels: fc.Arbitrary<Levels> = fc.tuple(level, level, level);
const anyStep = fc.record<LevelStep>({ raises: fc.constantFrom(null, ...THREE_DS), levels });

/** Plans that keep the rule: one D rises, the others stay or fall. */
const goodPlan = fc
  .tuple(
    levels,
    fc.array(fc.tuple(fc.nat(2), fc.nat(), fc.nat(), fc.nat()), { minLength: 2, maxLength: 9, size: 'max' }),
  )
  .map(([first, moves]) => {
    const steps: LevelStep[] = [{ raises: null, levels: first }];
    for (const [wanted, up, ...down] of moves) {
      const before = steps.at(-1)?.levels ?? first;
      // A level at its end cannot rise; take one that can.
      const d = [wanted, 0, 1, 2].find((one) => (before[one] ?? 9) < 9);
      if (d === undefined) break;
      const next = before.map((now, one) => {
        if (one === d) return now + 1 + (up % (9 - now));
        return (down[one % 2] ?? 0) % (now + 1);
      });
      steps.push({ raises: THREE_DS[d] ?? null, levels: [next[0] ?? 0, next[1] ?? 0, next[2] ?? 0] });
    }
    return steps;
  })
  .filter(({ length }) => length >= 3);

test('a plan that raises one D at a time and says so has no fault', () => {
  fc.assert(
    fc.property(goodPlan, (steps) => {
      expect(checkPlan(steps)).toEqual([]);
    }),
    RUNS,
  );
});

test('every fault is where the rule, step by step, says it is', () => {
  const seen = new Set<string>();
  const plans = fc.oneof(
    fc.array(anyStep, { maxLength: 12, size: 'max' }),
    fc.tuple(goodPlan, fc.nat(9), anyStep).map(([steps, at, odd]) => steps.with(at % steps.length, odd)),
  );
  fc.assert(
    fc.property(plans, (steps) => {
      const expected: PlanFault[] = steps.length < 3 || steps.length > 10 ? [{ step: null, code: 'step_count' }] : [];
      steps.forEach(({ raises, levels: [a, b, c] }, index) => {
        const step = index + 1;
        if (index === 0) {
          if (raises !== null) expected.push({ step, code: 'first_raises' });
          return;
        }
        const [x, y, z] = steps[index - 1]?.levels ?? [0, 0, 0];
        const up = [a > x && 'distance', b > y && 'duration', c > z && 'distraction'].filter((d) => d !== false);
        if (up.length === 0) expected.push({ step, code: 'raises_nothing' });
        else if (up.length > 1) expected.push({ step, code: 'raises_several' });
        else if (up[0] !== raises) expected.push({ step, code: 'raises_other' });
      });
      expect(checkPlan(steps)).toEqual(expected);
      for (const { code } of expected) seen.add(code);
    }),
    RUNS,
  );
  expect(seen.size).toBe(5);
});

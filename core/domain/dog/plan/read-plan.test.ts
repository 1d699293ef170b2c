import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPlan } from './check-plan.ts';
import { planJsonSchema } from './plan-schema.ts';
import { THREE_DS } from './plan.ts';
import { readPlan } from './read-plan.ts';

const step = (raises: string | null, levels: readonly number[]) => ({
  title: 'Sit by the door',
  details: '',
  success_criteria: '4 of 5 sits',
  estimated_minutes: 5,
  raises,
  levels,
});
const [first, second, third] = [
  step(null, [0, 0, 0]),
  step('duration', [0, 1, 0]),
  step('distance', [1, 1, 0]),
] as const;
const good = { steps: [first, second, third] };
const withFirst = (change: object) => ({ steps: [{ ...first, ...change }, second, third] });

test('the JSON schema is that of spec 5.7', () => {
  const text = (minLength: number, maxLength: number) => ({ type: 'string', minLength, maxLength });
  const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum });
  const fields = {
    title: text(3, 120),
    details: { type: 'string', maxLength: 600 },
    success_criteria: text(3, 200),
    estimated_minutes: whole(1, 60),
    raises: { enum: [null, ...THREE_DS] },
    levels: { type: 'array', items: whole(0, 9), minItems: 3, maxItems: 3 },
  };
  const item = { type: 'object', additionalProperties: false, required: Object.keys(fields), properties: fields };
  expect(planJsonSchema).toEqual({
    type: 'object',
    additionalProperties: false,
    required: ['steps'],
    properties: { steps: { type: 'array', minItems: 3, maxItems: 10, items: item } },
  });
});

test('a good answer becomes steps', () => {
  expect(readPlan(withFirst({ title: ' Sit by the door ' }))).toEqual({
    ok: true,
    steps: [
      {
        title: 'Sit by the door',
        details: '',
        successCriteria: '4 of 5 sits',
        estimatedMinutes: 5,
        raises: null,
        levels: [0, 0, 0],
      },
      expect.objectContaining({ raises: 'duration', levels: [0, 1, 0] }),
      expect.objectContaining({ raises: 'distance', levels: [1, 1, 0] }),
    ],
  });
});

describe('the schema refuses', () => {
  test.each<readonly [string, unknown, string]>([
    ['nothing', undefined, 'The answer'],
    ['text', 'a plan', 'The answer'],
    ['a bare list', [first, second, third], 'The answer'],
    ['two steps', { steps: [first, second] }, 'steps'],
    ['eleven steps', { steps: Array.from({ length: 11 }, () => first) }, 'steps'],
    ['more than steps', { ...good, note: 'x' }, 'The answer'],
    ['more in a step', withFirst({ why: 'x' }), 'steps.0'],
    ['a step without details', withFirst({ details: undefined }), 'steps.0.details'],
    ['a short title', withFirst({ title: 'ab' }), 'steps.0.title'],
    ['a blank title', withFirst({ title: '    ' }), 'steps.0.title'],
    ['a long title', withFirst({ title: 'x'.repeat(121) }), 'steps.0.title'],
    ['a NUL', withFirst({ details: 'a\0b' }), 'steps.0.details'],
    ['half an emoji', withFirst({ details: '\ud83d' }), 'steps.0.details'],
    ['long details', withFirst({ details: 'x'.repeat(601) }), 'steps.0.details'],
    ['a long criterion', withFirst({ success_criteria: 'x'.repeat(201) }), 'steps.0.success_criteria'],
    ['no minutes', withFirst({ estimated_minutes: 0 }), 'steps.0.estimated_minutes'],
    ['more than an hour', withFirst({ estimated_minutes: 61 }), 'steps.0.estimated_minutes'],
    ['half a minute', withFirst({ estimated_minutes: 1.5 }), 'steps.0.estimated_minutes'],
    ['a fourth D', withFirst({ raises: 'difficulty' }), 'steps.0.raises'],
    ['two levels', withFirst({ levels: [0, 0] }), 'steps.0.levels'],
    ['four levels', withFirst({ levels: [0, 0, 0, 0] }), 'steps.0.levels'],
    ['a level of 10', withFirst({ levels: [0, 0, 10] }), 'steps.0.levels.2'],
    ['a level as text', withFirst({ levels: [0, '1', 0] }), 'steps.0.levels.1'],
  ])('%s', (_, answer, field) => {
    const read = readPlan(answer);
    expect(read).toMatchObject({ ok: false, refusal: 'schema' });
    if (!read.ok) expect(read.faults[0]).toMatch(new RegExp(`^${field}: .`));
  });
});

test('lengths are counted in characters, as JSON schema does', () => {
  expect(readPlan(withFirst({ title: '🐶'.repeat(120), details: '🐶'.repeat(600) })).ok).toBe(true);
  expect(readPlan(withFirst({ title: '🐶🐶' })).ok).toBe(false);
});

test('then the three Ds rule, then the methods, each with all its faults', () => {
  const bad = 'Pin it, then shock it';
  const jump = { steps: [{ ...first, title: bad, raises: 'distance' }, second, second] };
  expect(readPlan(jump)).toEqual({
    ok: false,
    refusal: 'three_ds',
    faults: [expect.stringMatching(/^Step 1: /) as string, expect.stringMatching(/^Step 3: /) as string],
  });
  const cruel = { steps: [{ ...first, title: bad }, second, { ...third, success_criteria: 'No hit in 5' }] };
  expect(readPlan(cruel)).toEqual({
    ok: false,
    refusal: 'methods',
    faults: [
      expect.stringMatching(/^Step 1: title says "shock"/) as string,
      expect.stringMatching(/^Step 3: success_criteria says "hit"/) as string,
    ],
  });
});

test('whatever a model answers, only a plan that keeps the rules comes through', () => {
  let taken = 0;
  const words = fc.constantFrom('Sit by the door', 'Hit the mat', 'ab', 'Leash pop', 'Wait');
  const odd = fc.record(
    { title: words, details: words, success_criteria: words, estimated_minutes: fc.integer({ min: 0, max: 61 }) },
    { requiredKeys: [] },
  );
  const oddOrNot = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: odd });
  const levels = fc.constantFrom(
    good.steps,
    good.steps,
    good.steps,
    [first, second, second],
    [first, third, second],
    [first, second],
  );
  const answers = fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(levels, fc.array(oddOrNot, { minLength: 3, maxLength: 3 }))
      .map(([steps, odds]) => ({ steps: steps.map((one, index) => ({ ...one, ...odds[index] })) })),
  );
  fc.assert(
    fc.property(answers, (answer) => {
      const read = readPlan(answer);
      if (!read.ok) {
        expect(read.faults.length).toBeGreaterThan(0);
        return;
      }
      taken += 1;
      expect(checkPlan(read.steps)).toEqual([]);
      expect(JSON.stringify(read.steps)).not.toMatch(/\b(hit|leash pop)\b/i);
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(100);
});

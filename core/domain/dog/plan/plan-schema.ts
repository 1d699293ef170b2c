/** The shape a model's plan must have (spec 5.7), as a check and as JSON schema for structured output. */
import { z } from 'zod';
import { isBlank, lengthOf } from '../stored-text.ts';
import { THREE_DS } from './plan.ts';

/** Text of `min` to `max` code points, which the database can hold. A limit in `meta` is what the JSON schema says. */
const text = (min: number, max: number) =>
  z
    .string()
    .refine((said) => lengthOf(said) >= min && lengthOf(said) <= max, `This must be ${min} to ${max} characters long.`)
    .refine((said) => min === 0 || !isBlank(said), 'This must not be blank.')
    .refine((said) => said.isWellFormed() && !said.includes('\0'), 'This must not hold a NUL or half a character.')
    .meta({ ...(min > 0 && { minLength: min }), maxLength: max });

const whole = (min: number, max: number) => z.int().min(min).max(max);

const StepAnswer = z.strictObject({
  title: text(3, 120),
  details: text(0, 600),
  success_criteria: text(3, 200),
  estimated_minutes: whole(1, 60),
  raises: z.literal([null, ...THREE_DS]),
  levels: z.array(whole(0, 9)).length(THREE_DS.length),
});
export type StepAnswer = z.output<typeof StepAnswer>;

/** A plan as a model answers it. The three Ds rule and the method filter come after it (`read-plan.ts`). */
export const PlanAnswer = z.strictObject({ steps: z.array(StepAnswer).min(3).max(10) });

const { $schema: _, ...jsonSchema } = z.toJSONSchema(PlanAnswer);

/** The same as a JSON schema (draft 2020-12) for structured output. */
export const planJsonSchema: Readonly<Record<string, unknown>> = jsonSchema;

/** Scalars and shapes that every endpoint shares (api.md, conventions). */
import { z } from 'zod';

export const Id = z.uuid().describe('UUID');
export const InstantString = z.iso.datetime({ precision: 3 }).describe('Instant, RFC 3339 in UTC with milliseconds');
/** An instant as a client may send it: any precision, any offset. */
export const InstantInput = z.iso.datetime({ offset: true }).describe('Instant, RFC 3339');
export const DateString = z.iso.date().describe('Calendar date, YYYY-MM-DD');
const EARLIEST = '1900-01-01';
/** A date of a life: earlier ones are slips of a finger, and would be judged day by day. */
export const LifeDate = z.iso
  .date()
  .refine((date) => date >= EARLIEST, `Not before ${EARLIEST}`)
  .describe('Calendar date, YYYY-MM-DD');
export const DecimalString = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('Exact decimal as a string');

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

/** Query of every list. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LIMIT_MAX)
    .default(LIMIT_DEFAULT)
    .describe(`How many items at most, 1 to ${LIMIT_MAX}`),
  cursor: z.string().max(500).optional().describe('`next_cursor` of the page before'),
});

/** A page of a list: `{ items, next_cursor }`. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item).describe('This page'),
    next_cursor: z.string().nullable().describe('Give it as `cursor` to get the next page; null at the end'),
  });

/** Path parameters of `/…/:id`. */
export const IdParams = z.object({ id: Id.describe('Id of the object') });

/** Body of an action that takes no input: `{}` or nothing. */
export const NoInput = z.strictObject({}).optional();

/** An RFC 9457 problem, the body of every error. */
export const Problem = z
  .object({
    type: z.string().describe('Address of the problem type'),
    title: z.string().describe('What went wrong, in general'),
    status: z.number().int().describe('HTTP status'),
    code: z.string().describe('Stable code to rely on'),
    detail: z.string().optional().describe('What went wrong here and what to do'),
    field: z.string().optional().describe('The input field that caused it'),
    request_id: z.string().optional().describe('Quote it when you report the problem'),
    errors: z
      .array(
        z.object({
          field: z.string().describe('Path of the field'),
          code: z.string().describe('Code of this fault'),
          message: z.string().describe('What is wrong with it'),
        }),
      )
      .optional()
      .describe('Every faulty field'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;

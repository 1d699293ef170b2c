/** What is wrong with something that was sent, said of its fields (spec 0.5, 5.1). */
import { DomainError, type ErrorCode, type FieldFault } from '../errors.ts';

/** Something read from what was sent. Where there are faults, `value` stands for nothing. */
export interface Read<T> {
  readonly value: T;
  readonly faults: readonly FieldFault[];
}

/** `field` as the API names it, `message` a sentence for a person. */
export const faultAt = (field: string, message: string, code: ErrorCode = 'validation_failed'): FieldFault => ({
  field,
  code,
  message,
});

/** One error for all of `faults`, with the code, field and sentence of the first. There is at least one. */
export const refusal = (faults: readonly FieldFault[]): DomainError => {
  const [first] = faults;
  if (!first) throw new Error('a refusal names a fault');
  return new DomainError(first.code, { field: first.field, detail: first.message, errors: faults });
};

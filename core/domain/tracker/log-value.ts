/** The value of a log: exactly one of a number, text or JSON, of the kind its tracker holds (seed 001, spec 0.3). */
import { DomainError } from '../errors.ts';
import { storable } from '../json/faithful.ts';

export type ValueKind = 'number' | 'text' | 'json';

export interface GivenValue {
  readonly value_number?: string | number | undefined;
  readonly value_text?: string | undefined;
  readonly value_json?: unknown;
}

/** As stored: two of the three are `null`. `number` is a plain decimal, `json` is JSON text. */
export interface LogValue {
  readonly number: string | null;
  readonly text: string | null;
  readonly json: string | null;
}

const NUMBER = /^-?\d{1,14}(\.\d{1,12})?$/;
const FIELDS = { number: 'value_number', text: 'value_text', json: 'value_json' } as const;
/** A log is a measurement, not a document. */
const JSON_MAX = 10_000;

/** `"092.40"` is `"92.4"`. */
const canonical = (text: string): string => {
  const [whole = '0', places = ''] = text.replace('-', '').split('.');
  const short = [whole.replace(/^0+(?=\d)/, ''), places.replace(/0+$/, '')].filter((part) => part !== '').join('.');
  return text.startsWith('-') && short !== '0' ? `-${short}` : short;
};

const numberOf = (given: string | number): string => {
  const text = String(given);
  if (NUMBER.test(text)) return canonical(text);
  throw new DomainError('amount_invalid', {
    field: FIELDS.number,
    detail: 'value_number must be a decimal with at most 14 digits before and 12 after the point.',
  });
};

const jsonOf = (given: unknown): string => {
  const text = JSON.stringify(given);
  if (text.length <= JSON_MAX && storable(text)?.isExact === true) return text;
  throw new DomainError('validation_failed', {
    field: FIELDS.json,
    detail: `value_json must be at most ${JSON_MAX} characters of JSON that the database can hold.`,
  });
};

const textOf = (given: string): string => {
  if (!given.includes('\0')) return given;
  throw new DomainError('validation_failed', { field: FIELDS.text, detail: 'value_text must not hold a NUL.' });
};

/**
 * The value as it is stored.
 * @throws {DomainError} `validation_failed` when there is not exactly one, or one of another kind than the tracker's;
 *   `amount_invalid` for a number that would have to be rounded
 */
export const readLogValue = (given: GivenValue, kind: ValueKind): LogValue => {
  const named = (Object.keys(FIELDS) as ValueKind[]).filter((name) => given[FIELDS[name]] != null);
  if (named.length !== 1) {
    const detail = 'A log has exactly one of value_number, value_text and value_json.';
    throw new DomainError('validation_failed', { field: FIELDS[kind], detail });
  }
  if (named[0] !== kind) {
    const field = FIELDS[named[0] ?? kind];
    throw new DomainError('validation_failed', { field, detail: `This tracker holds ${FIELDS[kind]}.` });
  }
  const { value_number, value_text, value_json } = given;
  return {
    number: value_number == null ? null : numberOf(value_number),
    text: value_text == null ? null : textOf(value_text),
    json: value_json == null ? null : jsonOf(value_json),
  };
};

/** The text of a recurrence rule: what of RFC 5545 we read, and the form that is stored (spec 2.2). No library here. */
import { DomainError } from '../errors.ts';
import type { LocalDate } from '../event.ts';
import { WEEKDAYS } from './rhythm.ts';

const FIELD = 'frequency_config.rules.rrule';

const MAX_LENGTH = 500;
/** `MO` to `SU`, in ISO order. */
const DAYS: readonly string[] = WEEKDAYS.map((name) => name.slice(0, 2));

type Check = (value: string) => boolean;

const oneOf =
  (...names: readonly string[]): Check =>
  (value) =>
    names.includes(value);

/** A number from 1 to `max`, with no more digits than `max` has. */
const upTo = (max: number): Check => {
  const digits = new RegExp(`^\\d{1,${String(max).length}}$`);
  return (value) => digits.test(value) && Number(value) >= 1 && Number(value) <= max;
};

/** From 1 to `max` or from -max to -1. */
const position = (max: number): Check => {
  const whole = upTo(max);
  return (value) => whole(value.replace(/^[+-]/, ''));
};

const listOf =
  (check: Check): Check =>
  (value) =>
    value.split(',').every(check);

/** A weekday, or the nth of them: `MO`, `2TU`, `-1FR`. */
const dayPosition: Check = (value) => {
  const nth = value.slice(0, -2);
  return DAYS.includes(value.slice(-2)) && (nth === '' || position(53)(nth));
};

/** `20301231` as a date. */
const dashed = (compact: string): LocalDate => compact.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

const compactDate: Check = (value) => {
  const at = Date.parse(dashed(value));
  // 30 February parses, as 2 March.
  return /^\d{8}$/.test(value) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(dashed(value));
};

const PARTS: Readonly<Record<string, Check>> = {
  FREQ: oneOf('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
  INTERVAL: upTo(9999),
  COUNT: upTo(9999),
  UNTIL: compactDate,
  BYDAY: listOf(dayPosition),
  BYMONTHDAY: listOf(position(31)),
  BYMONTH: listOf(upTo(12)),
  BYSETPOS: listOf(position(366)),
  BYYEARDAY: listOf(position(366)),
  BYWEEKNO: listOf(position(53)),
  WKST: oneOf(...DAYS),
};

type Parts = ReadonlyMap<string, string>;

const refuse = (detail: string): never => {
  throw new DomainError('rrule_not_allowed', { field: FIELD, detail });
};

const split = (text: string): Parts => {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    const check = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (!check) return refuse(`A rule cannot contain "${part}".`);
    if (parts.has(name)) return refuse(`${name} is there twice.`);
    if (rest.length > 0 || !check(value)) return refuse(`${name} cannot be "${value}".`);
    parts.set(name, value);
  }
  return parts;
};

/** Which parts exclude each other (RFC 5545, 3.3.10), as a sentence; `null` when none do. */
const conflictOf = (parts: Parts): string | null => {
  const freq = parts.get('FREQ');
  const numberedDays = /\d/.test(parts.get('BYDAY') ?? '');
  if (freq === undefined) return 'A rule needs FREQ.';
  if (parts.has('COUNT') && parts.has('UNTIL')) return 'A rule ends by COUNT or by UNTIL, not by both.';
  if (numberedDays && freq !== 'MONTHLY' && freq !== 'YEARLY') return `BYDAY cannot be numbered in ${freq}.`;
  if (numberedDays && parts.has('BYWEEKNO')) return 'BYDAY cannot be numbered with BYWEEKNO.';
  if (parts.has('BYMONTHDAY') && freq === 'WEEKLY') return 'BYMONTHDAY cannot be used in WEEKLY.';
  for (const name of ['BYYEARDAY', 'BYWEEKNO']) {
    if (parts.has(name) && freq !== 'YEARLY') return `${name} can only be used in YEARLY.`;
  }
  const selects = [...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS');
  return parts.has('BYSETPOS') && !selects ? 'BYSETPOS needs another BY… part to choose from.' : null;
};

/**
 * The form of `text` that is stored: upper case, parts in their order, the user's `weekStart` (ISO 1 to 7) as WKST when it
 * names none (spec 2.2, vectors Q).
 * @throws {DomainError} `rrule_not_allowed`
 */
export const readRrule = (text: string, weekStart: number): string => {
  if (!/^[A-Za-z0-9=;,+-]+$/.test(text)) refuse('A rule is letters, digits and = ; , + - only, such as FREQ=DAILY.');
  const upper = text.toUpperCase();
  const parts = split(upper);
  const conflict = conflictOf(parts);
  if (conflict !== null) refuse(conflict);
  const stored = parts.has('WKST') ? upper : `${upper};WKST=${DAYS[weekStart - 1]}`;
  if (stored.length > MAX_LENGTH) refuse(`A rule has at most ${MAX_LENGTH} characters with its WKST.`);
  return stored;
};

/** How a stored rule ends: after the `count`th occurrence, on the date `until`, or never. */
export const rruleEnd = (stored: string): { readonly count: number | null; readonly until: LocalDate | null } => {
  const parts = split(stored);
  const [count, until] = [parts.get('COUNT'), parts.get('UNTIL')];
  return { count: count === undefined ? null : Number(count), until: until === undefined ? null : dashed(until) };
};

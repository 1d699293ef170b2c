/** The context of a moment: antecedent, behaviour and consequence, and where it was (spec 5.2). */
import type { JsonObject } from '../event.ts';
import type { FieldFault } from '../errors.ts';
import { faultAt, type Read } from './faults.ts';
import { asStoredJson, isBlank, isJsonObject, lengthOf } from './stored-text.ts';
import { normaliseTag, TAG_LENGTH_MAX } from './tags.ts';

export const LEASH_SETUPS = [
  'off',
  'flat_collar',
  'front_harness',
  'back_harness',
  'long_line',
  'head_halter',
] as const;
export type LeashSetup = (typeof LEASH_SETUPS)[number];

export const HANDLER_RESPONSES = ['none', 'treated', 'redirected', 'moved_away', 'waited', 'other'] as const;
export type HandlerResponse = (typeof HANDLER_RESPONSES)[number];

/** The keys that are known, as they are stored. Others are kept beside them as they came. */
export interface MomentContext extends JsonObject {
  /** Spelled like a tag; absent when there was none. */
  readonly trigger?: string;
  readonly location_label?: string;
  readonly leash_setup?: LeashSetup;
  /** Metres to the trigger, 0 to 500. */
  readonly distance_m?: number;
  /** What happened just before. */
  readonly antecedent?: string;
  /** What the dog did, in words that anybody could have seen. */
  readonly behavior?: string;
  /** What happened right after. */
  readonly consequence?: string;
  readonly handler_response?: HandlerResponse;
  readonly duration_seconds?: number;
  readonly recovery_seconds?: number;
  /** What made the day hard beforehand: `poor_sleep`, `vet_visit`. */
  readonly setting_events?: readonly string[];
}

/** The sentence that is wrong with a value, or `null`. */
type Check = (value: unknown) => string | null;

const check =
  (must: string, holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? null : `This must be ${must}.`;

const textUpTo = (max: number): Check =>
  check(`text of at most ${max} characters`, (value) => typeof value === 'string' && lengthOf(value) <= max);
const oneOf = (words: readonly string[]): Check =>
  check(`one of ${words.join(', ')}`, (value) => typeof value === 'string' && words.includes(value));
const seconds = check(
  'a whole number of seconds from 0 on',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);

const DISTANCE_MAX = 500;

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  // Only its type; what is left of it is measured when it is spelled.
  ['trigger', check('text', (value) => typeof value === 'string')],
  ['location_label', textUpTo(100)],
  ['leash_setup', oneOf(LEASH_SETUPS)],
  [
    'distance_m',
    check(
      `a number of metres from 0 to ${DISTANCE_MAX}`,
      (value) => typeof value === 'number' && value >= 0 && value <= DISTANCE_MAX,
    ),
  ],
  ['antecedent', textUpTo(500)],
  ['behavior', textUpTo(500)],
  ['consequence', textUpTo(500)],
  ['handler_response', oneOf(HANDLER_RESPONSES)],
  ['duration_seconds', seconds],
  ['recovery_seconds', seconds],
  [
    'setting_events',
    check('a list of texts', (value) => Array.isArray(value) && value.every((item) => typeof item === 'string')),
  ],
]);

/** UTF-16 units of a whole context as JSON text: unknown keys are kept, but a moment is no archive. */
const CONTEXT_MAX = 10_000;

const spelled = (context: JsonObject): Read<MomentContext> => {
  const { trigger: typed, ...others } = context;
  const trigger = typeof typed === 'string' ? normaliseTag(typed) : '';
  if (trigger === '') return { value: others as MomentContext, faults: [] };
  const faults =
    lengthOf(trigger) > TAG_LENGTH_MAX
      ? [faultAt('context.trigger', `A trigger has at most ${TAG_LENGTH_MAX} characters.`)]
      : [];
  return { value: { ...others, trigger }, faults };
};

/**
 * The context as it is stored: the trigger spelled like a tag or left out, known keys that are `null` left out, unknown
 * ones kept. Every fault is `validation_failed` and named as the API names it, `context.distance_m`.
 */
export const readContext = (sent: unknown): Read<MomentContext> => {
  const refused = (message: string): Read<MomentContext> => ({ value: {}, faults: [faultAt('context', message)] });
  if (!isJsonObject(sent)) return refused('This must be an object.');
  const kept = asStoredJson(sent, CONTEXT_MAX);
  if (!kept) return refused(`This must be at most ${CONTEXT_MAX} characters of JSON, not nested deeply.`);
  const said = Object.entries(kept).filter(([key, value]) => value !== null || !checks.has(key));
  const faults = said.flatMap(([key, value]): readonly FieldFault[] => {
    const message = checks.get(key)?.(value) ?? null;
    return message === null ? [] : [faultAt(`context.${key}`, message)];
  });
  const read = spelled(Object.fromEntries(said));
  return { value: read.value, faults: [...faults, ...read.faults] };
};

/** What set the dog off, spelled like a tag; `null`: nothing was named. Reads any stored context. */
export const triggerOf = (context: JsonObject): string | null => {
  const trigger = Object.hasOwn(context, 'trigger') ? context['trigger'] : undefined;
  const text = typeof trigger === 'string' ? normaliseTag(trigger) : '';
  return text === '' ? null : text;
};

const says = (context: JsonObject, key: keyof MomentContext): boolean => {
  const value = Object.hasOwn(context, key) ? context[key] : undefined;
  return typeof value === 'string' && !isBlank(value);
};

/**
 * Something before (antecedent or trigger) and something after (consequence or the handler's response) is told, which is
 * what makes a moment worth learning from (spec 5.2). `none` is an answer: the handler did nothing.
 */
export const isComplete = (context: JsonObject): boolean =>
  (says(context, 'antecedent') || triggerOf(context) !== null) &&
  (says(context, 'consequence') || says(context, 'handler_response'));

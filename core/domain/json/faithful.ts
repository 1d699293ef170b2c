/**
 * JSON text and PostgreSQL's `jsonb`: what `jsonb` cannot hold as it was sent keeps its exact bytes beside it, and
 * `payload` holds the nearest form (architecture 6). Pure.
 */
import { holdsAll, nestsDeeperThan } from './holds-all.ts';

export interface Storable {
  /** JSON text that `jsonb` takes. */
  readonly payload: string;
  /** `jsonb` loses nothing of the text; else its exact bytes are to be kept too. */
  readonly isExact: boolean;
}

/** Deeper than any real payload, and shallow enough for every parser and every stack that meets it later. */
const DEPTH_MAX = 512;
/** Beyond this, parsing alone would hold everybody else up for seconds. Nothing smaller than twice this can reach it. */
const PARSED_DEPTH_MAX = 500_000;
const REPLACEMENT = '\ufffd';

const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', REPLACEMENT);

/** The value with everything replaced that `jsonb` refuses: NUL, lone surrogates, numbers without end, great depth. */
const nearest = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return REPLACEMENT;
  if (Array.isArray(value)) return value.map((item) => nearest(item, depth + 1));
  // Not by assignment: `__proto__` is a key like any other.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [wellFormed(key), nearest(item, depth + 1)]));
};

const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof item === 'object' && item !== null && isDeeperThan(item, levels - 1)) return true;
  }
  return false;
};

/** Compact text without escapes that writes back to itself has no repeated key and nothing `jsonb` refuses. */
const writesBack = (value: unknown, text: string): boolean => {
  if (text.includes('\\u') || isDeeperThan(value, DEPTH_MAX)) return false;
  return JSON.stringify(value) === text;
};

/** `null`: the text is no JSON, or nested beyond half a million levels. Never throws. */
export const storable = (text: string): Storable | null => {
  if (text.length > 2 * PARSED_DEPTH_MAX && nestsDeeperThan(text, PARSED_DEPTH_MAX)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (writesBack(value, text) || holdsAll(text, DEPTH_MAX)) return { payload: text, isExact: true };
  return { payload: JSON.stringify(nearest(value, 0)), isExact: false };
};

/** Text and JSON as the database holds them, so that what is sent again is found to be the same (spec 5.1). */
import type { JsonObject } from '../event.ts';
import { storable } from '../json/faithful.ts';

const REPLACEMENT = '\ufffd';
/** Deeper than anything a form or a person writes, and shallow enough for every stack that meets it later. */
const DEPTH_MAX = 20;

/** Length in code points, as PostgreSQL's `length` counts: an emoji is one. */
export const lengthOf = (text: string): number => [...text].length;

/** Nothing but white space (Unicode `White_Space`), or nothing at all. */
export const isBlank = (text: string): boolean => !/\P{White_Space}/u.test(text);

/** A NUL and half an emoji (a field cut at its `maxlength`) become U+FFFD: a moment is not lost for them. */
export const asStoredText = (text: string): string => text.toWellFormed().replaceAll('\0', REPLACEMENT);

/** An object of JSON, and neither an array nor `null`. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => isDeeperThan(item, levels - 1));
};

/**
 * The object as `jsonb` gives it back; `null` when it nests more than 20 levels deep, or is longer than `max` UTF-16
 * units of JSON text.
 */
export const asStoredJson = (value: JsonObject, max: number): JsonObject | null => {
  if (isDeeperThan(value, DEPTH_MAX)) return null;
  const text = JSON.stringify(value);
  if (text.length > max) return null;
  const kept = storable(text);
  return kept && (JSON.parse(kept.payload) as JsonObject);
};

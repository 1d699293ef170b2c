/** Which events feed a goal of kind `event_count` (spec 3.1). */
import type { JsonObject } from '../event.ts';

export interface EventFilter {
  readonly types: readonly string[];
  /** The event's `meta` contains it, as PostgreSQL's `@>` says. */
  readonly meta?: JsonObject | undefined;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Containment of JSON: objects by key, arrays by some equal or containing element, scalars by equality. */
export const contains = (value: unknown, part: unknown): boolean => {
  if (Array.isArray(part)) {
    return Array.isArray(value) && part.every((wanted) => value.some((given) => contains(given, wanted)));
  }
  if (isObject(part)) {
    return (
      isObject(value) &&
      Object.entries(part).every(([key, wanted]) => Object.hasOwn(value, key) && contains(value[key], wanted))
    );
  }
  return value === part;
};

export const matchesFilter = (
  filter: EventFilter,
  event: { readonly type: string; readonly meta: JsonObject },
): boolean => filter.types.includes(event.type) && (filter.meta === undefined || contains(event.meta, filter.meta));

/**
 * A JSON schema in the words every structured-output server knows. Hosted services refuse a schema as a whole for one
 * keyword they lack (`minLength`, `maxLength`, an `enum` without `type`), so lengths are said in the description instead;
 * the answer is checked against the full schema anyway.
 */
import type { JsonObject } from '#core/domain/event.ts';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lengthOf = ({ minLength, maxLength }: JsonObject): string | null => {
  if (minLength === undefined && maxLength === undefined) return null;
  if (maxLength === undefined) return `at least ${String(minLength)} characters`;
  return minLength === undefined
    ? `at most ${String(maxLength)} characters`
    : `${String(minLength)} to ${String(maxLength)} characters`;
};

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

/** The types of an enum's values: one name, or several. */
const typesOf = (values: readonly unknown[]): string | readonly string[] => {
  const types = [...new Set(values.map(typeOf))];
  return types.length === 1 ? (types[0] ?? 'null') : types;
};

const leanMap = (schemas: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, leanValue(schema)]));

const leanValue = (schema: unknown): unknown => (isObject(schema) ? leanSchema(schema) : schema);

export const leanSchema = (schema: JsonObject): JsonObject => {
  const { minLength: _min, maxLength: _max, ...rest } = schema;
  const said = [schema['description'], lengthOf(schema)].filter((part) => typeof part === 'string');
  const { properties, items, enum: values } = rest;
  return {
    ...rest,
    ...(said.length > 0 && { description: said.join('; ') }),
    ...(isObject(properties) && { properties: leanMap(properties) }),
    ...(items !== undefined && { items: leanValue(items) }),
    ...(Array.isArray(values) && rest['type'] === undefined && { type: typesOf(values) }),
  };
};

import { expect, test } from 'vitest';
import { planJsonSchema } from '#core/domain/dog/plan/plan-schema.ts';
import { leanSchema } from './lean-schema.ts';

test('lengths are said in words, at every depth', () => {
  const text = { type: 'string', minLength: 3, maxLength: 120 };
  const schema = {
    type: 'object',
    properties: { list: { type: 'array', maxItems: 4, items: text }, note: { ...text, description: 'a note' } },
    required: ['list', 'note'],
    additionalProperties: false,
  };
  const words = { type: 'string', description: '3 to 120 characters' };
  expect(leanSchema(schema)).toEqual({
    ...schema,
    properties: {
      list: { type: 'array', maxItems: 4, items: words },
      note: { ...words, description: 'a note; 3 to 120 characters' },
    },
  });
  expect(leanSchema({ type: 'string', maxLength: 5 })).toEqual({ type: 'string', description: 'at most 5 characters' });
  expect(leanSchema({ type: 'string', minLength: 1 })).toEqual({
    type: 'string',
    description: 'at least 1 characters',
  });
});

test('a choice says its type, and keeps the one it says', () => {
  expect(leanSchema({ enum: [null, 'distance', 'duration'] })).toEqual({
    enum: [null, 'distance', 'duration'],
    type: ['null', 'string'],
  });
  expect(leanSchema({ enum: [1, 2] })).toEqual({ enum: [1, 2], type: 'integer' });
  expect(leanSchema({ type: 'string', enum: ['a'] })).toEqual({ type: 'string', enum: ['a'] });
});

test('a property may be called like a keyword', () => {
  const schema = { type: 'object', properties: { maxLength: { type: 'integer' }, enum: { type: 'string' } } };
  expect(leanSchema(schema)).toEqual(schema);
});

/** What strict structured output asks of each object and each value. */
const assertStrict = (schema: unknown): void => {
  const { type, properties, items, required, additionalProperties, minLength, maxLength } = schema as Record<
    string,
    unknown
  >;
  expect(type).toBeDefined();
  expect([minLength, maxLength]).toEqual([undefined, undefined]);
  if (type === 'object') {
    expect(additionalProperties).toBe(false);
    expect([...(required as string[])].sort()).toEqual(Object.keys(properties as object).sort());
    for (const property of Object.values(properties as object)) assertStrict(property);
  }
  if (type === 'array') assertStrict(items);
};

test('the schema of a plan becomes one that strict servers take', () => assertStrict(leanSchema(planJsonSchema)));

import SwaggerParser from '@apidevtools/swagger-parser';
import { expect, test } from 'vitest';
import { endpoints } from './index.ts';
import { openApiDocument } from './openapi.ts';

const document = () => JSON.parse(JSON.stringify(openApiDocument())) as Parameters<typeof SwaggerParser.validate>[0];

type Schema = Record<string, unknown>;

test('is a valid OpenAPI 3.1 document with every endpoint once', async () => {
  const valid = await SwaggerParser.validate(document());
  const operations = Object.values(valid.paths ?? {}).flatMap((path) => Object.values(path ?? {}));
  const ids = operations.map((operation) => (operation as { operationId: string }).operationId);
  expect(ids.sort()).toEqual(endpoints.map((endpoint) => endpoint.id).sort());
  expect(new Set(ids).size).toBe(ids.length);
});

/** Described itself, by what it refers to, or by one of its alternatives (`null` is the other). */
const isDescribed = (schema: Schema): boolean =>
  schema['description'] !== undefined ||
  schema['$ref'] !== undefined ||
  ((schema['anyOf'] ?? []) as Schema[]).some(isDescribed);

test('every field is described', () => {
  const bare: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key === 'properties') {
        for (const [name, schema] of Object.entries(child as Record<string, Schema>)) {
          if (!isDescribed(schema)) bare.push(`${path}.${name}`);
        }
      }
      visit(child, `${path}/${key}`);
    }
  };
  visit(openApiDocument(), '');
  expect(bare).toEqual([]);
});

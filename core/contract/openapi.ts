/** The contract as an OpenAPI 3.1 document: made from the endpoint objects, never written by hand. */
import { z } from 'zod';
import { statusOfCode } from '../domain/errors.ts';
import { Problem } from './common.ts';
import type { EndpointShape } from './endpoint.ts';
import { endpoints } from './index.ts';

type Json = Record<string, unknown>;

const tagTexts: Readonly<Record<string, string>> = {
  auth: 'Sign in, sign out, sessions, password',
  account: 'The signed-in user and their API tokens',
  pet: 'The pet, its feed and the reasons',
  today: 'What today asks',
  habits: 'Habits, their completions and streaks',
  goals: 'Goals that progress moves',
  trackers: 'Measurements over time',
  categories: 'Areas that goals, habits and tasks belong to',
  connections: 'Providers, connections and what arrived on them',
  operations: 'Alive, ready, documentation',
};

/** JSON Schema of `schema`; named parts (`.meta({ id })`) go to `components`. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output', components: Json): Json => {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  const { $defs, $schema: _dialect, ...own } = made;
  const moved = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as unknown;
  for (const [name, part] of Object.entries(($defs ?? {}) as Json)) components[name] = moved(part);
  const id = own['id'];
  if (typeof id === 'string') {
    components[id] = moved(own);
    return { $ref: `#/components/schemas/${id}` };
  }
  return moved(own) as Json;
};

const json = (schema: Json): Json => ({ 'application/json': { schema } });

const parametersOf = (endpoint: EndpointShape, components: Json): Json[] =>
  (['params', 'query'] as const).flatMap((part) => {
    const shape = endpoint[part];
    if (!shape) return [];
    const { properties = {}, required = [] } = schemaOf(shape, 'input', components) as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || required.includes(name),
      ...(description !== undefined && { description }),
      schema,
    }));
  });

const securityOf = ({ access }: EndpointShape): Json[] => {
  if (access === 'public') return [];
  return access === 'session' ? [{ session: [] }] : [{ session: [] }, { token: [] }];
};

const accessText = ({ access }: EndpointShape): string | undefined => {
  if (access === 'public') return undefined;
  if (access === 'session') return 'Needs a signed-in browser; API tokens cannot call it.';
  return `API tokens need one of the scopes ${access.join(', ')}.`;
};

const operationOf = (endpoint: EndpointShape, components: Json): Json => {
  const description = accessText(endpoint);
  const keyed = endpoint.access !== 'public' && (endpoint.method === 'post' || endpoint.method === 'patch');
  const idempotency = { $ref: '#/components/parameters/IdempotencyKey' };
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    ...(description !== undefined && { description }),
    tags: [endpoint.tag],
    security: securityOf(endpoint),
    parameters: [...parametersOf(endpoint, components), ...(keyed ? [idempotency] : [])],
    ...(endpoint.body && {
      requestBody: {
        required: !endpoint.body.safeParse(undefined).success,
        content: json(schemaOf(endpoint.body, 'input', components)),
      },
    }),
    responses: {
      [endpoint.status]: {
        description: endpoint.status === 204 ? 'Done' : 'Success',
        ...(endpoint.response && { content: json(schemaOf(endpoint.response, 'output', components)) }),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
};

/** The whole document. Deterministic: the same contract gives the same text. */
export const openApiDocument = (): Json => {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint, components) };
  }
  const problem = schemaOf(Problem, 'output', components);
  const tags = [...new Set(endpoints.map((endpoint) => endpoint.tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pawgress',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'A virtual pet that lives on your real progress. Instants are RFC 3339 in UTC, dates are YYYY-MM-DD, decimals are strings. ' +
        `Errors are RFC 9457 problems with a stable code: ${Object.keys(statusOfCode).join(', ')}.`,
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: tags.map((name) => ({ name, description: tagTexts[name] ?? name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'A key of 8 to 255 characters: the same request with the same key is done once',
          schema: { type: 'string', minLength: 8, maxLength: 255 },
        },
      },
      responses: {
        Problem: { description: 'What went wrong', content: { 'application/problem+json': { schema: problem } } },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sid', description: 'The cookie of a signed-in browser' },
        token: { type: 'http', scheme: 'bearer', description: 'An API token, pg_…' },
      },
    },
  };
};

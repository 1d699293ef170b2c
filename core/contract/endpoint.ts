/**
 * One object per endpoint. It types the server's handler, validates the request, strips the response, types the web
 * client, and is a path of the OpenAPI document.
 */
import type { z } from 'zod';

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** Which API-token scopes may call it; a signed-in browser may call everything of its own (api.md, token scopes). */
export type Scope = 'read' | 'log' | 'ingest' | 'inbox' | 'manage';

/**
 * Who may call an endpoint.
 * - `public`: no sign-in.
 * - `session`: a signed-in browser only, never a token.
 * - a list of scopes: a signed-in browser, or a token with one of them.
 */
export type Access = 'public' | 'session' | readonly Scope[];

type Params = z.ZodObject<Record<string, z.ZodType<unknown, string>>>;

export interface EndpointShape {
  readonly id: string;
  readonly method: Method;
  /** Express style: `/v1/pets/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Turns a seed's spelling of the body into the body's own, before it is read. */
  readonly spelling?: (body: unknown) => unknown;
  /** Status of success; 204 has no response. */
  readonly status: 200 | 201 | 202 | 204;
  readonly response?: z.ZodType;
  /** Response fields that are shown once and never stored for a replay of an idempotency key. */
  readonly secretFields?: readonly string[];
  /** It waits for somebody outside: an idempotency key holds neither the user's lock nor a transaction meanwhile. */
  readonly waits?: boolean;
}

/** Declares an endpoint and keeps its literal types. Unknown request fields must be refused: use `z.strictObject`. */
export const endpoint = <const E extends EndpointShape>(e: E): E => e;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler receives: parsed and defaulted. */
export interface RequestOf<E extends EndpointShape> {
  readonly params: Parsed<E['params']>;
  readonly query: Parsed<E['query']>;
  readonly body: Parsed<E['body']>;
}

/** What a handler returns and a client gets, as JSON types. */
export type ResponseOf<E extends EndpointShape> = Parsed<E['response']>;

type Given<K extends string, S> = S extends z.ZodType
  ? Record<never, never> extends z.input<S>
    ? { readonly [key in K]?: z.input<S> }
    : { readonly [key in K]: z.input<S> }
  : Record<never, never>;

/** What a client passes to call it; parts without required fields may be left out. */
export type CallOf<E extends EndpointShape> = Given<'params', E['params']> &
  Given<'query', E['query']> &
  Given<'body', E['body']>;

/**
 * Mounts an endpoint of the contract: limit → who → idempotency → validation → handler → answer stripped to its schema.
 * Handlers get parsed input and return the answer; they know nothing of HTTP unless they ask.
 */
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { EndpointShape, RequestOf, ResponseOf } from '#core/contract/endpoint.ts';
import type { Instant } from '#core/domain/event.ts';
import type { Logger } from '#infra/logger.ts';
import type { AccountRow } from '#infra/stores/account-store.ts';
import type { ServerDeps } from '../deps.ts';
import { createAuthenticator, type Caller } from './authenticate.ts';
import { assertKey, runOnce, type Answer } from './idempotency.ts';
import { JsonBytes } from './kept-answers.ts';
import { fieldFaults, validationFailed } from './problem.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

type CallerOf<E extends EndpointShape> = E['access'] extends 'public'
  ? { readonly user: null; readonly caller: null }
  : { readonly user: AccountRow; readonly caller: Caller };

/** What a handler receives. */
export type Context<E extends EndpointShape> = RequestOf<E> &
  CallerOf<E> & {
    /** The instant of the request. */
    readonly now: Instant;
    readonly requestId: string;
    readonly log: Logger;
    readonly request: Request;
    readonly response: Response;
    /** Names where what was made can be found. */
    readonly location: (path: string) => void;
    /** Answers with this status instead of the endpoint's own: 200 where nothing was made. */
    readonly status: (code: 200) => void;
  };

/** Returns the answer, or the bytes it was written as before (`kept-answers.ts`). */
export type Handler<E extends EndpointShape> = (context: Context<E>) => Promise<ResponseOf<E> | JsonBytes>;

/** What mounting needs, made once for all routes. */
export interface RouteKit {
  readonly deps: ServerDeps;
  readonly authenticate: ReturnType<typeof createAuthenticator>;
  readonly perUser: RateLimit;
  readonly perAddress: RateLimit;
}

const MINUTE = 60;

export const createRouteKit = (deps: ServerDeps): RouteKit => {
  const detail = 'That was a lot at once. Wait a moment and go on.';
  const { rateLimit } = deps.config;
  return {
    deps,
    authenticate: createAuthenticator(deps),
    perUser: createRateLimit({ points: 300, perSeconds: MINUTE, detail }, rateLimit),
    perAddress: createRateLimit({ points: 60, perSeconds: MINUTE, detail }, rateLimit),
  };
};

/** Operations are asked by probes every few seconds and count for nobody. */
const isLimited = (endpoint: EndpointShape): boolean => endpoint.tag !== 'operations';

const parse = (part: 'params' | 'query' | 'body', schema: z.ZodType | undefined, value: unknown) => {
  if (!schema) return { data: undefined, faults: [] };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data, faults: [] };
  const faults = fieldFaults(parsed.error.issues);
  return {
    data: undefined,
    faults: faults.map((fault) => ({ ...fault, field: fault.field === '' ? part : fault.field })),
  };
};

/** @throws {DomainError} `validation_failed` with every fault of path, query and body */
const parseRequest = <E extends EndpointShape>(endpoint: E, request: Request): RequestOf<E> => {
  const params = parse('params', endpoint.params, request.params);
  const query = parse('query', endpoint.query, request.query);
  const given = request.body as unknown;
  const body = parse('body', endpoint.body, endpoint.spelling ? endpoint.spelling(given) : given);
  const faults = [...params.faults, ...query.faults, ...body.faults];
  if (faults.length > 0) throw validationFailed(faults);
  return { params: params.data, query: query.data, body: body.data } as RequestOf<E>;
};

const send = (response: Response, { status, body }: Answer): void => {
  if (body === undefined || body === null || status === 204) response.status(status).end();
  else if (body instanceof JsonBytes) response.status(status).type('json').send(body.bytes);
  else response.status(status).json(body);
};

const runKeyed = async (
  { deps }: RouteKit,
  endpoint: EndpointShape,
  { request, caller, requestId }: { readonly request: Request; readonly caller: Caller; readonly requestId: string },
  key: string,
  work: () => Promise<Answer>,
): Promise<Answer & { readonly replayed: boolean }> => {
  assertKey(key);
  const keyed = {
    userId: caller.user.id,
    key,
    method: request.method,
    path: request.path,
    body: request.body as unknown,
    requestId,
    secretFields: endpoint.secretFields ?? [],
    waits: endpoint.waits ?? false,
  };
  const answer = await runOnce(deps.uow, keyed, deps.clock.now(), work);
  // What the handler rang for is committed only now.
  if (!answer.replayed) deps.doorbell.ring();
  return answer;
};

/** `route(router, kit, endpoint)(handler)`: curried, so that the endpoint's literal types reach the handler. */
export const route =
  <E extends EndpointShape>(router: Router, kit: RouteKit, endpoint: E) =>
  (handler: Handler<E>): void => {
    const { deps, authenticate } = kit;
    router[endpoint.method](endpoint.path, async (request: Request, response: Response) => {
      const { requestId, log } = request;
      request.routePath = endpoint.path;
      if (isLimited(endpoint) && endpoint.access === 'public') await kit.perAddress.take(request.ip ?? '', response);
      const caller = endpoint.access === 'public' ? null : await authenticate(request, endpoint.access);
      if (caller) {
        request.userId = caller.user.id;
        await kit.perUser.take(caller.user.id, response);
      }
      let location: string | null = null;
      let status: number = endpoint.status;
      const work = async (): Promise<Answer> => {
        const input = parseRequest(endpoint, request);
        const context = {
          ...input,
          user: caller?.user ?? null,
          caller,
          now: deps.clock.now(),
          requestId,
          log,
          request,
          response,
          location: (path: string) => {
            location = path;
          },
          status: (code: number) => {
            status = code;
          },
        };
        const answer = await handler(context as Context<E>);
        return { status, body: answer instanceof JsonBytes ? answer : endpoint.response?.parse(answer) };
      };
      const key = request.get('idempotency-key');
      const isKeyed =
        caller !== null && key !== undefined && (endpoint.method === 'post' || endpoint.method === 'patch');
      const answer = isKeyed
        ? await runKeyed(kit, endpoint, { request, caller, requestId }, key, work)
        : { ...(await work()), replayed: false };
      if (response.headersSent) return;
      if (answer.replayed) response.setHeader('Idempotency-Replayed', 'true');
      if (location !== null) response.setHeader('Location', location);
      send(response, answer);
    });
  };

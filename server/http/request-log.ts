/** One line and one measurement for each request; ids that an operator and a user can both name. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '#infra/logger.ts';
import type { Metrics } from '#infra/metrics.ts';

const GIVEN_ID = /^[\w.-]{8,64}$/;

/** The id a proxy gave the request, if it is one; else a new one. */
export const requestIdOf = (given: string | readonly string[] | undefined): string =>
  typeof given === 'string' && GIVEN_ID.test(given) ? given : randomUUID();

export const requestLog =
  (logger: Logger, metrics: Pick<Metrics, 'http'>): RequestHandler =>
  (request, response, next) => {
    const started = performance.now();
    request.requestId = requestIdOf(request.headers['x-request-id']);
    request.log = logger.child({ request_id: request.requestId });
    response.setHeader('X-Request-Id', request.requestId);
    response.once('close', () => {
      const ms = performance.now() - started;
      const route = request.routePath ?? null;
      metrics.http({ method: request.method, route, status: response.statusCode, seconds: ms / 1000 });
      const level = response.statusCode >= 500 ? 'error' : 'info';
      request.log[level](
        {
          method: request.method,
          route: route ?? 'unknown',
          status: response.statusCode,
          ms: Math.round(ms * 10) / 10,
          ...(request.userId !== undefined && { user_id: request.userId }),
          ...(!response.writableFinished && { aborted: true }),
        },
        'request',
      );
    });
    next();
  };

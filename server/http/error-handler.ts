import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { endpoints } from '#core/contract/index.ts';
import { DomainError, statusOfCode } from '#core/domain/errors.ts';
import { asDomainError, problemOf } from './problem.ts';

/** Faults of Express' body parser, in our words. */
const ofBodyParser = (error: unknown): DomainError | null => {
  if (typeof error !== 'object' || error === null || !('type' in error)) return null;
  switch (error.type) {
    case 'entity.parse.failed':
      return new DomainError('validation_failed', {
        field: 'body',
        detail: 'The body is no valid JSON.',
        cause: error,
      });
    case 'entity.too.large':
      return new DomainError('payload_too_large', { detail: 'The body is larger than 1 MB.', cause: error });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new DomainError('unsupported_media_type', { detail: 'Send JSON in UTF-8.', cause: error });
    case 'request.aborted':
      return new DomainError('validation_failed', { detail: 'The request was cut off.', cause: error });
    default:
      return null;
  }
};

const paths = [...new Set(endpoints.map(({ path }) => path))].map((path) => ({
  matches: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
  methods: endpoints.filter((endpoint) => endpoint.path === path).map(({ method }) => method.toUpperCase()),
}));

const methodsOf = (request: Request): readonly string[] =>
  paths.filter(({ matches }) => matches.test(request.path)).flatMap(({ methods }) => methods);

/** Nothing is mounted there: 405 where another method would be answered, else 404. */
export const notFound: RequestHandler = (request, response) => {
  const allowed = methodsOf(request);
  if (allowed.length === 0) throw new DomainError('not_found', { detail: 'Nothing is at this address.' });
  response.setHeader('Allow', allowed.join(', '));
  throw new DomainError('method_not_allowed', { detail: `This address takes ${allowed.join(', ')}.` });
};

export const errorHandler: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const fault = ofBodyParser(error) ?? asDomainError(error);
  if (statusOfCode[fault.code] >= 500) request.log.error({ err: fault.cause ?? error }, 'a request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const answer = problemOf(fault, request.requestId);
  response.status(answer.status).set(answer.headers).send(JSON.stringify(answer.body));
};

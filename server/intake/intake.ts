/**
 * `POST /webhooks/:provider/:pathToken`, answered in front of Express (docs/adr/0004-group-commit.md). It shares the
 * server's problems, log and metrics.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '#core/domain/errors.ts';
import { createGroupCommit } from '#infra/intake/group-commit.ts';
import type { IntakeOutcome } from '#infra/metrics.ts';
import type { ServerDeps } from '../deps.ts';
import { asDomainError, problemOf } from '../http/problem.ts';
import { requestIdOf } from '../http/request-log.ts';
import { createConnectionDirectory } from './connection-directory.ts';
import { createConnectionLimit } from './connection-limit.ts';
import { createBodyReader, discardRest } from './read-body.ts';
import { createReceive } from './receive.ts';

export interface Intake {
  /** Takes the request when it is one of intake's; else returns false and touches nothing. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** What is remembered of a connection is out of date. */
  forgetConnection(pathToken: string): void;
  close(): Promise<void>;
}

export type IntakeDeps = Pick<
  ServerDeps,
  'clock' | 'logger' | 'newId' | 'uow' | 'keyring' | 'doorbell' | 'metrics' | 'providers'
> & { readonly config: Pick<ServerDeps['config'], 'rateLimit'> };

const PATH = /^\/webhooks\/([a-z][a-z0-9_-]{0,49})\/([A-Za-z0-9_-]{22,64})(?:\?.*)?$/;
const JSON_TYPE = 'application/json';
const ANSWERS: Readonly<Record<'stored' | 'duplicate', string>> = {
  stored: JSON.stringify({ received: true, duplicate: false }),
  duplicate: JSON.stringify({ received: true, duplicate: true }),
};

const answer = (response: ServerResponse, status: number, headers: Record<string, string>, body: string): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
};

export const createIntake = (deps: IntakeDeps, options: { readonly databaseUrl: string }): Intake => {
  const { logger, metrics, doorbell } = deps;
  const commit = createGroupCommit({
    url: options.databaseUrl,
    onFlush: (rows) => metrics.flush(rows),
    onRefused: (error) => logger.error({ err: error }, 'PostgreSQL refused a delivery'),
  });
  const directory = createConnectionDirectory(deps);
  const limit = createConnectionLimit(deps.config.rateLimit);
  const receive = createReceive({ ...deps, directory, commit, limit, bodies: createBodyReader() });

  const note = (
    requestId: string,
    provider: string,
    status: number,
    outcome: IntakeOutcome,
    startedMs: number,
  ): void => {
    const ms = performance.now() - startedMs;
    metrics.intake({ provider, outcome, seconds: ms / 1000 });
    logger.info({ request_id: requestId, provider, status, outcome, ms: Math.round(ms * 10) / 10 }, 'delivery');
  };

  const refuse = async (
    request: IncomingMessage,
    response: ServerResponse,
    error: unknown,
    requestId: string,
  ): Promise<number> => {
    const fault = asDomainError(error);
    if (fault.code === 'internal') logger.error({ err: error, request_id: requestId }, 'a delivery failed');
    const { status, headers, body } = problemOf(fault, requestId);
    await discardRest(request);
    // What is left of a body even then would be taken for the next request.
    const close = request.complete ? {} : { connection: 'close' };
    if (!response.headersSent)
      answer(response, status, { ...headers, ...close, 'x-request-id': requestId }, JSON.stringify(body));
    return status;
  };

  const take = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const startedMs = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    const [, providerId = '', pathToken = ''] = PATH.exec(path) ?? [];
    try {
      if (providerId === '') throw new DomainError('not_found', { detail: 'No connection has this address.' });
      if (request.method !== 'POST') {
        response.setHeader('Allow', 'POST');
        throw new DomainError('method_not_allowed', { detail: 'Deliveries are sent by POST.' });
      }
      const { stored, provider } = await receive(request, providerId, pathToken);
      answer(response, provider.ackStatus, { 'content-type': JSON_TYPE, 'x-request-id': requestId }, ANSWERS[stored]);
      if (stored === 'stored') doorbell.ring();
      note(requestId, providerId, provider.ackStatus, stored, startedMs);
    } catch (error) {
      const status = await refuse(request, response, error, requestId);
      note(requestId, providerId, status, status >= 500 ? 'unavailable' : 'refused', startedMs);
    }
  };

  return {
    handle: (request, response) => {
      const path = request.url ?? '';
      if (!path.startsWith('/webhooks/')) return false;
      void take(request, response, path);
      return true;
    },
    forgetConnection: (pathToken) => directory.forget(pathToken),
    close: () => commit.close(),
  };
};

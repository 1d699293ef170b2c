/** Intake on a real port over a real database, and senders that can do what GitHub does and worse. */
import { createServer, request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from '@octokit/webhooks-methods';
import { providers } from '#core/providers/registry.gen.ts';
import { systemClock, type Clock } from '#infra/clock.ts';
import { createUnitOfWork } from '#infra/db/unit-of-work.ts';
import { newId } from '#infra/ids.ts';
import { createLogger } from '#infra/logger.ts';
import { createMetrics } from '#infra/metrics.ts';
import type { Keyring } from '#infra/secrets/keyring.ts';
import { createIntake } from '../../server/intake/intake.ts';
import type { TestDb } from './db.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RunningIntake {
  readonly port: number;
  /** How often workers were told to look. */
  readonly rings: () => number;
  readonly forget: (pathToken: string) => void;
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  close(): Promise<void>;
}

export const startIntake = async (
  testDb: TestDb,
  keyring: Keyring,
  over: {
    readonly clock?: Clock;
    /** Where deliveries are stored, if not where connections are read. */
    readonly storageUrl?: string;
    readonly rateLimit?: boolean;
  } = {},
): Promise<RunningIntake> => {
  let rings = 0;
  const metrics = createMetrics({ service: 'test', providers: Object.keys(providers) });
  const intake = createIntake(
    {
      config: { rateLimit: over.rateLimit ?? false },
      clock: over.clock ?? systemClock,
      logger: createLogger({ level: 'silent', service: 'test' }),
      newId,
      uow: createUnitOfWork(testDb.db),
      keyring,
      doorbell: { ring: () => (rings += 1) },
      metrics,
      providers,
    },
    { databaseUrl: over.storageUrl ?? testDb.url },
  );
  const server = createServer((request, response) => {
    if (!intake.handle(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    rings: () => rings,
    forget: (pathToken) => intake.forgetConnection(pathToken),
    metrics: () => metrics.text(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await intake.close();
    },
  };
};

/** One request. A body in parts is sent chunked, without a length. */
export const send = (
  port: number,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: OutgoingHttpHeaders;
    readonly body?: Buffer | string | readonly Buffer[];
  } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'POST', headers = {}, body = '' } = options;
    const parts = Array.isArray(body) ? (body as readonly Buffer[]) : [Buffer.from(body as string)];
    const length = Array.isArray(body) ? {} : { 'content-length': parts[0]?.length ?? 0 };
    const out = httpRequest({ port, path, method, headers: { ...length, ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    out.once('error', reject);
    for (const part of parts) out.write(part);
    out.end();
  });

/** What GitHub sends with a body, signed by GitHub's own library. */
export const githubHeaders = async (
  secret: string,
  body: string,
  over: OutgoingHttpHeaders = {},
): Promise<OutgoingHttpHeaders> => ({
  'content-type': 'application/json',
  'user-agent': 'GitHub-Hookshot/044aadd',
  'x-github-delivery': newId(),
  'x-github-event': 'push',
  'x-github-hook-id': '292430182',
  'x-hub-signature': 'sha1=7d38cdd689735b008b3c702edd92eea23791c5f6',
  'x-hub-signature-256': await sign(secret, body),
  ...over,
});

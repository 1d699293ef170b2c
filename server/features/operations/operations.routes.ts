import { timingSafeEqual } from 'node:crypto';
import type { Request, Router } from 'express';
import { healthz, readyz, type Readiness } from '#core/contract/operations.ts';
import { DomainError } from '#core/domain/errors.ts';
import { atMost } from '#infra/at-most.ts';
import { version } from '#infra/version.ts';
import type { z } from 'zod';
import { hashToken } from '../../http/authenticate.ts';
import { route, type RouteKit } from '../../http/route.ts';

type ReadinessView = z.output<typeof Readiness>;

const ANSWER_MS = 2_000;
/** A row that waits longer shows that no worker runs. */
const OLD_SECONDS = 60;

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const sameToken = (given: string, wanted: string): boolean => timingSafeEqual(hashToken(given), hashToken(wanted));

/** From this machine directly, or with the token. A proxy on this machine speaks for others. */
const mayReadMetrics = (request: Request, token: string | null): boolean => {
  const given = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== null) return given !== undefined && sameToken(given, token);
  return LOOPBACK.has(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
};

export const mountOperations = (router: Router, kit: RouteKit): void => {
  const { uow, queue, config, metrics } = kit.deps;

  const readiness = async (): Promise<ReadinessView> => {
    const asked = uow.readSystem(({ backlog }) => backlog.backlog()).catch(() => null);
    const [pending, jobs] = await Promise.all([atMost(ANSWER_MS, asked), queue.counts()]);
    const isYoung = pending != null && pending.oldestSeconds <= OLD_SECONDS;
    return {
      status: isYoung ? 'ready' : 'not_ready',
      version,
      database: {
        ok: pending != null,
        detail: pending == null ? 'PostgreSQL does not answer.' : 'PostgreSQL answers.',
      },
      queue: {
        ok: jobs !== null,
        kind: queue.kind,
        detail:
          jobs === null
            ? 'The queue does not answer. Workers look by themselves every few seconds.'
            : 'The queue answers.',
      },
      backlog: {
        ok: isYoung,
        pending: pending?.rows ?? null,
        oldest_seconds: pending?.oldestSeconds ?? null,
      },
    };
  };

  route(router, kit, healthz)(() => Promise.resolve({ status: 'ok' as const }));

  route(
    router,
    kit,
    readyz,
  )(async ({ response }) => {
    const view = await readiness();
    // The same body either way, so that whoever is woken sees at once what is missing.
    if (view.status === 'not_ready') response.status(503).json(view);
    return view;
  });

  router.get('/metrics', async (request, response) => {
    request.routePath = '/metrics';
    if (!mayReadMetrics(request, config.metricsToken)) {
      throw new DomainError('forbidden', { detail: 'Metrics are for this machine, or for who has METRICS_TOKEN.' });
    }
    response.type(metrics.contentType).send(await metrics.text());
  });
};

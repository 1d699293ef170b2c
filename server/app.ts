/** The Express application: the order of what happens to a request, in one place. */
import express, { type Express, type Router } from 'express';
import { syncMoments } from '#core/contract/moments.ts';
import type { ServerDeps } from './deps.ts';
import { mountAuth } from './features/auth/auth.routes.ts';
import { mountCategories } from './features/categories/categories.routes.ts';
import { mountDocs } from './features/docs/docs.routes.ts';
import { mountGoals } from './features/goals/goals.routes.ts';
import { mountHabits } from './features/habits/habits.routes.ts';
import { mountInsight } from './features/insight/insight.routes.ts';
import { mountIntegrations } from './features/integrations/integrations.routes.ts';
import { mountMe } from './features/me/me.routes.ts';
import { mountMoments } from './features/moments/moments.routes.ts';
import { mountOperations } from './features/operations/operations.routes.ts';
import { mountPets } from './features/pets/pets.routes.ts';
import { mountStream } from './features/stream/stream.routes.ts';
import { mountToday } from './features/today/today.routes.ts';
import { mountTokens } from './features/tokens/tokens.routes.ts';
import { mountTrackers } from './features/trackers/trackers.routes.ts';
import { mountTraining } from './features/training/training.routes.ts';
import { errorHandler, notFound } from './http/error-handler.ts';
import { requestLog } from './http/request-log.ts';
import { createRouteKit, type RouteKit } from './http/route.ts';
import { securityHeaders } from './http/security.ts';
import { mountPage } from './http/static-page.ts';

const BODY_LIMIT = '1mb';
/** 200 moments of the longest notes and contexts that are allowed, in a script that takes three bytes a character. */
const MOMENTS_LIMIT = '8mb';

const features: readonly ((router: Router, kit: RouteKit) => void)[] = [
  mountAuth,
  mountMe,
  mountTokens,
  mountPets,
  mountToday,
  mountHabits,
  // Before goals: `/v1/goals/suggested` is no goal of that id.
  mountTraining,
  mountGoals,
  mountTrackers,
  mountMoments,
  mountCategories,
  mountInsight,
  mountIntegrations,
  mountStream,
  mountOperations,
  mountDocs,
];

/** `pageFolder` holds the built page; it may be missing, and then only the API is served. */
export const createApp = (deps: ServerDeps, pageFolder: string): Express => {
  const app = express();
  app.disable('x-powered-by');
  // Answers of the API are not to be kept by anybody; files have their own.
  app.disable('etag');
  app.set('trust proxy', [...deps.config.trustProxy]);
  app.set('query parser', 'simple');
  app.use(requestLog(deps.logger, deps.metrics));
  app.use(securityHeaders(deps.config.publicUrl));
  app.use('/v1', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(syncMoments.path, express.json({ limit: MOMENTS_LIMIT, strict: false }));
  app.use('/v1', express.json({ limit: BODY_LIMIT, strict: false }));

  const kit = createRouteKit(deps);
  const router = express.Router();
  for (const mount of features) mount(router, kit);
  app.use(router);
  mountPage(app, pageFolder);
  app.use(notFound);
  app.use(errorHandler);
  return app;
};

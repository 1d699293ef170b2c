import type { Logger } from '#infra/logger.ts';

/** What middleware puts on a request. */
declare global {
  namespace Express {
    interface Request {
      requestId: string;
      log: Logger;
      /** Template of the matched route, for logs and metrics. */
      routePath?: string;
      userId?: string;
    }
  }
}

/** The built page: hashed assets for ever, the page itself fresh; every path of the page answers with it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Router } from 'express';

/** Paths that are never a page: what is missing there is a 404 with a problem. */
const NO_PAGE = /^\/(v1|webhooks|healthz|readyz|metrics|docs|assets)(\/|$)/;

export const mountPage = (router: Router, folder: string): void => {
  const page = join(folder, 'index.html');
  // Text of the page travels packed; answers of the API are small, and its stream must not wait for a full packet.
  const packed = compression();
  router.use(
    '/assets',
    packed,
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true, index: false }),
  );
  router.use(packed, express.static(folder, { index: false, cacheControl: true, maxAge: 0, etag: true }));
  router.get('/{*path}', (request, response, next) => {
    if (NO_PAGE.test(request.path) || !existsSync(page)) {
      next();
      return;
    }
    request.routePath = '/{*page}';
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
};

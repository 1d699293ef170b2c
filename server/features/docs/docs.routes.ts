/** The API for people: Swagger UI from our own disk, so that it works without network. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type Router } from 'express';
import { openApi } from '#core/contract/operations.ts';
import { openApiDocument } from '#core/contract/openapi.ts';
import { route, type RouteKit } from '../../http/route.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Pawgress API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const start = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#docs', deepLinking: true, tryItOutEnabled: false });
`;

export const mountDocs = (router: Router, kit: RouteKit): void => {
  const document = openApiDocument();
  route(router, kit, openApi)(() => Promise.resolve(document));

  const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.use('/docs', (request, _response, next) => {
    request.routePath = '/docs';
    next();
  });
  router.get('/docs', (_request, response) => void response.type('html').send(page));
  router.get('/docs/start.js', (_request, response) => void response.type('js').send(start));
  router.use('/docs', express.static(files, { index: false }));
};

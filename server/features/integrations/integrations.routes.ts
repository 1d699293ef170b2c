import type { Router } from 'express';
import { z } from 'zod';
import { createConnectionControl } from '#app/integrations/connection-control.ts';
import {
  createIntegration,
  deleteIntegration,
  forgetDelivery,
  getDelivery,
  getIntegration,
  listDeliveries,
  listIntegrations,
  listProviders,
  replayDelivery,
  replayFailed,
  rotateSecret,
  updateIntegration,
} from '#core/contract/integrations.ts';
import { DomainError } from '#core/domain/errors.ts';
import { providerIcons } from '#core/providers/registry.gen.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { deliveryView, integrationView } from './integration-views.ts';

const Place = z.object({ after: z.uuid() });

export const mountIntegrations = (router: Router, kit: RouteKit): void => {
  const { uow, config, providers } = kit.deps;
  const control = createConnectionControl(kit.deps);
  const view = (row: Parameters<typeof integrationView>[0]) => integrationView(row, config.publicUrl);
  const noSuchConnection = () => new DomainError('not_found', { detail: 'There is no such connection.' });

  route(
    router,
    kit,
    listProviders,
  )(() =>
    Promise.resolve({
      items: Object.values(providers).flatMap(({ id, name, connect, setup }) =>
        connect === 'none'
          ? []
          : [{ id, name, connect, icon_url: `/v1/providers/${id}/icon.svg`, configured: true, setup: [...setup] }],
      ),
    }),
  );

  router.get('/v1/providers/:id/icon.svg', (request, response) => {
    request.routePath = '/v1/providers/:id/icon.svg';
    const { id } = request.params;
    const icon = Object.hasOwn(providerIcons, id) ? providerIcons[id] : undefined;
    if (icon === undefined) throw new DomainError('not_found', { detail: 'There is no such provider.' });
    response.setHeader('Cache-Control', 'public, max-age=86400');
    response.type('svg').send(icon);
  });

  route(
    router,
    kit,
    listIntegrations,
  )(async ({ user }) => {
    const rows = await uow.readUser(user.id, (stores) => stores.integrationView.list());
    return { items: rows.map(view) };
  });

  route(
    router,
    kit,
    createIntegration,
  )(async ({ user, body, location }) => {
    const { integration, secret } = await control.create(user.id, body);
    location(`/v1/integrations/${integration.id}`);
    return { ...view(integration), secret };
  });

  route(
    router,
    kit,
    getIntegration,
  )(async ({ user, params }) => {
    const row = await uow.readUser(user.id, (stores) => stores.integrationView.find(params.id));
    if (!row) throw noSuchConnection();
    return view(row);
  });

  route(
    router,
    kit,
    updateIntegration,
  )(async ({ user, params, body }) => view(await control.change(user.id, params.id, body)));

  route(
    router,
    kit,
    deleteIntegration,
  )(async ({ user, params }) => {
    await control.disconnect(user.id, params.id);
    return undefined;
  });

  route(
    router,
    kit,
    rotateSecret,
  )(async ({ user, params }) => {
    const { integration, secret } = await control.rotate(user.id, params.id);
    return { ...view(integration), secret };
  });

  route(
    router,
    kit,
    listDeliveries,
  )(async ({ user, params, query }) =>
    uow.readUser(user.id, async (stores) => {
      if (!(await stores.integrationView.find(params.id))) throw noSuchConnection();
      const after = decodeCursor(Place, query.cursor)?.after;
      const rows = await stores.deliveryView.page(params.id, { status: query.status, after, limit: query.limit + 1 });
      return pageOf(rows, query.limit, { placeOf: (row) => ({ after: row.id }), view: deliveryView });
    }),
  );

  route(
    router,
    kit,
    getDelivery,
  )(async ({ user, params }) => {
    const row = await uow.readUser(user.id, (stores) => stores.deliveryView.detail(params.id, params.rawId));
    if (!row) throw new DomainError('not_found', { detail: 'There is no such delivery.' });
    return { ...deliveryView(row), headers: { ...row.headers }, payload: row.payload };
  });

  route(
    router,
    kit,
    replayDelivery,
  )(async ({ user, params }) => deliveryView(await control.replay(user.id, params.id, params.rawId)));
  route(
    router,
    kit,
    forgetDelivery,
  )(async ({ user, params }) => deliveryView(await control.forget(user.id, params.id, params.rawId)));
  route(
    router,
    kit,
    replayFailed,
  )(async ({ user, params }) => ({
    replayed: await control.replayFailed(user.id, params.id),
  }));
};

import type { Router } from 'express';
import { z } from 'zod';
import { createLogControl } from '#app/trackers/log-control.ts';
import { createTrackerControl, findTracker } from '#app/trackers/tracker-control.ts';
import {
  createLogs,
  createTracker,
  deleteTracker,
  getTracker,
  listLogs,
  listTrackers,
  updateTracker,
  voidLog,
  type TrackerView,
} from '#core/contract/trackers.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { TrackerOverview } from '#infra/views/tracker-view.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { logView, resultView, trackerView } from './tracker-views.ts';

const Place = z.object({ after: z.uuid() });
const LogPlace = z.object({ loggedAt: z.iso.datetime(), id: z.uuid() });

/** Trackers with their newest logs, read together. */
const withLastLogs = async (
  { trackerView: view }: UserStores,
  trackers: readonly TrackerOverview[],
): Promise<readonly TrackerView[]> => {
  const ids = trackers.flatMap(({ lastLogId }) => (lastLogId === null ? [] : [lastLogId]));
  const logs = new Map(ids.length > 0 ? (await view.theseLogs(ids)).map((log) => [log.id, log]) : []);
  return trackers.map((tracker) => trackerView(tracker, logs.get(tracker.lastLogId ?? '')));
};

export const mountTrackers = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const control = createTrackerControl(kit.deps);
  const logs = createLogControl(kit.deps);
  const shown = (userId: string, tracker: TrackerOverview): Promise<TrackerView> =>
    uow.readUser(userId, async (stores) => {
      const [view] = await withLastLogs(stores, [tracker]);
      return view ?? trackerView(tracker, undefined);
    });

  route(
    router,
    kit,
    listTrackers,
  )(({ user, query }) =>
    uow.readUser(user.id, async (stores) => {
      const after = decodeCursor(Place, query.cursor)?.after;
      const page = { archived: query.archived === 'true', after, limit: query.limit + 1 };
      const views = await withLastLogs(stores, await stores.trackerView.page(page));
      return pageOf(views, query.limit, { placeOf: ({ id }) => ({ after: id }), view: (view) => view });
    }),
  );

  route(
    router,
    kit,
    createTracker,
  )(async ({ user, body, location }) => {
    const made = await control.create(user.id, {
      name: body.name,
      unit: body.unit ?? null,
      valueKind: body.value_kind,
      sourceKey: body.source_key ?? null,
    });
    location(`/v1/trackers/${made.id}`);
    return trackerView(made, undefined);
  });

  route(
    router,
    kit,
    getTracker,
  )(async ({ user, params }) =>
    shown(user.id, await uow.readUser(user.id, (stores) => findTracker(stores, params.id))),
  );

  route(
    router,
    kit,
    updateTracker,
  )(async ({ user, params, body }) => {
    const { name, unit, source_key: sourceKey, archived } = body;
    return shown(user.id, await control.change(user.id, params.id, { name, unit, sourceKey, archived }));
  });

  route(
    router,
    kit,
    deleteTracker,
  )(async ({ user, params }) => {
    await control.change(user.id, params.id, { archived: true });
    return undefined;
  });

  route(
    router,
    kit,
    listLogs,
  )(({ user, params, query: { from, to, cursor, limit } }) =>
    uow.readUser(user.id, async (stores) => {
      await findTracker(stores, params.id);
      const page = { from, to, after: decodeCursor(LogPlace, cursor), limit: limit + 1 };
      const rows = await stores.trackerView.logs(params.id, page);
      return pageOf(rows, limit, { placeOf: ({ loggedAt, id }) => ({ loggedAt, id }), view: logView });
    }),
  );

  route(
    router,
    kit,
    createLogs,
  )(async ({ user, params, body, requestId, location, status }) => {
    if ('logs' in body) {
      const outcomes = await logs.record(user.id, params.id, body.logs);
      status(200);
      return { results: outcomes.map((outcome) => resultView(outcome, requestId)) };
    }
    const [outcome] = await logs.record(user.id, params.id, [body]);
    if (!outcome) throw new Error('a log without an outcome');
    if (outcome.status === 'rejected') throw outcome.error;
    if (outcome.status === 'duplicate') status(200);
    else location(`/v1/trackers/${params.id}/logs`);
    const [row] = await uow.readUser(user.id, ({ trackerView: view }) => view.theseLogs([outcome.id]));
    if (!row) throw new Error('a log that was written cannot be read');
    return logView(row);
  });

  route(
    router,
    kit,
    voidLog,
  )(async ({ user, params, body }) => logView(await logs.void(user.id, params.id, body?.reason ?? null)));
};

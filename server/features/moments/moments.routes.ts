import type { Router } from 'express';
import { z } from 'zod';
import { createMomentSync } from '#app/dog/sync-moments.ts';
import { listMoments, syncMoments } from '#core/contract/moments.ts';
import { asStoredText } from '#core/domain/dog/stored-text.ts';
import { normaliseTag } from '#core/domain/dog/tags.ts';
import type { LocalDate } from '#core/domain/event.ts';
import { decodeCursor, pageOf } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { momentView, resultView } from './moment-views.ts';

const Place = z.object({ occurredAt: z.iso.datetime(), id: z.uuid() });

/** PostgreSQL knows no year 0; no moment is older than 1900 anyhow. */
const FIRST: LocalDate = '0001-01-01';
const readable = (date: LocalDate | undefined): LocalDate | undefined =>
  date !== undefined && date < FIRST ? FIRST : date;

export const mountMoments = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const moments = createMomentSync(kit.deps);

  route(
    router,
    kit,
    syncMoments,
  )(async ({ user, body, requestId }) => {
    const outcomes = await moments.sync(user.id, body.events);
    return { results: outcomes.map((outcome) => resultView(outcome, requestId)) };
  });

  route(
    router,
    kit,
    listMoments,
  )(({ user, query: { from, to, tag, valence, q, cursor, limit } }) =>
    uow.readUser(user.id, async (stores) => {
      const rows = await stores.momentView.page({
        from: readable(from),
        to: readable(to),
        tag: tag === undefined ? undefined : normaliseTag(tag),
        valence,
        text: q === undefined ? undefined : asStoredText(q),
        after: decodeCursor(Place, cursor),
        limit: limit + 1,
      });
      return pageOf(rows, limit, { placeOf: ({ occurredAt, id }) => ({ occurredAt, id }), view: momentView });
    }),
  );
};

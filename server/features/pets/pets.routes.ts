import type { Router } from 'express';
import { z } from 'zod';
import { explainFeed } from '#app/pets/explain-feed.ts';
import { createPetControl } from '#app/pets/pet-control.ts';
import { createPet, getPet, getWhy, listFeed, listPets, pausePet, resumePet, updatePet } from '#core/contract/pets.ts';
import { DomainError } from '#core/domain/errors.ts';
import { arithmetic, ruleBehind } from '#core/domain/pet/why.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import { route, type RouteKit } from '../../http/route.ts';
import { feedItem, petView } from './pet-views.ts';

const FeedPlace = z.object({ before: z.number().int() });

const noSuchPet = () => new DomainError('not_found', { detail: 'There is no such pet.' });

export const mountPets = (router: Router, kit: RouteKit): void => {
  const { uow } = kit.deps;
  const control = createPetControl(kit.deps);

  route(
    router,
    kit,
    listPets,
  )(async ({ user, now }) => {
    const pets = await uow.readUser(user.id, (stores) => stores.petView.list(now));
    return { items: pets.map((pet) => petView(pet, now)) };
  });

  route(
    router,
    kit,
    createPet,
  )(async ({ user, body, now, location }) => {
    const pet = await control.create(user.id, body);
    location(`/v1/pets/${pet.id}`);
    return petView(pet, now);
  });

  route(
    router,
    kit,
    getPet,
  )(async ({ user, params, query, now }) => {
    const at = query.at === undefined ? now : new Date(query.at).toISOString();
    if (at < now) {
      throw new DomainError('validation_failed', {
        field: 'at',
        detail: 'at must be now or later: meters of the past are not kept.',
      });
    }
    const pet = await uow.readUser(user.id, (stores) => stores.petView.find(params.id, now));
    if (!pet) throw noSuchPet();
    return petView(pet, now, at);
  });

  route(
    router,
    kit,
    updatePet,
  )(async ({ user, params, body, now }) => petView(await control.customize(user.id, params.id, body), now));
  route(router, kit, pausePet)(async ({ user, params, now }) => petView(await control.pause(user.id, params.id), now));
  route(
    router,
    kit,
    resumePet,
  )(async ({ user, params, now }) => petView(await control.resume(user.id, params.id), now));

  route(
    router,
    kit,
    listFeed,
  )(async ({ user, params, query }) =>
    uow.readUser(user.id, async ({ feedView }) => {
      if (!(await feedView.hasPet(params.id))) throw noSuchPet();
      const before = decodeCursor(FeedPlace, query.cursor)?.before;
      const rows = await feedView.page(params.id, { before, limit: query.limit });
      const items = (await explainFeed(feedView, rows)).map(feedItem);
      const last = rows.length === query.limit ? rows.at(-1)?.petVersion : undefined;
      // Version 1 is the pet's making: the ledger begins with 2.
      const isMore = last !== undefined && last > 2;
      return { items, next_cursor: isMore ? encodeCursor({ before: last }) : null };
    }),
  );

  route(
    router,
    kit,
    getWhy,
  )(async ({ user, params }) =>
    uow.readUser(user.id, async ({ feedView }) => {
      const row = await feedView.find(params.event_id);
      const [line] = row ? await explainFeed(feedView, [row]) : [];
      if (!row || !line) throw new DomainError('not_found', { detail: 'There is no such line in the feed.' });
      const raw = row.rawId === null ? undefined : await feedView.raw(row.rawId);
      return {
        event: feedItem(line),
        rule: ruleBehind(row.type),
        day: { local_date: row.localDate, ...arithmetic(line.scored), xp: row.xp },
        raw: raw
          ? {
              id: raw.id,
              source: raw.source,
              event_name: raw.eventName,
              received_at: raw.receivedAt,
              payload: raw.payload,
            }
          : null,
      };
    }),
  );
};

/** `GET /v1/stream`: not JSON, so it has no endpoint object; its messages are in `messages.ts`. */
import type { Router } from 'express';
import type { RouteKit } from '../../http/route.ts';
import { openConnection } from './connection.ts';
import { createFollower } from './follow.ts';
import { decodePlace } from './messages.ts';

export const mountStream = (router: Router, kit: RouteKit): void => {
  const { deps, authenticate, perUser } = kit;
  router.get('/v1/stream', async (request, response) => {
    request.routePath = '/v1/stream';
    const caller = await authenticate(request, ['read', 'log', 'manage']);
    request.userId = caller.user.id;
    await perUser.take(caller.user.id, response);
    deps.live.assertRoom(caller.user.id);
    const asked = request.query['last_event_id'];
    const seen = decodePlace(request.get('last-event-id') ?? (typeof asked === 'string' ? asked : undefined));
    const who = { userId: caller.user.id, credentialId: caller.credentialId };
    const connection = openConnection(response, who, createFollower(deps, caller.user.id, seen), (error) =>
      request.log.warn({ err: error }, 'a page could not be told the news'),
    );
    response.once('close', () => deps.live.remove(connection));
    deps.live.add(connection);
  });
};

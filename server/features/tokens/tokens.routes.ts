import type { Router } from 'express';
import { createToken, listTokens, revokeToken } from '#core/contract/account.ts';
import { DomainError } from '#core/domain/errors.ts';
import type { TokenRow } from '#infra/stores/token-store.ts';
import { hashToken, newSecretToken, TOKEN_PREFIX } from '../../http/authenticate.ts';
import { route, type RouteKit } from '../../http/route.ts';

const tokenView = (token: TokenRow) => ({
  id: token.id,
  name: token.name,
  scopes: [...token.scopes],
  created_at: token.createdAt,
  last_used_at: token.lastUsedAt,
  expires_at: token.expiresAt,
});

export const mountTokens = (router: Router, kit: RouteKit): void => {
  const { uow, newId } = kit.deps;

  route(
    router,
    kit,
    listTokens,
  )(async ({ user }) => {
    const tokens = await uow.readUser(user.id, (stores) => stores.tokens.list());
    return { items: tokens.map(tokenView) };
  });

  route(
    router,
    kit,
    createToken,
  )(async ({ body, user, now, requestId, location }) => {
    const expiresAt = body.expires_at ? new Date(body.expires_at).toISOString() : null;
    if (expiresAt !== null && expiresAt <= now) {
      throw new DomainError('validation_failed', { field: 'expires_at', detail: 'expires_at must lie in the future.' });
    }
    const token = newSecretToken(TOKEN_PREFIX);
    const row = { id: newId(), name: body.name, scopes: [...new Set(body.scopes)], createdAt: now, expiresAt };
    await uow.forUser(user.id, async ({ tokens, audit }) => {
      await tokens.insert({ ...row, tokenHash: hashToken(token) });
      await audit.append({ requestId, type: 'token.created', entity: { type: 'token', id: row.id } });
    });
    location(`/v1/tokens/${row.id}`);
    return { ...tokenView({ ...row, lastUsedAt: null }), token };
  });

  route(
    router,
    kit,
    revokeToken,
  )(async ({ params, user, now, requestId }) => {
    const revoked = await uow.forUser(user.id, async ({ tokens, audit }) => {
      const done = await tokens.revoke(params.id, now);
      if (done) await audit.append({ requestId, type: 'token.revoked', entity: { type: 'token', id: params.id } });
      return done;
    });
    if (!revoked) throw new DomainError('not_found', { detail: 'There is no such token.' });
    return undefined;
  });
};

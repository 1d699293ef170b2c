/** What an owner does to a connection (spec 8.2, 8.6; architecture 6). Secrets leave it once, when they are made. */
import { randomBytes } from 'node:crypto';
import { DomainError } from '#core/domain/errors.ts';
import type { Instant } from '#core/domain/event.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { Clock } from '#infra/clock.ts';
import type { UnitOfWork } from '#infra/db/unit-of-work.ts';
import type { Doorbell } from '#infra/queue/doorbell.ts';
import type { Keyring } from '#infra/secrets/keyring.ts';
import { secretPlace, type AccountRef, type IntegrationRow } from '#infra/stores/integration-store.ts';
import type { UserStores } from '#infra/stores/registry.ts';
import type { DeliveryOverview } from '#infra/views/delivery-view.ts';
import type { IntegrationOverview } from '#infra/views/integration-view.ts';

export interface ConnectionControlDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly keyring: Keyring;
  readonly doorbell: Pick<Doorbell, 'ring'>;
  readonly providers: Readonly<Record<string, Provider>>;
  /** What servers remember of a connection is out of date. */
  readonly forgetConnection: (pathToken: string) => void;
}

export interface WithSecret {
  readonly integration: IntegrationOverview;
  /** Shown this once. */
  readonly secret: string;
}

export interface AccountInput {
  readonly id?: string | undefined;
  readonly login?: string | undefined;
}

const PREVIOUS_SECRET_MS = 24 * 60 * 60 * 1000;

const noSuchConnection = () => new DomainError('not_found', { detail: 'There is no such connection.' });
const noSuchDelivery = () => new DomainError('not_found', { detail: 'There is no such delivery.' });

const newSecret = (): string => randomBytes(32).toString('hex');
const newPathToken = (): string => randomBytes(32).toString('base64url');

const accountOf = ({ id, login }: AccountInput): AccountRef => ({ id: id ?? null, login: login ?? null });

export const createConnectionControl = (deps: ConnectionControlDeps) => {
  const { uow, clock, newId, keyring, doorbell, providers, forgetConnection } = deps;

  const found = async (stores: UserStores, id: string): Promise<IntegrationRow> => {
    const row = await stores.integrations.find(id);
    if (!row) throw noSuchConnection();
    return row;
  };
  const live = async (stores: UserStores, id: string): Promise<IntegrationRow> => {
    const row = await found(stores, id);
    if (row.status === 'revoked') {
      throw new DomainError('conflict', { detail: 'This connection was disconnected. Make a new one.' });
    }
    return row;
  };
  const shown = async ({ integrationView }: UserStores, id: string): Promise<IntegrationOverview> => {
    const view = await integrationView.find(id);
    if (!view) throw noSuchConnection();
    return view;
  };
  const seal = (secret: string, userId: string, id: string): Promise<Buffer> =>
    keyring.seal(secret, secretPlace('webhook_secret_encrypted', id, userId));

  /** A rotation keeps the secret of before, sealed again for its new place. */
  const sealPrevious = async (row: IntegrationRow, userId: string): Promise<Buffer | null> => {
    if (!row.sealedSecret) return null;
    const plain = await keyring.open(row.sealedSecret, secretPlace('webhook_secret_encrypted', row.id, userId));
    return keyring.seal(plain, secretPlace('webhook_secret_previous_encrypted', row.id, userId));
  };

  const setPaused = async (stores: UserStores, row: IntegrationRow, paused: boolean): Promise<void> => {
    if (paused) {
      await stores.integrations.setStatus(row.id, 'paused');
      return;
    }
    if (row.status === 'paused')
      await stores.integrations.setStatus(row.id, row.verifiedAt === null ? 'pending' : 'active');
    await stores.deliveries.release(row.id);
  };

  const delivered = async ({ deliveryView }: UserStores, id: string, rawId: string): Promise<DeliveryOverview> => {
    const delivery = await deliveryView.find(id, rawId);
    if (!delivery) throw noSuchDelivery();
    return delivery;
  };

  return {
    /** @throws {DomainError} `validation_failed` for a provider that is not connected by a webhook */
    create: async (
      userId: string,
      input: {
        readonly provider: string;
        readonly name?: string | undefined;
        readonly account?: AccountInput | undefined;
      },
    ): Promise<WithSecret> => {
      const provider = Object.hasOwn(providers, input.provider) ? providers[input.provider] : undefined;
      if (!provider || (provider.connect !== 'webhook' && provider.connect !== 'both')) {
        throw new DomainError('validation_failed', {
          field: 'provider',
          detail: `${input.provider} cannot be connected here.`,
        });
      }
      const [id, secret, now] = [newId(), newSecret(), clock.now()];
      const sealedSecret = await seal(secret, userId, id);
      const integration = await uow.forUser(userId, async (stores) => {
        const row = {
          id,
          provider: provider.id,
          name: input.name ?? null,
          pathToken: newPathToken(),
          sealedSecret,
          createdAt: now,
        };
        await stores.integrations.insert(row);
        const account =
          (await stores.integrations.provenAccount(provider.id)) ?? (input.account && accountOf(input.account));
        if (account) await stores.integrations.setAccount(id, account);
        return shown(stores, id);
      });
      return { integration, secret };
    },

    /** A named account replays what was ignored for lack of one (spec 8.6). */
    change: async (
      userId: string,
      id: string,
      changes: {
        readonly name?: string | null | undefined;
        readonly status?: 'active' | 'paused' | undefined;
        readonly account?: AccountInput | undefined;
      },
    ): Promise<IntegrationOverview> => {
      const view = await uow.forUser(userId, async (stores) => {
        const row = await live(stores, id);
        if (changes.name !== undefined) await stores.integrations.rename(id, changes.name);
        if (changes.account) {
          await stores.integrations.setAccount(id, accountOf(changes.account));
          await stores.deliveries.replayForAccount(id);
        }
        if (changes.status !== undefined) await setPaused(stores, row, changes.status === 'paused');
        return shown(stores, id);
      });
      doorbell.ring();
      return view;
    },

    /** The secret of before works for another day. */
    rotate: async (userId: string, id: string): Promise<WithSecret> => {
      const secret = newSecret();
      const now = clock.now();
      const previousUntil: Instant = new Date(Date.parse(now) + PREVIOUS_SECRET_MS).toISOString();
      const { integration, pathToken } = await uow.forUser(userId, async (stores) => {
        const row = await live(stores, id);
        const [sealed, previous] = [await seal(secret, userId, id), await sealPrevious(row, userId)];
        await stores.integrations.rotate(id, { sealed, previous, previousUntil, now });
        return { integration: await shown(stores, id), pathToken: row.pathToken };
      });
      if (pathToken !== null) forgetConnection(pathToken);
      return { integration, secret };
    },

    /** Wipes secrets and address; what arrived and what it earned stays. A second time changes nothing. */
    disconnect: async (userId: string, id: string): Promise<void> => {
      const pathToken = await uow.forUser(userId, async (stores) => {
        const row = await found(stores, id);
        if (row.status === 'paused') await stores.deliveries.release(id);
        await stores.integrations.revoke(id);
        return row.pathToken;
      });
      if (pathToken !== null) forgetConnection(pathToken);
      doorbell.ring();
    },

    replay: async (userId: string, id: string, rawId: string): Promise<DeliveryOverview> => {
      const delivery = await uow.forUser(userId, async (stores) => {
        await delivered(stores, id, rawId);
        await stores.deliveries.replay(id, rawId);
        return delivered(stores, id, rawId);
      });
      doorbell.ring();
      return delivery;
    },

    replayFailed: async (userId: string, id: string): Promise<number> => {
      const replayed = await uow.forUser(userId, async (stores) => {
        await found(stores, id);
        return stores.deliveries.replayFailed(id);
      });
      doorbell.ring();
      return replayed;
    },

    /** @throws {DomainError} `conflict` when it has not failed */
    forget: (userId: string, id: string, rawId: string): Promise<DeliveryOverview> =>
      uow.forUser(userId, async (stores) => {
        const before = await delivered(stores, id, rawId);
        const changed = await stores.deliveries.forget(id, rawId);
        if (changed === 0 && before.status !== 'forgotten') {
          throw new DomainError('conflict', { detail: 'A delivery can be set aside when it has failed.' });
        }
        return delivered(stores, id, rawId);
      }),
  };
};

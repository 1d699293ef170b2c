/** Rows that tests of features begin with, made through the product's own stores and keyring. */
import { randomBytes } from 'node:crypto';
import { newPet } from '#core/domain/pet/state.ts';
import type { Instant } from '#core/domain/event.ts';
import type { Db } from '#infra/db/connect.ts';
import { newId } from '#infra/ids.ts';
import { createKeyring, type Keyring } from '#infra/secrets/keyring.ts';
import { createIntegrationStore, secretPlace } from '#infra/stores/integration-store.ts';
import { createPetStore } from '#infra/stores/pet-store.ts';
import { insertUser } from './pipeline.ts';

export interface UserOver {
  readonly timezone?: string;
  readonly dayStartHour?: number;
}

/** A user with their first calendar. Returns the id. */
export const createUser = (db: Db, over: UserOver = {}): Promise<string> => insertUser(db, over);

/** The user's primary pet, an egg. Returns the id. */
export const createPetRow = async (
  db: Db,
  userId: string,
  createdAt: Instant = '2026-03-01T08:00:00.000Z',
): Promise<string> => {
  const id = newId();
  await createPetStore(db, userId).insert({ id, name: 'Biscuit', species: 'dog', state: newPet(createdAt), createdAt });
  return id;
};

/** A keyring of one fresh key. */
export const testKeyring = (now: Instant = '2026-03-02T12:00:00.000Z'): Keyring =>
  createKeyring(`test:${randomBytes(32).toString('base64url')}`, { now: () => now });

export interface IntegrationOver {
  readonly provider?: string;
  readonly status?: 'pending' | 'active' | 'paused';
  readonly account?: { readonly id: string | null; readonly login: string | null };
}

export interface CreatedIntegration {
  readonly id: string;
  readonly pathToken: string;
  readonly secret: string;
}

/** A connection with an address and a sealed secret, as `POST /v1/integrations` makes it. */
export const createIntegrationRow = async (
  db: Db,
  userId: string,
  keyring: Keyring,
  over: IntegrationOver = {},
): Promise<CreatedIntegration> => {
  const [id, pathToken, secret] = [newId(), randomBytes(32).toString('base64url'), randomBytes(32).toString('hex')];
  const store = createIntegrationStore(db, userId);
  await store.insert({
    id,
    provider: over.provider ?? 'github',
    name: null,
    pathToken,
    sealedSecret: await keyring.seal(secret, secretPlace('webhook_secret_encrypted', id, userId)),
    createdAt: new Date().toISOString(),
  });
  if (over.account) await store.setAccount(id, over.account);
  if (over.status !== undefined) await store.setStatus(id, over.status);
  return { id, pathToken, secret };
};
